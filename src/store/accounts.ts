import type { Store } from './store.ts'
import { TabSeparatedWriter } from './tab-separated.ts'
import { ACCOUNT_COLUMNS, timeText } from './tables.ts'

/** An account as stored: keyed hashes for what identifies (0 = not known), milliseconds for times. */
export interface AccountRow {
  readonly account_id: string
  readonly organization: number
  /** 0 = not known. */
  readonly created_at: number
  readonly plan: string
  readonly program: string
  readonly verification: string
  readonly email_domain: number
  readonly email: number
  readonly card: number
  readonly device: number
  readonly phone: number
  readonly referral: number
  /** Whether the card's and the billing country differ; which they are is not stored. */
  readonly country_mismatch: boolean
  /** 0 = open. */
  readonly closed_at: number
}

/** What of an account may be stated. Whether the countries differ is one statement. */
export type AccountColumn = Exclude<keyof AccountRow, 'account_id'>

const COLUMNS: readonly AccountColumn[] = [
  'organization',
  'created_at',
  'plan',
  'program',
  'verification',
  'email_domain',
  'email',
  'card',
  'device',
  'phone',
  'referral',
  'country_mismatch',
  'closed_at',
]
/** Rows of one insert, and accounts of one query: its list is text, which takes longer to read than the rows. */
const INSERTED = 100_000
const ASKED = 10_000

/**
 * Stores accounts; a newer row of the same account replaces the older one, in the columns that are stated. In the others
 * what is stored stays.
 * @param rows at most one of each account, "not known" where they do not state a column
 */
export async function insertAccounts(
  store: Store,
  rows: readonly AccountRow[],
  stated: ReadonlySet<AccountColumn> = new Set(COLUMNS),
  now = Date.now(),
): Promise<void> {
  const readAt = await afterAllStored(store, now)
  const unstated = COLUMNS.filter((column) => !stated.has(column))
  const keeps = await anyKnown(store, unstated)
  for (let start = 0; start < rows.length; start += INSERTED) {
    const some = rows.slice(start, start + INSERTED)
    const whole = keeps ? await completed(store, some, unstated) : some
    await store.insert('accounts', ACCOUNT_COLUMNS, encoded(whole, readAt))
  }
}

/** A time after all that are stored: a clock that was ahead must not make newer data lose. */
async function afterAllStored(store: Store, now: number): Promise<number> {
  const [latest] = await store.query<{ read: number }>(
    'SELECT toUnixTimestamp64Milli(max(read_at)) AS read FROM accounts',
    {},
    { numbers: true },
  )
  return Math.max(now, (latest?.read ?? 0) + 1)
}

/** Whether these columns are known of anybody. Files of the same columns every night need no more than this look at them. */
async function anyKnown(store: Store, columns: readonly AccountColumn[]): Promise<boolean> {
  if (columns.length === 0) return false
  const known = columns.map((column) => `${column} != defaultValueOfArgumentType(${column})`)
  const found = await store.query(`SELECT 1 FROM accounts WHERE ${known.join(' OR ')} LIMIT 1`)
  return found.length > 0
}

/** Rows with the columns that they do not state as they are stored. */
async function completed(
  store: Store,
  rows: readonly AccountRow[],
  kept: readonly AccountColumn[],
): Promise<AccountRow[]> {
  const whole: AccountRow[] = []
  for (let start = 0; start < rows.length; start += ASKED) {
    const some = rows.slice(start, start + ASKED)
    const before = await storedRows(
      store,
      some.map(({ account_id }) => account_id),
    )
    for (const row of some) {
      const known = before.get(row.account_id)
      whole.push(
        known ? { ...row, ...Object.fromEntries(kept.map((column) => [column, known[column]])) } : row,
      )
    }
  }
  return whole
}

/** What is stored of some accounts. Costs a look at the index and the marks of each. */
async function storedRows(store: Store, accounts: readonly string[]): Promise<Map<string, AccountRow>> {
  const rows = await store.query<AccountRow>(
    `SELECT account_id, organization, toUnixTimestamp64Milli(created_at) AS created_at, plan, program, verification,
       email_domain, email, card, device, phone, referral, CAST(country_mismatch, 'Bool') AS country_mismatch,
       toUnixTimestamp64Milli(closed_at) AS closed_at
     FROM accounts FINAL WHERE account_id IN {accounts:Array(String)}`,
    { accounts },
    { numbers: true },
  )
  return new Map(rows.map((row) => [row.account_id, row]))
}

function encoded(rows: readonly AccountRow[], readAt: number): Uint8Array {
  const writer = new TabSeparatedWriter()
  const read = timeText(readAt)
  for (const row of rows) {
    writer.text(row.account_id)
    writer.integer(row.organization)
    writer.text(timeText(row.created_at))
    writer.text(row.plan)
    writer.text(row.program)
    writer.text(row.verification)
    for (const key of [row.email_domain, row.email, row.card, row.device, row.phone, row.referral]) {
      writer.integer(key)
    }
    writer.integer(row.country_mismatch ? 1 : 0)
    writer.text(timeText(row.closed_at))
    writer.text(read)
    writer.endRow()
  }
  return writer.take()
}
