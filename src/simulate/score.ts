import type { ScanResult } from '../record/index.ts'
import type { CampaignTruth, Truth } from './truth.ts'

export interface CampaignScore {
  readonly id: string
  readonly class: string
  /** What its truth says of its languages. */
  readonly languages?: readonly string[]
  /** Accounts with at least one request of the harvest. */
  readonly accounts: number
  /** Share of them found as core members of confirmed or suspected groups, 0 to 1. */
  readonly recall: number
  readonly recall_confirmed: number
  /** Confirmed or suspected groups with a core member of this campaign; 1 is ideal, 0 is a miss. */
  readonly fragments: number
  /** Purity of the groups that its accused members are in, each weighted by these members; null where there are none. */
  readonly purity: number | null
}

/** What a confirmed or suspected group is made of. */
export interface GroupScore {
  /** Core accounts, innocent ones included. */
  readonly accounts: number
  /** Of them, the members of the campaign that has most. */
  readonly largest: number
  /** True campaigns with a core member in it: 0 where all are innocent, 2 or more where campaigns were merged. */
  readonly campaigns: number
}

export interface Score {
  readonly campaigns: readonly CampaignScore[]
  /** Confirmed and suspected groups, in the order of the result. */
  readonly groups: readonly GroupScore[]
  /** Mean over campaigns, 0 to 1; null where the truth has none. */
  readonly recall: number | null
  readonly recall_confirmed: number | null
  /** Mean over the campaigns that were found. */
  readonly fragmentation: number | null
  /** Of all accused groups, as `purityOf` has it. */
  readonly purity: number | null
  /** Of all accused groups, as `mergesOf` has it. */
  readonly merges: number | null
  /** Share of accused accounts that truly harvested; null where nobody was accused. */
  readonly precision_confirmed: number | null
  readonly precision_suspected: number | null
  readonly false_confirmed_accounts: readonly string[]
  readonly false_suspected_accounts: readonly string[]
  /** Groups of each verdict in which most core accounts are innocent. */
  readonly false_groups: { readonly confirmed: number; readonly suspected: number; readonly watch: number }
  /** One line for a terminal. */
  readonly summary: string
}

/** Holds a scan's result against the truth. Only core accounts count, since only they are accused. */
export function score(truth: Truth, result: Pick<ScanResult, 'campaigns'>): Score {
  const owner = new Map<string, string>()
  for (const campaign of truth.campaigns) {
    for (const account of harvesters(campaign)) owner.set(account, campaign.id)
  }
  const confirmed = accused(result, 'confirmed')
  const suspected = accused(result, 'suspected')
  const groups = result.campaigns
    .filter(({ verdict }) => verdict !== 'watch')
    .map(({ accounts }) => scoreGroup(accounts, owner))
  const campaigns = truth.campaigns.map((campaign) => scoreCampaign(campaign, groups, confirmed, suspected))
  const found = campaigns.filter(({ fragments }) => fragments > 0)
  const mostlyFalse = (verdict: string) =>
    result.campaigns.filter(
      ({ verdict: own, accounts }) =>
        own === verdict &&
        accounts.filter((account) => owner.has(account)).length * 2 < Math.max(1, accounts.length),
    ).length
  const falseConfirmed = [...confirmed].filter((account) => !owner.has(account)).sort()
  const falseSuspected = [...suspected].filter((account) => !owner.has(account)).sort()
  const whole = {
    campaigns,
    groups: groups.map(({ accounts, largest, members }) => ({ accounts, largest, campaigns: members.size })),
    recall: mean(campaigns.map(({ recall }) => recall)),
    recall_confirmed: mean(campaigns.map(({ recall_confirmed }) => recall_confirmed)),
    fragmentation: mean(found.map(({ fragments }) => fragments)),
    purity: purityOf(groups),
    merges: mergesOf(groups.map(({ members }) => ({ campaigns: members.size }))),
    precision_confirmed: confirmed.size === 0 ? null : 1 - falseConfirmed.length / confirmed.size,
    precision_suspected: suspected.size === 0 ? null : 1 - falseSuspected.length / suspected.size,
    false_confirmed_accounts: falseConfirmed,
    false_suspected_accounts: falseSuspected,
    false_groups: {
      confirmed: mostlyFalse('confirmed'),
      suspected: mostlyFalse('suspected'),
      watch: mostlyFalse('watch'),
    },
  }
  return { ...whole, summary: summarise(whole, found.length) }
}

