import type {
  Campaign,
  CampaignPicture,
  FollowUpResult,
  Known,
  Member,
  ScanResult,
} from '../../record/index.ts'
import {
  type Arrivals,
  appendRevisions,
  arrivals,
  dropArrivals,
  latestPass,
  newestRevisions,
  type Revision,
  readBasis,
  type Store,
  writeBasis,
} from '../../store/index.ts'
import { writeAccounts } from '../evidence/campaign-accounts.ts'
import { dropCopies, type RevisionName } from '../evidence/copies.ts'
import { summaryOf } from '../evidence/summary.ts'
import { type Core, coresOf } from './cores.ts'
import { withAttached } from './evidence.ts'
import { withNodes } from './graph.ts'
import { holdersOf, kindsThatTie } from './holders.ts'
import { basisFrom, type CampaignBasis, type PassBasis, rowOf } from './kept.ts'
import { activeAccounts, carriers, type Newcomer, newcomers } from './newcomers.ts'
import { type HourOf, hoursOf, wholeSteps, withActivity, withHours } from './refresh.ts'
import { roleIn, withMembers } from './roles.ts'
import { saysTheSame } from './track.ts'

/** What the last full pass left, and what follow-ups have made of it since. */
export interface Standing {
  /** The full pass's number, and when it began (ISO 8601). */
  readonly fullPass: number
  readonly fullPassAt: string
  /** What the last pass or follow-up said. */
  readonly result: ScanResult
  readonly basis: PassBasis
  readonly campaigns: readonly StandingCampaign[]
}

interface StandingCampaign {
  readonly campaign: Campaign
  readonly picture: CampaignPicture
  readonly basis: CampaignBasis
}

/**
 * What a follow-up can go by; undefined where there was no full pass yet, or an earlier version's, or one that was cut
 * short. Cost: the campaigns.
 * @throws StillwatchError SW_STORE_FAILED
 */
export async function standing(store: Store): Promise<Standing | undefined> {
  const last = await latestPass(store)
  if (!last) return undefined
  const { result } = last
  const fullPass = result.follow_up?.full_pass ?? last.passId
  const fullPassAt = result.follow_up?.full_pass_at ?? new Date(last.startedAt).toISOString()
  const kept = basisFrom(await readBasis(store, fullPass))
  if (!kept) return undefined
  const ids = result.campaigns.map(({ id }) => id)
  const newest = new Map((await newestRevisions(store, ids)).map((one) => [one.campaign.id, one]))
  const campaigns = ids.flatMap((id): StandingCampaign[] => {
    const revision = newest.get(id)
    const basis = kept.campaigns.get(id)
    return revision && basis ? [{ ...revision, basis }] : []
  })
  if (campaigns.length < result.campaigns.length) return undefined
  return { fullPass, fullPassAt, result, basis: kept.pass, campaigns }
}

export interface FollowUp {
  /** All that stand, in the order of the last result. */
  readonly campaigns: readonly Campaign[]
  readonly pictures: readonly CampaignPicture[]
  readonly added: readonly Omit<Revision, 'passId'>[]
  /** For the result, which the next follow-up goes by. */
  readonly said: FollowUpResult
  /** What it went by; undefined where nothing had arrived. */
  readonly arrived: Arrivals | undefined
  readonly bases: readonly CampaignBasis[]
}

/**
 * Matches what arrived since the last pass or follow-up against the campaigns that stand, and attaches who belongs to
 * them. It finds no new campaign, and judges none again. Nothing but `campaign_accounts` is written that stays;
 * `recordFollowUp` does the rest, and may be run again with what a killed one has left. Cost: what arrived, the accounts it
 * came from as far as they carry an instruction, and on the days it is of the accounts of the campaigns it touches; where
 * newcomers hold keys that tie, one pass over the columns of these (`holdersOf`).
 * @throws StillwatchError SW_STORE_FAILED
 */
export async function followUp(
  store: Store,
  stand: Standing,
  known: readonly Known[] = [],
): Promise<FollowUp> {
  const arrived = await arrivals(store)
  const active = arrived ? await activeAccounts(store, arrived) : new Map<string, readonly string[]>()
  const cores = await coresOf(store, stand.campaigns)
  const joined = arrived ? await whoJoins(store, stand, cores, arrived, active, known) : []
  const touched = stand.campaigns.map((one, i) => touchedBy(one, joined[i] ?? [], active))
  const changing = touched.filter((one) => one.days.length > 0 || one.joined.length > 0)
  if (changing.length > 0) {
    await writeAccounts(
      store,
      changing.map(({ name }) => name),
      changing.map(({ next }) => next.accounts),
    )
  }
  const names = changing.flatMap(({ name, days }) => (days.length > 0 ? [name] : []))
  const days = [
    ...new Set(touched.flatMap((one, i) => wholeSteps(one.days, stand.campaigns[i].picture))),
  ].sort()
  const hours = await hoursOf(store, names, days)
  const made = []
  for (const [i, one] of stand.campaigns.entries()) {
    made.push(await remade(store, one, cores[i], touched[i], new Set(days), hours, stand))
  }
  await dropCopies(store)
  return {
    campaigns: made.map(({ campaign }) => campaign),
    pictures: made.map(({ picture }) => picture),
    added: made.flatMap(({ changed, campaign, picture }) => (changed ? [{ campaign, picture }] : [])),
    said: {
      full_pass: stand.fullPass,
      full_pass_at: stand.fullPassAt,
      requests: arrived?.requests ?? 0,
      accounts: arrived?.accounts ?? 0,
      attached: joined.flatMap((some, i) =>
        some.flatMap(({ member }) => gainOf(stand.campaigns[i].campaign, member)),
      ),
    },
    arrived,
    bases: made.flatMap(({ changed, basis }) => (changed ? [basis] : [])),
  }
}

