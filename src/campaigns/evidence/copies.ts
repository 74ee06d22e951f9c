import { ACCOUNT_COLUMNS, REQUEST_COLUMNS, type Store } from '../../store/index.ts'

/** A campaign as one pass found it. */
export interface RevisionName {
  readonly campaignId: string
  readonly revision: number
}

/** Texts are shown, not counted, and features say nothing to a reader. */
export const NOT_COPIED: ReadonlySet<string> = new Set(['text', 'features'])

const COPIED = [
  ['requests', REQUEST_COLUMNS.filter((column) => !NOT_COPIED.has(column))],
  ['accounts', ACCOUNT_COLUMNS],
] as const

/**
 * Copies the rows of all campaigns' core accounts (`campaign_accounts`) side by side, for the queries that explain them.
 * Cost: one pass over the requests for all campaigns together, where each query of each campaign would be half of one.
 */
export async function copyRows(store: Store, revisions: readonly RevisionName[]): Promise<void> {
  await dropCopies(store)
  if (revisions.length === 0) return
  const names = revisions.map(({ campaignId, revision }) => `${campaignId} ${revision}`)
  const members = `SELECT campaign_id, account_id FROM campaign_accounts FINAL
      WHERE concat(campaign_id, ' ', toString(revision)) IN {names:Array(String)}`
  for (const [table, columns] of COPIED) {
    await store.command(
      `INSERT INTO looked_at_${table} (campaign_id, ${columns.join(', ')})
       SELECT m.campaign_id, ${columns.map((column) => `r.${column}`).join(', ')}
       FROM (SELECT ${columns.join(', ')} FROM ${table} FINAL
             WHERE account_id IN (SELECT account_id FROM (${members}))) AS r
       INNER JOIN (${members}) AS m ON m.account_id = r.account_id`,
      { names },
    )
  }
}

export async function dropCopies(store: Store): Promise<void> {
  for (const [table] of COPIED) await store.command(`TRUNCATE TABLE looked_at_${table}`)
}

/**
 * A query about a campaign's accounts, made to read the copies of their rows. It says the same as it would of the tables
 * themselves.
 */
export function readingCopies(query: string, campaignId: string): string {
  return query.replaceAll(
    /\bFROM (requests|accounts) FINAL\b/g,
    `FROM (SELECT * FROM looked_at_$1 WHERE campaign_id = '${campaignId}')`,
  )
}
