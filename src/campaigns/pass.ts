import {
  type Campaign,
  type CampaignPicture,
  inForce,
  type Known,
  type Member,
  type Release,
  type ScanResult,
} from '../record/index.ts'
import { loadWorld, type Traffic, type World } from '../signals/index.ts'
import { appendRevisions, type Revision, revisions, type Store } from '../store/index.ts'
import { clearedGroups } from './cleared.ts'
import { detect } from './detect.ts'
import { bringAccounts } from './evidence/bring.ts'
import { writeAccounts } from './evidence/campaign-accounts.ts'
import { comparisons } from './evidence/comparison.ts'
import { copyRows, dropCopies, type RevisionName } from './evidence/copies.ts'
import { evidenceFor, familiesOf } from './evidence/evidence.ts'
import { exemplarsOf } from './evidence/exemplars.ts'
import { pictureOf } from './evidence/picture.ts'
import { portraits } from './evidence/portrait.ts'
import { summaryOf, summaryPartsOf } from './evidence/summary.ts'
import { dropKept, type Kept, keep, recordKept, seenBy } from './follow/keep.ts'
import { continued, detectedBy, newId, saysTheSame } from './follow/track.ts'
import { attachHarvesters } from './members/attach.ts'
import { coreOf, type Pool, pools } from './members/members.ts'

export type Stage = 'Loading' | 'Detecting' | 'Attaching' | 'Evidence' | 'Keeping'

export interface PassOptions {
  readonly known?: readonly Known[]
  readonly releases?: readonly Release[]
  readonly basis?: Campaign['detected_basis']
  /** Milliseconds since 1970. */
  readonly now?: number
  /**
   * The stores that hold the traffic, split by account, where that is not the pass's own store. Its own then keeps passes and
   * campaigns, and gets what the stores hold of accused accounts.
   */
  readonly traffic?: Traffic
  /** Hears of every stage of the pass as it begins. */
  readonly onStage?: (stage: Stage) => void
  /** Put a few stored customer texts into the pictures. */
  readonly includeText?: boolean
  /** Find what follow-ups need (`followUp`). Not with traffic in several stores. */
  readonly forFollowUps?: boolean
}

export interface PassOutcome {
  readonly world: World
  readonly campaigns: readonly Campaign[]
  readonly pictures: readonly CampaignPicture[]
  /** Revisions that this pass adds; empty when it found nothing new. */
  readonly added: readonly Omit<Revision, 'passId'>[]
  /** Groups that came near, and what cleared them. */
  readonly cleared: NonNullable<ScanResult['cleared']>
  readonly candidates: number
  readonly references: number
  /** What `record` keeps for follow-ups. */
  readonly kept?: Kept | undefined
}

/**
 * One detection pass over a store: load, detect, put members together, compute the evidence, and follow the
 * campaigns from earlier passes. Nothing but `campaign_accounts` is written that stays, and with shards what they hold of
 * the core accounts; `record` adds the revisions.
 * @throws StillwatchError SW_STORE_FAILED
 */
