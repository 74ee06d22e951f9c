import type { Campaign, Verdict } from '../../src/record/index.ts'
import type { Truth } from '../../src/simulate/index.ts'
import type { FairnessCell, FoundGroup, WorldResult } from './types.ts'

/** Campaign index by account, for accounts with at least one request of a harvest; all other accounts are innocent. */
export function ownersOf(truth: Truth): ReadonlyMap<string, number> {
  return new Map(
    truth.campaigns.flatMap((campaign, at) =>
      campaign.accounts
        .filter(({ harvest_requests: harvest }) => harvest > 0)
        .map(({ account_id: account }): [string, number] => [account, at]),
    ),
  )
}

export function accusedAccounts(
  campaigns: readonly Campaign[],
  owners: ReadonlyMap<string, number>,
): WorldResult['accused'] {
  const of = (verdict: Verdict) => {
    const accounts = coreOf(campaigns, verdict)
    return {
      accounts: accounts.size,
      innocent: [...accounts].filter((account) => !owners.has(account)).length,
    }
  }
  return { watch: of('watch'), suspected: of('suspected'), confirmed: of('confirmed') }
}

function coreOf(campaigns: readonly Campaign[], verdict: Verdict): Set<string> {
  return new Set(campaigns.filter((one) => one.verdict === verdict).flatMap(({ accounts }) => accounts))
}

export function describeGroups(
  campaigns: readonly Campaign[],
  truth: Truth,
  owners: ReadonlyMap<string, number>,
): FoundGroup[] {
  const kinds = new Map(truth.lookalikes.flatMap(({ kind, accounts }) => accounts.map((id) => [id, kind])))
  return campaigns.map((campaign) => {
    const innocents: Record<string, number> = {}
    for (const account of campaign.accounts) {
      if (owners.has(account)) continue
      const kind = kinds.get(account) ?? 'ordinary'
      innocents[kind] = (innocents[kind] ?? 0) + 1
    }
    return {
      id: campaign.id,
      verdict: campaign.verdict,
      accounts: campaign.accounts.length,
      harvesters: campaign.accounts.filter((account) => owners.has(account)).length,
      innocents,
      summary: campaign.summary,
      families: campaign.families,
      q: campaign.coordination_q,
      rank: campaign.intent_rank,
    }
  })
}

export function fairnessCells(
  campaigns: readonly Campaign[],
  truth: Truth,
  owners: ReadonlyMap<string, number>,
  active: readonly string[],
): FairnessCell[] {
  const named = {
    watch: coreOf(campaigns, 'watch'),
    suspected: coreOf(campaigns, 'suspected'),
    confirmed: coreOf(campaigns, 'confirmed'),
  }
  const cells = new Map<string, { language: string; shared: boolean; accounts: string[] }>()
  for (const account of active) {
    if (owners.has(account)) continue
    const person = truth.people[account]
    const language = person?.language ?? 'unknown'
    const shared = person?.shared_network ?? false
    const key = `${language} ${shared}`
    const cell = cells.get(key)
    if (cell) cell.accounts.push(account)
    else cells.set(key, { language, shared, accounts: [account] })
  }
  return [...cells.values()].map(({ language, shared, accounts }) => {
    const count = (set: ReadonlySet<string>): number => accounts.filter((account) => set.has(account)).length
    return {
      language,
      shared,
      accounts: accounts.length,
      named: {
        watch: count(named.watch),
        suspected: count(named.suspected),
        confirmed: count(named.confirmed),
      },
    }
  })
}
