import type { Store } from '../store/index.ts'
import type { AccountsRead } from './account-rows.ts'
import type { Joining, JoinSummary } from './joining.ts'
import type { FileRead } from './read-files.ts'
import { addCounts } from './tally.ts'

/** What came of reading. Files that an earlier run has read count with what was noted of them. */
export interface IntakeSummary {
  readonly files: readonly FileRead[]
  readonly records: number
  /** Records read in this run that the store held already, or that came twice. */
  readonly duplicates: number
  /**
   * Request ids in the store that stand on several records of different content; all of these are kept. Beyond two
   * million records it is estimated from a sample of the ids.
   */
  readonly collisions: number
  readonly unreadable: number
  /** Rows of this run that were no requests to a model. */
  readonly passedOver: number
  /** What came of requests that lie in several logs, in this run, for each pair of logs that was given. */
  readonly joins: readonly JoinSummary[]
  /** Parts of such requests that came again. */
  readonly copiedParts: number
  /** In how many records each field was present. */
  readonly fieldCounts: Readonly<Record<string, number>>
  /** Accounts with requests in the store, and those of them of which the provider's account data is there. */
  readonly accounts: number
  readonly accountsJoined: number
  /** One of the accounts of which there is none. */
  readonly accountUnknown: string | undefined
  /** Accounts of which there is data, and no request. */
  readonly accountsSilent: number
  /** What was in the accounts file, if one was given. */
  readonly accountsFile: Pick<AccountsRead, 'accounts'> | undefined
  /** What of the accounts and networks files of this run could not be used, in sentences. */
  readonly contextUnused: readonly string[]
  /** Milliseconds since 1970 of the store's earliest and latest request; undefined when it is empty. */
  readonly from: number | undefined
  readonly to: number | undefined
  readonly elapsedMs: number
}

const COUNTED_EXACTLY = 2_000_000

/** See `IntakeSummary.collisions`. */
export async function collisionCount(store: Store, records: number): Promise<number> {
  const every = Math.max(1, Math.ceil(records / COUNTED_EXACTLY))
  const [row] = await store.query<{ ids: number }>(
    `SELECT count() AS ids FROM (SELECT request_key FROM requests FINAL
       WHERE request_key != 0 AND request_key % {every:UInt32} = 0 GROUP BY request_key HAVING count() > 1)`,
    { every },
    { numbers: true },
  )
  return (row?.ids ?? 0) * every
}

/** Distinct records in the store. Costs a merge of the sorting keys; nothing when the store is empty. */
export async function recordCount(store: Store): Promise<number> {
  const [row] = await store.query<{ count: number }>(
    'SELECT count() AS count FROM requests FINAL',
    {},
    { numbers: true },
  )
  return row?.count ?? 0
}

/** @param before records in the store before this run; undefined tells of this run alone */
export async function summarise(
  store: Store,
  files: readonly FileRead[],
  before: number | undefined,
  context: Pick<IntakeSummary, 'accountsFile' | 'contextUnused'>,
  joining: Joining,
  elapsedMs: number,
): Promise<IntakeSummary> {
  const fieldCounts: Record<string, number> = {}
  let records = 0
  let stored = 0
  let unreadable = 0
  let passedOver = 0
  for (const { tally, alreadyRead } of files) {
    records += tally.records
    unreadable += tally.unreadable
    passedOver += tally.passedOver
    if (!alreadyRead) stored += tally.records
    addCounts(fieldCounts, tally.fields)
  }
  const whole = before === undefined ? undefined : await accountCounts(store)
  const after = before === undefined ? stored : await recordCount(store)
  const filled = whole !== undefined && whole.accounts > 0
  return {
    files,
    records,
    duplicates: (before ?? 0) + stored - after,
    collisions: before === undefined ? 0 : await collisionCount(store, after),
    unreadable,
    passedOver,
    joins: joining.summary().joins,
    copiedParts: joining.summary().copies,
    fieldCounts,
    accounts: whole?.accounts ?? 0,
    accountsJoined: whole?.joined ?? 0,
    accountUnknown: filled && whole.joined < whole.accounts ? whole.unknown : undefined,
    accountsSilent: filled ? whole.silent : 0,
    ...context,
    from: filled ? whole.from : undefined,
    to: filled ? whole.to : undefined,
    elapsedMs,
  }
}

interface AccountCounts {
  /** Accounts with requests, those of them of which there is data, and the first of which there is none. */
  readonly accounts: number
  readonly joined: number
  readonly unknown: string
  /** Accounts with data and without a request. */
  readonly silent: number
  readonly from: number
  readonly to: number
}

export async function accountCounts(store: Store): Promise<AccountCounts | undefined> {
  const [whole] = await store.query<AccountCounts>(
    `SELECT count() AS accounts, countIf(account_id IN (SELECT account_id FROM accounts)) AS joined,
            minIf(account_id, account_id NOT IN (SELECT account_id FROM accounts)) AS unknown,
            (SELECT uniqExact(account_id) FROM accounts) - joined AS silent,
            toUnixTimestamp64Milli(min(first)) AS from, toUnixTimestamp64Milli(max(last)) AS to
     FROM (SELECT account_id, min(time) AS first, max(time) AS last FROM requests GROUP BY account_id)`,
    {},
    { numbers: true },
  )
  return whole
}
