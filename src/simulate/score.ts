import type { ScanResult } from '../record/index.ts'
import type { CampaignTruth, Truth } from './truth.ts'

export interface CampaignScore {
  readonly id: string
  readonly class: string
  /** Accounts with at least one request of the harvest. */
  readonly accounts: number
  /** Share of them found as core members of confirmed or suspected groups, 0 to 1. */
  readonly recall: number
  readonly recall_confirmed: number
  /** Confirmed or suspected groups with a core member of this campaign; 1 is ideal, 0 is a miss. */
  readonly fragments: number
  /** Of the harvesters in the groups that mostly belong to this campaign, the share that is this campaign's. */
  readonly purity: number | null
}

export interface Score {
  readonly campaigns: readonly CampaignScore[]
  /** Mean over campaigns, 0 to 1; null where the truth has none. */
  readonly recall: number | null
  readonly recall_confirmed: number | null
  /** Mean over the campaigns that were found. */
  readonly fragmentation: number | null
  readonly purity: number | null
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
  const campaigns = truth.campaigns.map((campaign) =>
    scoreCampaign(campaign, result, owner, confirmed, suspected),
  )
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
    recall: mean(campaigns.map(({ recall }) => recall)),
    recall_confirmed: mean(campaigns.map(({ recall_confirmed }) => recall_confirmed)),
    fragmentation: mean(found.map(({ fragments }) => fragments)),
    purity: mean(found.flatMap(({ purity }) => purity ?? [])),
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

function scoreCampaign(
  campaign: CampaignTruth,
  result: Pick<ScanResult, 'campaigns'>,
  owner: ReadonlyMap<string, string>,
  confirmed: ReadonlySet<string>,
  suspected: ReadonlySet<string>,
): CampaignScore {
  const accounts = harvesters(campaign)
  const total = Math.max(1, accounts.length)
  const groups = result.campaigns.filter(
    ({ verdict, accounts: core }) =>
      verdict !== 'watch' && core.some((account) => owner.get(account) === campaign.id),
  )
  let own = 0
  let others = 0
  for (const { accounts: core } of groups) {
    const owners = core.map((account) => owner.get(account)).filter((id) => id !== undefined)
    const mine = owners.filter((id) => id === campaign.id).length
    if (mine * 2 < owners.length) continue
    own += mine
    others += owners.length - mine
  }
  return {
    id: campaign.id,
    class: campaign.class,
    accounts: accounts.length,
    recall: accounts.filter((account) => confirmed.has(account) || suspected.has(account)).length / total,
    recall_confirmed: accounts.filter((account) => confirmed.has(account)).length / total,
    fragments: groups.length,
    purity: own + others === 0 ? null : own / (own + others),
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
