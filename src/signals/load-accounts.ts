import { createIdentityHash, type IdentityHash } from '../intake/index.ts'
import { type Known, vouchers } from '../record/index.ts'
import { buildEdges, type Edges } from './edges.ts'
import { gatherRows, storesOf, type Traffic } from './gather.ts'
import { loadSums } from './load-sums.ts'
import { contracts } from './principals.ts'
import { ageClass, assignStrata, deciles } from './strata.ts'
import type { Principals } from './world.ts'

const DAY = 86_400_000

/** One account's totals, and what the accounts file says of it (empty or 0 where it says nothing). */
interface AccountTotals {
  account_id: string
  requests: number
  tokens: number
  first: number
  last: number
  texts: number
  languages: Record<string, number>
  operations: Record<string, number>
  segments: number
  organization: number
  verification: string
  plan: string
  createdAt: number
  closedAt: number
}

const TOTALS = `
  SELECT r.account_id AS account_id, requests, tokens, first, last, texts, languages, operations, segments,
    organization, verification, plan, toUnixTimestamp64Milli(created_at) AS createdAt,
    toUnixTimestamp64Milli(closed_at) AS closedAt
  FROM (
    SELECT account_id, count() AS requests, sum(input_tokens + output_tokens) AS tokens,
      toUnixTimestamp64Milli(min(time)) AS first, toUnixTimestamp64Milli(max(time)) AS last, sum(has_text) AS texts,
      sumMap(map(toString(language), 1)) AS languages, sumMap(map(toString(operation), 1)) AS operations,
      uniqExactArray(segments) AS segments
    FROM requests FINAL GROUP BY account_id) AS r
  LEFT JOIN (SELECT * FROM accounts FINAL) AS a ON a.account_id = r.account_id
  ORDER BY account_id`

/**
 * Accounts that sent requests, merged into principals where a contract stands behind them.
 * @param start midnight of the first day that is looked at
 * @param now when what known.csv says must not have expired
 */
export async function loadAccounts(
  traffic: Traffic,
  start: number,
  now: number,
  known: readonly Known[],
): Promise<{
  principals: Principals
  principalOf: ReadonlyMap<string, number>
  organizations: Edges
  /** Every account's requests, accounts ascending. */
  sent: readonly { readonly account_id: string; readonly requests: number }[]
}> {
  const rows = await gatherRows<AccountTotals>(traffic, TOTALS, {})
  const underContract = contracts(rows, start)
  const isContracted = (row: AccountTotals): boolean =>
    underContract.has(row.organization) && row.verification === 'business'
  const nameOf = (row: AccountTotals): string =>
    isContracted(row) ? `organization:${row.organization}` : row.account_id
  const members = new Map<string, AccountTotals[]>()
  for (const row of rows) {
    const own = members.get(nameOf(row))
    if (own) own.push(row)
    else members.set(nameOf(row), [row])
  }
  // In the order of their first accounts: names of organisations are keyed hashes, and no order may depend on a key.
  const names = [...members.keys()]
  const groups = names.map((name) => members.get(name) ?? [])
  const principalOf = new Map<string, number>()
  groups.forEach((group, principal) => {
    for (const row of group) principalOf.set(row.account_id, principal)
  })
  const loose = rows.filter((row) => row.organization !== 0 && !isContracted(row))
  return {
    principals: describe(
      names,
      groups,
      Uint8Array.from(groups, ([row]) => (isContracted(row) ? 1 : 0)),
      start,
      now,
      known,
      createIdentityHash(storesOf(traffic)[0].folder.secret),
      await loadSums(traffic, principalOf, names.length),
    ),
    principalOf,
    sent: rows.map(({ account_id, requests }) => ({ account_id, requests })),
    organizations: buildEdges(
      loose.map((row) => row.organization),
      loose.map((row) => principalOf.get(row.account_id) ?? 0),
      undefined,
      2,
    ),
  }
}

function describe(
  names: readonly string[],
  groups: readonly (readonly AccountTotals[])[],
  contracted: Uint8Array,
  start: number,
  now: number,
  known: readonly Known[],
  hash: IdentityHash,
  sums: Pick<Principals, 'cueSums' | 'features'>,
): Principals {
  const count = names.length
  const total = (of: (row: AccountTotals) => number): number[] =>
    groups.map((group) => group.reduce((sum, row) => sum + of(row), 0))
  const requests = total((row) => row.requests)
  const activity = deciles(requests)
  const language = groups.map((group) => mostCommon(group.map((row) => row.languages)))
  const labels = groups.map((group, p) => ({
    plan: group[0].plan,
    verification: group[0].verification,
    age: ageClass(group[0].createdAt > 0 ? (start - group[0].createdAt) / DAY : undefined),
    activity: activity[p],
    language: language[p],
    operation: mostCommon(group.map((row) => row.operations)),
  }))
  const inFavour = vouchers(known, now)
  const vouching = new Set(inFavour.map(({ id }) => id))
  const vouchingOrganizations = new Set(inFavour.map(({ id }) => hash('organization', id)))
  const isVouched = (row: AccountTotals): boolean =>
    vouching.has(row.account_id) || (row.organization !== 0 && vouchingOrganizations.has(row.organization))
  return {
    count,
    names,
    accounts: groups.map((group) => group.map((row) => row.account_id).sort()),
    contracted,
    vouched: Uint8Array.from(groups, (group) => (group.every(isVouched) ? 1 : 0)),
    stratum: assignStrata(labels),
    language,
    requests: Uint32Array.from(requests),
    tokens: Float64Array.from(total((row) => row.tokens)),
    texts: Uint32Array.from(total((row) => row.texts)),
    // No spread over accounts: an argument list ends at about a hundred thousand, and so many one customer may have.
    firstSeen: Float64Array.from(groups, (group) =>
      group.reduce((earliest, { first }) => Math.min(earliest, first), Number.POSITIVE_INFINITY),
    ),
    lastSeen: Float64Array.from(groups, (group) =>
      group.reduce((latest, { last }) => Math.max(latest, last), 0),
    ),
    createdAt: Float64Array.from(groups, (group) => (group.length === 1 ? group[0].createdAt : 0)),
    closedAt: Float64Array.from(groups, (group) => (group.length === 1 ? group[0].closedAt : 0)),
    ...sums,
    segments: Uint32Array.from(total((row) => row.segments)),
  }
}

/** The label with the largest sum; ties go to the alphabetically first. */
function mostCommon(maps: readonly Record<string, number>[]): string {
  const sums = new Map<string, number>()
  for (const map of maps)
    for (const [label, n] of Object.entries(map)) sums.set(label, (sums.get(label) ?? 0) + n)
  return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? ''
}
