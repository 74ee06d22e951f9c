import { localOf } from './cluster.ts'
import { stringLiteral } from './parameters.ts'
import type { Store } from './store.ts'

/** The tables whose rows are updated, deleted or truncated. */
const CHANGING = [
  'requests',
  'accounts',
  'files',
  'passes',
  'campaign_revisions',
  'campaign_accounts',
  'shared_tokens',
  'looked_at_uses',
  'looked_at_requests',
  'looked_at_accounts',
  'arrivals',
  'campaign_basis',
]

/**
 * Takes from the disk what statements leave behind: parts that newer ones have replaced, with the rows that were
 * deleted from them, and the records of finished deletions, which quote the values they were told to delete. The
 * embedded engine removes neither by itself; a server removes old parts within minutes (`old_parts_lifetime`).
 */
export async function sweep(store: Store): Promise<void> {
  const { cluster } = store
  if (cluster !== undefined) return forgetMutations(store, cluster)
  const finished = await store.query<{ name: string }>(
    `SELECT DISTINCT table AS name FROM system.mutations
     WHERE database = currentDatabase() AND is_done AND table IN {tables:Array(String)}`,
    { tables: CHANGING },
  )
  for (const { name } of finished) {
    await store.command(
      `KILL MUTATION WHERE database = currentDatabase() AND table = '${name}' AND is_done FORMAT Null`,
    )
  }
  const replaced = await store.query<{ name: string }>(
    `SELECT DISTINCT table AS name FROM system.parts
     WHERE database = currentDatabase() AND NOT active AND table IN {tables:Array(String)}`,
    { tables: CHANGING },
  )
  // Whenever a partition is dropped, even one that is not there, the table's replaced parts are cleared away.
  for (const { name } of replaced) await store.command(`ALTER TABLE ${name} DROP PARTITION ID '19700101'`)
}

/** The records of deletions on all replicas; old parts go by themselves within minutes. */
async function forgetMutations(store: Store, cluster: string): Promise<void> {
  for (const table of CHANGING) {
    await store.command(
      `KILL MUTATION ON CLUSTER ${stringLiteral(cluster)}
       WHERE database = currentDatabase() AND table = ${stringLiteral(localOf(table))} AND is_done`,
    )
  }
}
