import { stringLiteral } from './parameters.ts'
import type { Store } from './store.ts'

/** So many accounts make a token an instruction of a group's; with fewer it says something of one customer alone. */
const FEWEST_ACCOUNTS = 3

/**
 * Finds the instruction tokens that at least three accounts share, and keeps the list for the queries that follow.
 * Cost: one pass over all tokens; grouping goes to disk beyond the bound of every query.
 */
export async function refreshSharedTokens(store: Store): Promise<void> {
  await endLeftChanges(store)
  await store.command('TRUNCATE TABLE shared_tokens')
  // uniqUpTo is exact up to its bound, and a state of it takes 25 bytes.
  await store.command(
    `INSERT INTO shared_tokens SELECT token, count() FROM requests ARRAY JOIN template AS token
     GROUP BY token HAVING uniqUpTo(${FEWEST_ACCOUNTS - 1})(account_id) >= ${FEWEST_ACCOUNTS}`,
  )
}

/**
 * The engine goes on with changes that a killed run has ordered. They ask the list, and would drop every token while it is
 * empty. Rows that they have not come to are still pending, and the next change's.
 */
async function endLeftChanges(store: Store): Promise<void> {
  const on = store.cluster === undefined ? '' : `ON CLUSTER ${stringLiteral(store.cluster)}`
  await store.command(
    `KILL MUTATION ${on} WHERE database = currentDatabase() AND NOT is_done AND command LIKE '%shared_tokens%' FORMAT Null`,
  )
}

/**
 * Drops from requests (and what is noted of them as arrivals) before a time the tokens that fewer than three accounts share. Until then a row keeps its
 * tokens, since the third account may be yet to come. Detection makes nothing of the dropped ones.
 * Parts without such rows are linked, not written again.
 * @param before milliseconds since 1970
 */
export async function dropUnsharedTokens(store: Store, before: number): Promise<void> {
  const old = "time < fromUnixTimestamp64Milli({before:Int64}, 'UTC')"
  const pending = `template_pending = 1 AND ${old}`
  const some = await store.query(`SELECT 1 FROM requests WHERE ${pending} LIMIT 1`, { before })
  const noted = await store.query(`SELECT 1 FROM arrivals WHERE ${old} LIMIT 1`, { before })
  if (some.length === 0 && noted.length === 0) return
  await refreshSharedTokens(store)
  const shared = 'template = arrayFilter(token -> token IN (SELECT token FROM shared_tokens), template)'
  if (some.length > 0) {
    await store.command(`ALTER TABLE requests UPDATE template_pending = 0, ${shared} WHERE ${pending}`, {
      before,
    })
  }
  if (noted.length > 0) {
    await store.command(`ALTER TABLE arrivals UPDATE ${shared} WHERE ${old}`, { before })
  }
}
