import { createIdentityHash } from '../../intake/index.ts'
import { type Known, vouchers } from '../../record/index.ts'
import type { Edges, World } from '../../signals/index.ts'
import {
  type Arrivals,
  arrivals,
  dropArrivals,
  dropOtherBases,
  type Store,
  writeBasis,
} from '../../store/index.ts'
import type { RevisionName } from '../evidence/copies.ts'
import { summaryPartsOf } from '../evidence/summary.ts'
import { beyondChance, keyShares } from '../keys/cohesion.ts'
import { signUpDays, strataFor } from '../keys/openings.ts'
import { TOKENS } from '../members/attach.ts'
import { coreOf, type Pool } from '../members/members.ts'
import { type CampaignBasis, type PassBasis, rowOf, rowOfPass } from './kept.ts'
import { KEY_KINDS, SIGN_UP_DAY } from './kinds.ts'
import { ofCopies } from './newcomers.ts'
import { usualTexts } from './texts.ts'

/** What a full pass keeps for the follow-ups after it. */
export interface Kept {
  readonly pass: PassBasis
  readonly campaigns: readonly CampaignBasis[]
  /** What had arrived before the pass looked, and it has therefore seen. */
  readonly seen: Arrivals | undefined
}

/** A campaign as the pass at work sees it. */
export interface Seen {
  readonly pool: Pool
  readonly name: RevisionName
  /** Core. */
  readonly accounts: readonly string[]
}

/** To be asked before a pass loads anything: what arrives later is the next one's. */
export function seenBy(store: Store): Promise<Arrivals | undefined> {
  return arrivals(store)
}

/**
 * Finds what a follow-up will go by. It needs the copies of accused accounts' rows (`copyRows`). Cost: for each kind of
 * key one pass over its column, and one over the core accounts' texts.
 */
export async function keep(
  store: Store,
  world: World,
  campaigns: readonly Seen[],
  known: readonly Known[],
  seen: Arrivals | undefined,
): Promise<Kept> {
  const ties = campaigns.length === 0 ? [] : await tiesOf(store, world, campaigns)
  const days = await daysOf(store)
  const texts = await usualTexts(
    store,
    campaigns.map(({ pool: { tokens }, accounts }) => ({ tokens: tokens.slice(0, TOKENS), accounts })),
  )
  return {
    pass: passBasis(store, world, known, Date.now()),
    campaigns: campaigns.map(({ pool, name }, i) => ({
      ...name,
      ties: ties[i].keys,
      figures: {
        fullRevision: name.revision,
        tokens: pool.tokens.slice(0, TOKENS),
        summary: summaryPartsOf(world, pool),
        days: days.get(name.campaignId) ?? {},
        shares: ties[i].shares,
        texts: texts[i],
      },
    })),
    seen,
  }
}

/** Keeps it, in place of what earlier passes kept, and drops the arrivals that the pass has seen. */
export async function recordKept(
  store: Store,
  passId: number,
  { pass, campaigns, seen }: Kept,
): Promise<void> {
  await writeBasis(store, passId, campaigns.map(rowOf))
  // Last, as rows without it count for nothing.
  await writeBasis(store, passId, [rowOfPass(pass)])
  await dropOtherBases(store, passId)
  if (seen) await dropArrivals(store, seen)
}

/**
 * After a pass that keeps nothing, as over several stores, there is nothing to follow up on: what earlier ones kept goes,
 * with what was noted for it.
 */
export async function dropKept(store: Store, passId: number): Promise<void> {
  await dropOtherBases(store, passId)
  const noted = await arrivals(store)
  if (noted) await dropArrivals(store, noted)
}

const HOUR = 3_600_000
/** What newcomers sent longer before the last request is left to the next full pass, or a follow-up would cost what history does. */
const LOOKED_BACK = 14 * 24 * HOUR

