import type { Store } from '../../store/index.ts'
import type { RevisionName } from '../evidence/copies.ts'
import { beyondChance } from '../keys/cohesion.ts'
import type { Core } from './cores.ts'
import type { CampaignBasis } from './kept.ts'
import { KEY_KINDS } from './kinds.ts'
import type { Newcomer } from './newcomers.ts'

/** Who holds a key now. */
export interface Holders {
  readonly count: number
  /** Those of them who are core accounts of a campaign. */
  readonly core: readonly string[]
}

/** By kind (`KEY_KINDS`) and key. */
export type HoldersByKey = ReadonlyMap<string, ReadonlyMap<number, Holders>>

/**
 * Who holds those keys of newcomers that tied somebody to a campaign at the full pass. Cost: for each kind of which there
 * are any, one pass over its column; without FINAL where it is one of requests, as one that is stored twice has one holder.
 * @param revisions the campaigns as they stand
 */
export async function holdersOf(
  store: Store,
  revisions: readonly RevisionName[],
  bases: readonly Pick<CampaignBasis, 'ties'>[],
  newcomers: readonly Pick<Newcomer, 'keys'>[],
): Promise<HoldersByKey> {
  const held = new Map<string, Map<number, Holders>>()
  for (const { kind, pairs, key } of KEY_KINDS) {
    const isKept = (value: number): boolean => bases.some(({ ties }) => ties.get(kind)?.has(value))
    const values = new Set(newcomers.flatMap(({ keys }) => (keys.get(kind) ?? []).filter(isKept)))
    if (values.size === 0) continue
    const rows = await store.query<{ value: number; holders: number; accused: string[] }>(
      `SELECT ${key} AS value, uniqExact(account_id) AS holders,
         groupUniqArrayIf(account_id, account_id IN (
           SELECT account_id FROM campaign_accounts WHERE campaign_id IN {campaigns:Array(String)}
             AND concat(campaign_id, ' ', toString(revision)) IN {names:Array(String)})) AS accused
       FROM (${pairs.replaceAll('FROM requests FINAL', 'FROM requests')})
       WHERE value IN (SELECT arrayJoin({values:Array(UInt64)})) GROUP BY value`,
      {
        values: [...values],
        campaigns: revisions.map(({ campaignId }) => campaignId),
        names: revisions.map(({ campaignId, revision }) => `${campaignId} ${revision}`),
      },
      { numbers: true },
    )
    held.set(kind, new Map(rows.map((row) => [row.value, { count: row.holders, core: row.accused }])))
  }
  return held
}

/**
 * The kinds of keys by which an account is tied to a campaign that it is no core account of, by the rule of `tiedTo` with
 * those who hold the keys now: what was the pool's own at the full pass may have become a public exit. Whom follow-ups
 * attached counts neither as a member nor as somebody else.
 */
export function kindsThatTie(
  {
    ties,
    figures,
  }: Pick<CampaignBasis, 'ties'> & { readonly figures: Pick<CampaignBasis['figures'], 'shares'> },
  { keys }: Pick<Newcomer, 'keys'>,
  holders: HoldersByKey,
  { full, attached }: Core,
): string[] {
  const isTied = (kind: string, kept: ReadonlySet<number>): boolean => {
    const own = keys.get(kind) ?? []
    return own.some((key) => {
      const holding = kept.has(key) ? holders.get(kind)?.get(key) : undefined
      if (!holding) return false
      const members = holding.core.filter((account) => full.has(account)).length
      const others = holding.count - 1 - holding.core.filter((account) => attached.has(account)).length
      return beyondChance(members, others, figures.shares[kind] ?? 1, own.length)
    })
  }
  return [...ties].flatMap(([kind, kept]) => (isTied(kind, kept) ? [kind] : []))
}
