import { writeBasis } from './basis.ts'
import type { Store } from './store.ts'

/** Where the keys of accounts stand that a pass may keep of a campaign. */
const KEYS = [
  ['accounts', ['card', 'device', 'phone', 'referral', 'email_domain', 'organization']],
  ['requests', ['address', 'prefix', 'client']],
] as const

/** Every keyed hash that the account holds. Cost: the account's rows. */
export async function keysOf(store: Store, account: string): Promise<number[]> {
  return keysWhere(store, 'account_id = {account:String}', { account })
}

/**
 * Takes keys out of what full passes kept of campaigns, if no account holds them any more. Cost: a pass over the
 * columns of keys, where something is kept.
 */
export async function forgetKeys(store: Store, keys: readonly number[]): Promise<void> {
  const rows = await store.query<{
    pass: number
    campaignId: string
    revision: number
    keys: string
    figures: string
  }>(
    'SELECT pass_id AS pass, campaign_id AS campaignId, revision, keys, figures FROM campaign_basis FINAL',
    {},
    { numbers: true },
  )
  const kept = new Set(rows.flatMap((row) => Object.values(keysIn(row.keys)).flat()))
  const suspects = keys.filter((key) => kept.has(key))
  if (suspects.length === 0) return
  const held = new Set(await keysWhere(store, '', { keys: suspects }))
  const gone = new Set(suspects.filter((key) => !held.has(key)))
  for (const { pass, ...row } of rows) {
    const old = keysIn(row.keys)
    const left = Object.fromEntries(
      Object.entries(old).map(([kind, values]) => [kind, values.filter((key) => !gone.has(key))]),
    )
    if (JSON.stringify(left) === JSON.stringify(old)) continue
    await store.command(
      `ALTER TABLE campaign_basis DELETE WHERE pass_id = {pass:UInt64} AND campaign_id = {campaign:String}
       AND revision = {revision:UInt32}`,
      { pass, campaign: row.campaignId, revision: row.revision },
    )
    await writeBasis(store, pass, [{ ...row, keys: left }])
  }
}

function keysIn(json: string): Record<string, number[]> {
  // Written by writeBasis.
  return JSON.parse(json) as Record<string, number[]>
}

async function keysWhere(
  store: Store,
  where: string,
  parameters: Readonly<Record<string, string | readonly number[]>>,
): Promise<number[]> {
  const found = new Set<number>()
  for (const [table, columns] of KEYS) {
    for (const column of columns) {
      const condition = where === '' ? `${column} IN {keys:Array(UInt64)}` : where
      const rows = await store.query<{ key: number }>(
        `SELECT DISTINCT ${column} AS key FROM ${table} FINAL WHERE ${condition} AND ${column} != 0`,
        parameters,
        { numbers: true },
      )
      for (const { key } of rows) found.add(key)
    }
  }
  return [...found]
}
