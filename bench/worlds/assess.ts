import type { Campaign, Verdict } from '../../src/record/index.ts'
import type { Truth } from '../../src/simulate/index.ts'
import { bricksOf } from '../fortnights/bricks.ts'
import type { FoundGroup, People, PeopleCell, WorldResult } from './types.ts'

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

/** How many accounts with traffic harvested nothing, and how many of them are look-alikes of those that did. */
export function innocentAccounts(
  { lookalikes }: Pick<Truth, 'lookalikes'>,
  owners: ReadonlyMap<string, number>,
  active: readonly string[],
): WorldResult['innocent'] {
  const alike = new Set(lookalikes.flatMap(({ accounts }) => accounts))
  const innocent = active.filter((account) => !owners.has(account))
  return {
    accounts: innocent.length,
    lookalikes: innocent.filter((account) => alike.has(account)).length,
  }
}

/** Who could have been named wrongly, and who was; the units are those that people belong together in. */
export function innocentPeople(
  campaigns: readonly Pick<Campaign, 'verdict' | 'accounts'>[],
  truth: Truth,
  owners: ReadonlyMap<string, number>,
  active: readonly string[],
): People {
  const there = new Set(active)
  const innocent = (accounts: readonly string[]): string[] =>
    accounts.filter((account) => there.has(account) && !owners.has(account))
  const units = new Map<string, { times: number; cells: PeopleCell[] }>()
  for (const { accounts } of bricksOf(truth)) {
    const cells = cellsOf(innocent(accounts), truth)
    if (cells.length === 0) continue
    const key = JSON.stringify(cells)
    const own = units.get(key)
    if (own) own.times++
    else units.set(key, { times: 1, cells })
  }
  return {
    units: [...units.values()],
    named: campaigns
      .map(({ verdict, accounts }) => ({ verdict, cells: cellsOf(innocent(accounts), truth) }))
      .filter(({ cells }) => cells.length > 0),
  }
}

/** In the order of language and network, so that units alike have the same cells. */
function cellsOf(accounts: readonly string[], { people }: Truth): PeopleCell[] {
  const cells = new Map<string, PeopleCell>()
  for (const account of accounts) {
    const { language = 'unknown', shared_network: shared = false } = people[account] ?? {}
    const key = `${language} ${shared}`
    cells.set(key, { language, shared, accounts: (cells.get(key)?.accounts ?? 0) + 1 })
  }
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell)
}
