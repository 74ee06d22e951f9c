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

/** Stores accounts; a newer row of the same account replaces the older one. */
export async function insertAccounts(
  store: Store,
  rows: Iterable<AccountRow>,
  readAt = Date.now(),
): Promise<void> {
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
    if (writer.rows >= 100_000) await store.insert('accounts', ACCOUNT_COLUMNS, writer.take())
  }
  await store.insert('accounts', ACCOUNT_COLUMNS, writer.take())
}
