import { createIdentityHash } from '../../intake/index.ts'
import { type Known, vouchers } from '../../record/index.ts'
import { contracts } from '../../signals/index.ts'
import { ACCOUNT_COLUMNS, type Arrivals, REQUEST_COLUMNS, type Store } from '../../store/index.ts'
import { dropCopies, NOT_COPIED } from '../evidence/copies.ts'
import { TOKENS_TOGETHER } from '../members/attach.ts'
import type { PassBasis } from './kept.ts'
import { KEY_KINDS } from './kinds.ts'
import { byAccountOf, type Carried, carriedQuery } from './texts.ts'

/** Accounts asked for at once. */
const AT_ONCE = 1_000

/** Whoever may join a campaign, with all that the store holds of it. */
export interface Newcomer {
  readonly account: string
  readonly carried: readonly Carried[]
  /** By kind (`KEY_KINDS`). */
  readonly keys: ReadonlyMap<string, readonly number[]>
  readonly contracted: boolean
  readonly vouched: boolean
  /** On which it sent requests (`2026-05-01`, UTC). */
  readonly days: readonly string[]
}

/** Days of the requests that arrived, by account. Cost: what has arrived. */
export async function activeAccounts(
  store: Store,
  { until }: Arrivals,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await store.query<{ account_id: string; days: string[] }>(
    `SELECT account_id, arraySort(groupUniqArray(toString(toDate(time)))) AS days FROM arrivals
     WHERE arrived <= toDateTime64({until:String}, 3, 'UTC') GROUP BY account_id ORDER BY account_id`,
    { until },
  )
  return new Map(rows.map(({ account_id, days }) => [account_id, days]))
}

/** Who sent some of these tokens together among what arrived, ascending. Cost: what has arrived. */
export async function carriers(
  store: Store,
  { until }: Arrivals,
  instructions: readonly (readonly number[])[],
): Promise<string[]> {
  const tokens = [...new Set(instructions.flat())]
  if (tokens.length === 0) return []
  const shortest = Math.min(...instructions.filter(({ length }) => length > 0).map(({ length }) => length))
  const rows = await store.query<{ account_id: string }>(
    `SELECT DISTINCT account_id FROM arrivals
     WHERE arrived <= toDateTime64({until:String}, 3, 'UTC')
       AND arrayCount(token -> token IN (SELECT arrayJoin({tokens:Array(UInt64)})), template) >= {together:UInt8}
     ORDER BY account_id`,
    { until, tokens, together: Math.min(TOKENS_TOGETHER, shortest) },
  )
  return rows.map(({ account_id }) => account_id)
}

/** Whom a follow-up looks at, and how far back. */
export interface Sought {
  /** Who may join: of these, those who carry something are newcomers. */
  readonly accounts: readonly string[]
  /** Of all campaigns' instructions. */
  readonly tokens: readonly number[]
  /** Beside the days since `PassBasis.since`, those of requests that arrived late. */
  readonly days: readonly string[]
}

/**
 * What the store holds of accounts that may join. It leaves copies of their rows in `looked_at_requests` and
 * `looked_at_accounts`, so that the store's history is read twice and not once for each kind of key. Cost: their rows of a
 * fortnight, which the table's key finds.
 * @param at by when what known.csv says must not have expired, milliseconds since 1970
 */
export async function newcomers(
  store: Store,
  { accounts, tokens, days }: Sought,
  basis: PassBasis,
  known: readonly Known[],
  at: number,
): Promise<Newcomer[]> {
  await dropCopies(store)
  const carried = new Map<string, readonly Carried[]>()
  for (const some of portions(accounts)) {
    const rows = await store.query<Carried>(
      carriedQuery(RECENT),
      { accounts: some, tokens, since: basis.since, days },
      { numbers: true },
    )
    for (const [account, own] of byAccountOf(rows)) carried.set(account, own)
  }
  const found = accounts.filter((account) => carried.has(account))
  if (found.length === 0) return []
  for (const some of portions(found)) await copy(store, some, basis.since, days)
  const keys = await keysOf(store)
  const active = await daysOf(store)
  const barred = await barredOf(store, basis, known, at)
  return found.map((account) => ({
    account,
    carried: carried.get(account) ?? [],
    keys: keys.get(account) ?? new Map(),
    contracted: barred.contracted(account),
    vouched: barred.vouched(account),
    days: active.get(account) ?? [],
  }))
}