function harvesters(campaign: CampaignTruth): string[] {
  return campaign.accounts
    .filter(({ harvest_requests: harvest }) => harvest > 0)
    .map(({ account_id: account }) => account)
}

function accused(result: Pick<ScanResult, 'campaigns'>, verdict: string): Set<string> {
  return new Set(
    result.campaigns.filter((group) => group.verdict === verdict).flatMap(({ accounts }) => accounts),
  )
}

/**
 * Share of the groups' core accounts that are of their group's largest campaign, 0 to 1; null without groups. Innocent
 * accounts belong to none, so that a group of them has purity 0 (Zhao & Karypis, "Criterion functions for document
 * clustering", 2001, with innocents in no class).
 */
export function purityOf(groups: readonly Pick<GroupScore, 'accounts' | 'largest'>[]): number | null {
  const accounts = groups.reduce((sum, group) => sum + group.accounts, 0)
  return accounts === 0 ? null : groups.reduce((sum, { largest }) => sum + largest, 0) / accounts
}

/** True campaigns in a group, mean over the groups with a harvester in them; 1 is ideal, null without such groups. */
export function mergesOf(groups: readonly Pick<GroupScore, 'campaigns'>[]): number | null {
  return mean(groups.map(({ campaigns }) => campaigns).filter((campaigns) => campaigns > 0))
}

interface GroupMembers extends Omit<GroupScore, 'campaigns'> {
  /** Core members by campaign id. */
  readonly members: ReadonlyMap<string, number>
}

function scoreGroup(accounts: readonly string[], owner: ReadonlyMap<string, string>): GroupMembers {
  const members = new Map<string, number>()
  for (const account of accounts) {
    const id = owner.get(account)
    if (id !== undefined) members.set(id, (members.get(id) ?? 0) + 1)
  }
  return { accounts: accounts.length, largest: Math.max(0, ...members.values()), members }
}

function scoreCampaign(
  campaign: CampaignTruth,
  groups: readonly GroupMembers[],
  confirmed: ReadonlySet<string>,
  suspected: ReadonlySet<string>,
): CampaignScore {
  const accounts = harvesters(campaign)
  const total = Math.max(1, accounts.length)
  const own = groups.flatMap(({ accounts: all, largest, members }) => {
    const mine = members.get(campaign.id) ?? 0
    return mine === 0 ? [] : [{ mine, purity: largest / all }]
  })
  const mine = own.reduce((sum, group) => sum + group.mine, 0)
  return {
    id: campaign.id,
    class: campaign.class,
    ...(campaign.languages && { languages: campaign.languages }),
    accounts: accounts.length,
    recall: accounts.filter((account) => confirmed.has(account) || suspected.has(account)).length / total,
    recall_confirmed: accounts.filter((account) => confirmed.has(account)).length / total,
    fragments: own.length,
    purity: mine === 0 ? null : own.reduce((sum, group) => sum + group.mine * group.purity, 0) / mine,
  }
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

function summarise(whole: Omit<Score, 'summary'>, found: number): string {
  const percent = (value: number | null) => (value === null ? '-' : `${(100 * value).toFixed(1)} %`)
  const wrong = whole.false_confirmed_accounts.length + whole.false_suspected_accounts.length
  return [
    `found ${found} of ${whole.campaigns.length} campaigns`,
    `recall ${percent(whole.recall)} of their accounts (${percent(whole.recall_confirmed)} confirmed)`,
    `precision ${percent(whole.precision_confirmed)} confirmed, ${percent(whole.precision_suspected)} suspected`,
    wrong === 0 ? 'no innocent account accused' : `${wrong} innocent accounts accused`,
  ].join('; ')
}