export async function runPass(store: Store, options: PassOptions = {}): Promise<PassOutcome> {
  const now = options.now ?? Date.now()
  const traffic = options.traffic ?? store
  const begin = (stage: Stage): void => options.onStage?.(stage)
  const seen = await seenBy(store)
  begin('Loading')
  const world = await loadWorld(traffic, options.known)
  begin('Detecting')
  const detection = detect(world)
  begin('Attaching')
  const found = await attachHarvesters(traffic, world, pools(world, detection.judged))
  const earlier = (await revisions(store)).map(({ campaign }) => campaign)
  const accounts = found.map((pool) => coreAccounts(world, pool))
  if (traffic !== store) await bringAccounts(traffic, store, accounts.flat())
  const before = continued(accounts, earlier)
  begin('Evidence')
  const taken = new Set(earlier.map(({ id }) => id))
  const names = before.map((previous, i): RevisionName => {
    const campaignId = previous?.id ?? newId(accounts[i], taken)
    taken.add(campaignId)
    return { campaignId, revision: (previous?.revision ?? 0) + 1 }
  })
  await writeAccounts(store, names, accounts)
  await copyRows(store, names)
  const campaigns: Campaign[] = []
  const pictures: CampaignPicture[] = []
  const compare = comparisons(world, found)
  const portraitOf = portraits(store, traffic, world, options.releases ?? [])
  const added: Omit<Revision, 'passId'>[] = []
  for (const [i, pool] of found.entries()) {
    const previous = before[i]
    const { campaignId: id, revision } = names[i]
    const evidence = await evidenceFor(store, world, pool, names[i])
    const detected = previous && detectedBy(await historyOf(store, previous, pool.verdict), pool.verdict)
    const campaign: Campaign = {
      ...describe(world, pool, accounts[i], options.known ?? []),
      id,
      revision,
      evidence,
      families: familiesOf(evidence),
      tactics: [...new Set(evidence.flatMap(({ tactics }) => tactics))].sort(),
      detected_at: detected?.detected_at ?? new Date(now).toISOString(),
      detected_basis: detected?.detected_basis ?? options.basis ?? 'batch',
    }
    const picture: CampaignPicture = {
      ...pictureOf(world, pool, id, options.releases ?? []),
      portrait: await portraitOf(names[i]),
      comparison: compare(pool),
      exemplars: options.includeText ? await exemplarsOf(store, accounts[i], pool.tokens) : [],
    }
    const unchanged = previous !== undefined && saysTheSame(previous, campaign)
    campaigns.push(unchanged ? previous : campaign)
    pictures.push(picture)
    if (!unchanged) added.push({ campaign, picture: { ...picture, exemplars: [] } })
  }
  let kept: Kept | undefined
  if (options.forFollowUps && traffic === store) {
    begin('Keeping')
    const basis = found.map((pool, i) => ({
      pool,
      name: { ...names[i], revision: campaigns[i].revision },
      accounts: accounts[i],
    }))
    kept = await keep(store, world, basis, options.known ?? [], seen)
  }
  await dropCopies(store)
  return {
    kept,
    world,
    campaigns,
    pictures,
    added,
    cleared: clearedGroups(world, detection, found),
    candidates: detection.candidates,
    references: detection.references,
  }
}

/** As much of a campaign's history as tells when it was detected: all of it only where it is suspected after a watch. */
async function historyOf(
  store: Store,
  previous: Campaign,
  verdict: Campaign['verdict'],
): Promise<Campaign[]> {
  if (previous.verdict !== 'watch' || verdict === 'watch') return [previous]
  return (await revisions(store, previous.id)).map(({ campaign }) => campaign)
}

/** Appends what a pass found to the campaigns' histories, and keeps what follow-ups need. */
export async function record(
  store: Store,
  passId: number,
  outcome: PassOutcome,
  createdAt = Date.now(),
): Promise<void> {
  if (outcome.added.length > 0) {
    await appendRevisions(
      store,
      outcome.added.map((revision) => ({ ...revision, passId })),
      createdAt,
    )
  }
  if (outcome.kept) await recordKept(store, passId, outcome.kept)
  else await dropKept(store, passId)
}

function coreAccounts(world: World, pool: Pool): string[] {
  return Array.from(coreOf(pool))
    .flatMap((principal) => world.principals.accounts[principal])
    .sort()
}

type Described = Omit<
  Campaign,
  'id' | 'revision' | 'evidence' | 'families' | 'tactics' | 'detected_at' | 'detected_basis'
>

function describe(world: World, pool: Pool, accounts: readonly string[], known: readonly Known[]): Described {
  const { principals } = world
  const core = [...coreOf(pool)]
  const sum = (values: ArrayLike<number>): number =>
    core.reduce((total, principal) => total + values[principal], 0)
  // No spread over accounts: an argument list ends at about a hundred thousand.
  const first = core.reduce((least, principal) => Math.min(least, principals.firstSeen[principal]), Infinity)
  const last = core.reduce((most, principal) => Math.max(most, principals.lastSeen[principal]), 0)
  // Who is cleared is no core account: a campaign of which all are is not found.
  const confirmed = new Set(
    inForce(known, world.now).flatMap(({ id, status }) => (status === 'confirmed' ? [id] : [])),
  )
  return {
    kind: 'group',
    verdict: pool.verdict,
    review:
      accounts.length > 0 && accounts.every((account) => confirmed.has(account)) ? 'confirmed' : 'unreviewed',
    summary: summaryOf(summaryPartsOf(world, pool), accounts.length, sum(principals.requests)),
    accounts: [...accounts],
    members: pool.members.flatMap((member) =>
      principals.accounts[member.principal].map(
        (account_id): Member => ({
          account_id,
          role: member.role,
          families: [...member.families],
          reasons: [...member.reasons],
        }),
      ),
    ),
    first_seen: new Date(first).toISOString(),
    last_seen: new Date(last).toISOString(),
    requests: sum(principals.requests),
    tokens: sum(principals.tokens),
    coordination_q: pool.lead.q,
    intent_rank: pool.lead.ranks.words,
  }
}