function passBasis(
  store: Store,
  { start, hours, principals, now: last }: World,
  known: readonly Known[],
  now: number,
): PassBasis {
  // A clock that is ahead must not hide what comes.
  const end = Math.min(start + hours * HOUR, now)
  const hash = createIdentityHash(store.folder.secret)
  return {
    start,
    since: new Date(end - LOOKED_BACK).toISOString().slice(0, 10),
    contracts: new Set(
      principals.names.flatMap((name, principal) =>
        principals.contracted[principal] === 1 ? [Number(name.slice(name.indexOf(':') + 1))] : [],
      ),
    ),
    vouched: new Set(
      vouchers(known, last).flatMap(({ id }) => [hash('account', id), hash('organization', id)]),
    ),
  }
}

interface Ties {
  readonly keys: Map<string, Set<number>>
  readonly shares: Record<string, number>
}

/**
 * The keys that more of a campaign's accounts hold than chance has it, by the rule of `tiedTo`, were they the only one that
 * somebody holds; a follow-up asks again, with those who hold them then. Asked of the store, as the world knows only one
 * of several keys that the very same accounts hold.
 */
async function tiesOf(store: Store, world: World, campaigns: readonly Seen[]): Promise<Ties[]> {
  const campaignOf = new Map(campaigns.flatMap(({ accounts }, i) => accounts.map((account) => [account, i])))
  const ties = campaigns.map((): Ties => ({ keys: new Map(), shares: {} }))
  const core = 'SELECT account_id FROM looked_at_requests'
  for (const { kind, pairs, key } of KEY_KINDS) {
    const edges = kind === SIGN_UP_DAY ? signUpDays(world) : world.keys.get(kind)
    const shareOf = sharesOf(world, edges, campaigns)
    const rows = await store.query<{ value: number; holders: number; members: string[] }>(
      `SELECT ${key} AS value, uniqExact(account_id) AS holders,
         groupUniqArrayIf(account_id, account_id IN (${core})) AS members
       FROM (${pairs}) WHERE value IN (SELECT ${key} FROM (${ofCopies(pairs)}))
       GROUP BY value HAVING length(members) >= 2`,
      {},
      { numbers: true },
    )
    for (const { value, holders, members } of rows) {
      const inside = new Map<number, number>()
      for (const account of members) {
        const i = campaignOf.get(account)
        if (i !== undefined) inside.set(i, (inside.get(i) ?? 0) + 1)
      }
      for (const [i, count] of inside) {
        const share = shareOf(value, i)
        if (!beyondChance(count, holders, share)) continue
        const { keys, shares } = ties[i]
        keys.set(kind, (keys.get(kind) ?? new Set()).add(value))
        shares[kind] = Math.max(shares[kind] ?? 0, share)
      }
    }
  }
  return ties
}

/** What part of a key's holders would be core accounts of a campaign by chance, by the value of the key (`keyShares`). */
function sharesOf(
  world: World,
  edges: Edges | undefined,
  campaigns: readonly Seen[],
): (value: number, campaign: number) => number {
  const cores = campaigns.map(({ pool }) => coreOf(pool))
  const fraction = (campaign: number): number => cores[campaign].length / world.principals.count
  if (!edges || strataFor(world, edges) === world.principals.stratum)
    return (_, campaign) => fraction(campaign)
  const places = new Map(Array.from(edges.keys, (value, key) => [value, key]))
  const shares = cores.map((core) => keyShares(world, edges, core))
  return (value, campaign) => {
    // The world knows neither the keys of one nor all that the very same accounts hold.
    const key = places.get(value)
    return key === undefined ? fraction(campaign) : shares[campaign](key)
  }
}

async function daysOf(store: Store): Promise<Map<string, Record<string, readonly [number, number]>>> {
  const rows = await store.query<{ campaign_id: string; day: string; requests: number; tokens: number }>(
    `SELECT campaign_id, toString(toDate(time)) AS day, count() AS requests, sum(input_tokens + output_tokens) AS tokens
     FROM looked_at_requests GROUP BY campaign_id, day ORDER BY campaign_id, day`,
    {},
    { numbers: true },
  )
  const days = new Map<string, Record<string, readonly [number, number]>>()
  for (const { campaign_id: id, day, requests, tokens } of rows) {
    days.set(id, { ...days.get(id), [day]: [requests, tokens] })
  }
  return days
}
