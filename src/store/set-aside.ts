import type { Store } from './store.ts'

const TABLES = ['requests', 'accounts'] as const
const asideOf = (table: string): string => `${table}_held_back`

/**
 * Sets aside what is stored of requests and accounts, as `requests_held_back` and `accounts_held_back`, and leaves these
 * tables empty. What a killed process has not put back is when the store is opened again: no command knows of it.
 */
export async function setAside(store: Store): Promise<void> {
  for (const table of TABLES) {
    await store.command(`RENAME TABLE ${table} TO ${asideOf(table)}`)
    await store.command(`CREATE TABLE ${table} AS ${asideOf(table)}`)
  }
}

/** Puts it back, in place of what is in the tables now. Where it is cut short it can be run again. */
export async function putBack(store: Store): Promise<void> {
  const tables = await store.query<{ name: string }>(
    'SELECT name FROM system.tables WHERE database = currentDatabase() AND name IN {names:Array(String)}',
    { names: TABLES.map(asideOf) },
  )
  const aside = new Set(tables.map(({ name }) => name))
  for (const table of TABLES) {
    if (!aside.has(asideOf(table))) continue
    // Else its files would stay for minutes, out of the reach of `forget`.
    await store.command(`DROP TABLE IF EXISTS ${table} SYNC`)
    await store.command(`RENAME TABLE ${asideOf(table)} TO ${table}`)
  }
}
