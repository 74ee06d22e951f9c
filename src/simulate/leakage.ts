import type { AccountRecord, Network, RequestRecord } from '../record/index.ts'
import { type AccountProfile, FEATURES, profileAccounts } from './profiles.ts'
import type { Truth } from './truth.ts'

export interface Leak {
  readonly feature: string
  /** Area under the ROC curve of this one feature, direction chosen in hindsight: 0.5 to 1. */
  readonly auc: number
  /** Whether harvesters have the higher values. */
  readonly higher: boolean
}

export interface ClassLeakage {
  readonly class: string
  readonly accounts: number
  /** All features, the most telling first. */
  readonly leaks: readonly Leak[]
}

/**
 * How well each single account-level feature alone tells the harvesters of a class from the innocent accounts
 * with traffic. What one trivial field solves measures nothing: a high value must come from the tactic itself.
 */
export function leakage(
  requests: Iterable<RequestRecord>,
  accounts: readonly AccountRecord[],
  truth: Truth,
  networks: readonly Network[] = [],
): ClassLeakage[] {
  const profiles = profileAccounts(requests, accounts, networks)
  const guilty = new Set(
    truth.campaigns.flatMap((campaign) => campaign.accounts.map((item) => item.account_id)),
  )
  const innocent = [...profiles].filter(([account]) => !guilty.has(account)).map(([, profile]) => profile)
  const classes = new Map<string, AccountProfile[]>()
  for (const campaign of truth.campaigns) {
    const list = classes.get(campaign.class) ?? []
    for (const { account_id: account, harvest_requests: harvest } of campaign.accounts) {
      const profile = profiles.get(account)
      if (profile && harvest > 0) list.push(profile)
    }
    classes.set(campaign.class, list)
  }
  return [...classes].map(([name, members]) => ({
    class: name,
    accounts: members.length,
    leaks: FEATURES.map(({ name: feature, value }) => {
      const area = auc(members.map(value), innocent.map(value))
      return { feature, auc: Math.max(area, 1 - area), higher: area >= 0.5 }
    }).sort((left, right) => right.auc - left.auc),
  }))
}

/** Chance that a value of `positive` exceeds one of `negative`, ties counting half (Mann and Whitney 1947). */
export function auc(positive: readonly number[], negative: readonly number[]): number {
  if (positive.length === 0 || negative.length === 0) return 0.5
  const all = [
    ...positive.map((value) => ({ value, own: true })),
    ...negative.map((value) => ({ value, own: false })),
  ].sort((left, right) => left.value - right.value)
  let ranks = 0
  for (let from = 0; from < all.length; ) {
    let to = from
    while (to < all.length && all[to]?.value === all[from]?.value) to++
    const rank = (from + 1 + to) / 2
    for (let at = from; at < to; at++) if (all[at]?.own) ranks += rank
    from = to
  }
  return (ranks - (positive.length * (positive.length + 1)) / 2) / (positive.length * negative.length)
}