/** Appends what a follow-up changed, and drops the arrivals it has seen; in an order in which nothing is lost. */
export async function recordFollowUp(
  store: Store,
  passId: number,
  { fullPass }: Pick<Standing, 'fullPass'>,
  { added, bases, arrived }: FollowUp,
  createdAt = Date.now(),
): Promise<void> {
  if (added.length > 0) {
    await writeBasis(store, fullPass, bases.map(rowOf), createdAt)
    await appendRevisions(
      store,
      added.map((revision) => ({ ...revision, passId })),
      createdAt,
    )
  }
  if (arrived) await dropArrivals(store, arrived)
}

interface Joined {
  readonly member: Member
  readonly newcomer: Newcomer
}

type Gain = FollowUpResult['attached'][number]

/** For each campaign, who joins it or is something else in it than before. */
async function whoJoins(
  store: Store,
  { campaigns, basis }: Standing,
  cores: readonly Core[],
  arrived: Arrivals,
  active: ReadonlyMap<string, readonly string[]>,
  known: readonly Known[],
): Promise<Joined[][]> {
  const core = new Set(campaigns.flatMap(({ campaign }) => campaign.accounts))
  const instructions = campaigns.map((one) => one.basis.figures.tokens)
  const linked = campaigns.flatMap(({ campaign }) =>
    campaign.members.map(({ account_id }) => account_id).filter((account) => active.has(account)),
  )
  const some = [...new Set([...(await carriers(store, arrived, instructions)), ...linked])]
    .filter((account) => !core.has(account))
    .sort()
  const tokens = [...new Set(instructions.flat())]
  const days = [...new Set(some.flatMap((account) => active.get(account) ?? []))].sort()
  // A clock that is ahead must not end what known.csv vouches for.
  const at = Math.min(arrived.to, Date.now())
  const found = await newcomers(store, { accounts: some, tokens, days }, basis, known, at)
  const standing = campaigns.map(({ campaign: { id, revision } }) => ({ campaignId: id, revision }))
  const bases = campaigns.map((one) => one.basis)
  const holders = await holdersOf(store, standing, bases, found)
  return campaigns.map((one, i) => {
    const before = new Map(one.campaign.members.map((member) => [member.account_id, member]))
    return found.flatMap((newcomer): Joined[] => {
      const { account } = newcomer
      const held = kindsThatTie(one.basis, newcomer, holders, cores[i])
      const member = roleIn(one.basis, newcomer, held, before.get(account), core.has(account))
      if (!member) return []
      if (member.role === 'core') core.add(account)
      return [{ member, newcomer }]
    })
  })
}

interface Touched {
  readonly name: RevisionName
  readonly joined: readonly Joined[]
  /** As the campaign is to be, but for its figures. */
  readonly next: Campaign
  /** On which its figures may have changed. */
  readonly days: readonly string[]
}

function touchedBy(
  { campaign }: StandingCampaign,
  joined: readonly Joined[],
  active: ReadonlyMap<string, readonly string[]>,
): Touched {
  const fresh = joined.filter(({ member }) => member.role === 'core')
  const revision = campaign.revision + 1
  return {
    name: { campaignId: campaign.id, revision },
    joined,
    next: {
      ...campaign,
      revision,
      // Whom nobody has looked at is not confirmed with the others.
      review: fresh.length > 0 ? 'unreviewed' : campaign.review,
      accounts: [...campaign.accounts, ...fresh.map(({ member }) => member.account_id)].sort(),
      members: withMembers(
        campaign,
        joined.map(({ member }) => member),
      ),
    },
    days: [
      ...new Set([
        ...campaign.accounts.flatMap((account) => active.get(account) ?? []),
        ...fresh.flatMap(({ newcomer }) => newcomer.days),
      ]),
    ],
  }
}

async function remade(
  store: Store,
  { campaign: previous, picture, basis }: StandingCampaign,
  { full }: Core,
  { joined, next, days }: Touched,
  looked: ReadonlySet<string>,
  allHours: readonly HourOf[],
  { fullPassAt, basis: { since } }: Standing,
): Promise<StandingCampaign & { changed: boolean }> {
  const unchanged = { campaign: previous, picture, basis, changed: false }
  if (days.length === 0 && joined.length === 0) return unchanged
  const own = new Set(next.accounts)
  const hours = allHours.filter(({ account_id }) => own.has(account_id))
  const counted =
    days.length === 0
      ? { campaign: next, days: basis.figures.days }
      : withHours(next, basis.figures.days, looked, hours)
  const all = next.accounts.length
  const early = days.filter((day) => day < since)
  const late = [...new Set([...(basis.figures.late ?? []), ...early])].sort()
  const grown = { ...basis, figures: { ...basis.figures, late } }
  const campaign: Campaign = {
    ...counted.campaign,
    evidence:
      all > full.size
        ? await withAttached(store, counted.campaign, grown, fullPassAt, since)
        : previous.evidence,
    summary: summaryOf(basis.figures.summary, all, counted.campaign.requests, all - full.size),
  }
  if (saysTheSame(previous, campaign)) return unchanged
  const drawn = days.length === 0 ? picture : withActivity(picture, looked, hours)
  return {
    campaign,
    picture: withNodes(drawn, joined, next.members.length - previous.members.length),
    basis: { ...grown, revision: next.revision, figures: { ...grown.figures, days: counted.days } },
    changed: true,
  }
}

function gainOf(before: Campaign, { account_id, role }: Member): Gain[] {
  const known = before.members.find((member) => member.account_id === account_id)
  return known?.role === role ? [] : [{ campaign_id: before.id, account_id, role }]
}