const RECENT = `account_id IN {accounts:Array(String)}
  AND (toDate(time) >= {since:Date} OR toDate(time) IN {days:Array(Date)})`

function* portions(accounts: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < accounts.length; from += AT_ONCE) yield accounts.slice(from, from + AT_ONCE)
}

async function copy(
  store: Store,
  accounts: readonly string[],
  since: string,
  days: readonly string[],
): Promise<void> {
  for (const [table, columns, which] of [
    ['requests', REQUEST_COLUMNS.filter((column) => !NOT_COPIED.has(column)), RECENT],
    ['accounts', ACCOUNT_COLUMNS, 'account_id IN {accounts:Array(String)}'],
  ] as const) {
    await store.command(
      `INSERT INTO looked_at_${table} (${columns.join(', ')})
       SELECT ${columns.join(', ')} FROM ${table} FINAL WHERE ${which}`,
      { accounts, since, days },
    )
  }
}

/** A query about accounts, made to read the copies of their rows. */
export function ofCopies(query: string): string {
  return query.replaceAll(/\bFROM (requests|accounts) FINAL\b/g, 'FROM looked_at_$1')
}

async function keysOf(store: Store): Promise<Map<string, Map<string, number[]>>> {
  const held = new Map<string, Map<string, number[]>>()
  const note = (account: string, kind: string, key: number): void => {
    const own = held.get(account) ?? new Map<string, number[]>()
    held.set(account, own.set(kind, [...(own.get(kind) ?? []), key]))
  }
  for (const { kind, pairs, key } of KEY_KINDS) {
    const rows = await store.query<{ value: number; account_id: string }>(
      `SELECT DISTINCT ${key} AS value, account_id FROM (${ofCopies(pairs)})`,
      {},
      { numbers: true },
    )
    for (const { value, account_id: account } of rows) note(account, kind, value)
  }
  return held
}

interface Barred {
  contracted(account: string): boolean
  vouched(account: string): boolean
}

/** Whom a contract stands behind, by the full pass or by what is known now, and whom known.csv vouches for, then or now. */
async function barredOf(
  store: Store,
  basis: PassBasis,
  known: readonly Known[],
  at: number,
): Promise<Barred> {
  const rows = await describedIn(store, 'looked_at_accounts')
  const described = new Map(rows.map((row) => [row.account_id, row]))
  // A seat belongs to the contract that any other seat stands for.
  const seats = await describedIn(
    store,
    `accounts FINAL WHERE verification = 'business' AND organization != 0
       AND organization IN (SELECT organization FROM looked_at_accounts WHERE verification = 'business')`,
  )
  const underContract = new Set([...basis.contracts, ...contracts(seats, basis.start)])
  const hash = createIdentityHash(store.folder.secret)
  const vouching = new Set([
    ...basis.vouched,
    ...vouchers(known, at).flatMap(({ id }) => [hash('account', id), hash('organization', id)]),
  ])
  return {
    contracted(account) {
      const row = described.get(account)
      return row?.verification === 'business' && underContract.has(row.organization)
    },
    vouched(account) {
      const organization = described.get(account)?.organization ?? 0
      return vouching.has(hash('account', account)) || vouching.has(organization)
    },
  }
}

interface Described {
  readonly account_id: string
  readonly organization: number
  readonly verification: string
  readonly plan: string
  readonly createdAt: number
}

function describedIn(store: Store, table: string): Promise<Described[]> {
  return store.query(
    `SELECT account_id, organization, verification, plan, toUnixTimestamp64Milli(created_at) AS createdAt
     FROM ${table}`,
    {},
    { numbers: true },
  )
}

async function daysOf(store: Store): Promise<Map<string, string[]>> {
  const rows = await store.query<{ account_id: string; days: string[] }>(
    `SELECT account_id, arraySort(groupUniqArray(toString(toDate(time)))) AS days FROM looked_at_requests
     GROUP BY account_id`,
  )
  return new Map(rows.map(({ account_id, days }) => [account_id, days]))
}
