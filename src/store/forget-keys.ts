import { writeBasis } from './basis.ts'
import type { Store } from './store.ts'

/** Where the keys of accounts stand that a pass may keep of a campaign. */
const KEYS = [
  ['accounts', ['card', 'device', 'phone', 'referral', 'email_domain', 'organization']],
  ['requests', ['address', 'prefix', 'client']],
] as const

/**
 * Takes out of what full passes kept of campaigns the keys that an account holds and nobody else does. To be done while
 * the account's rows are there. Cost: the account's rows, and where something is kept, a pass over the columns of keys.
 * @param names keyed hashes of the account's name, which stand there if it was vouched for
 */
export async function forgetKeys(store: Store, account: string, names: readonly number[]): Promise<void> {
  const own = await keysWhere(store, 'account_id = {account:String}', { account })
  const keys = [...new Set([...own, ...names])]
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
  const held = new Set(await keysWhere(store, 'account_id != {account:String}', { account, keys: suspects }))
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
  parameters: { readonly account: string; readonly keys?: readonly number[] },
): Promise<number[]> {
  const found = new Set<number>()
  for (const [table, columns] of KEYS) {
    for (const column of columns) {
      const among = parameters.keys === undefined ? '' : `AND ${column} IN {keys:Array(UInt64)}`
      const rows = await store.query<{ key: number }>(
        `SELECT DISTINCT ${column} AS key FROM ${table} FINAL WHERE ${where} ${among} AND ${column} != 0`,
        { ...parameters },
        { numbers: true },
      )
      for (const { key } of rows) found.add(key)
    }
  }
  return [...found]
}
