import type { Traffic } from '../../signals/index.ts'
import { storesOf } from '../../signals/index.ts'
import { ACCOUNT_COLUMNS, REQUEST_COLUMNS, type Store } from '../../store/index.ts'

/** So many accounts' rows are held in memory at a time. */
const AT_ONCE = 200

/**
 * Brings what several stores hold of accounts into one, so that the queries of evidence run there as they are printed.
 * What was brought before counts once.
 */
export async function bringAccounts(from: Traffic, to: Store, accounts: readonly string[]): Promise<void> {
  for (let start = 0; start < accounts.length; start += AT_ONCE) {
    const some = { accounts: accounts.slice(start, start + AT_ONCE) }
    for (const store of storesOf(from)) {
      for (const [table, columns] of [
        ['requests', REQUEST_COLUMNS],
        ['accounts', ACCOUNT_COLUMNS],
      ] as const) {
        const rows = await store.binary(
          `SELECT ${columns.join(', ')} FROM ${table} FINAL WHERE account_id IN {accounts:Array(String)}`,
          some,
        )
        await to.insertBinary(table, columns, rows)
      }
    }
  }
}
