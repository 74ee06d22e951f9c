import { CAMPAIGN_ACCOUNT_COLUMNS, type Store, TabSeparatedWriter } from '../../store/index.ts'
import type { RevisionName } from './copies.ts'

/**
 * Writes the core accounts of revisions, for the queries of their evidence. In one insert: rows of a hundred of them would be
 * looked for in a hundred parts.
 */
export async function writeAccounts(
  store: Store,
  names: readonly RevisionName[],
  accounts: readonly (readonly string[])[],
): Promise<void> {
  // A pass that found nothing new, or was cut short, has left its accounts under these very numbers. A first
  // revision's are the same in any case: its id is made of them.
  const later = names.filter(({ revision }) => revision > 1)
  const left = {
    later: later.map(({ campaignId, revision }) => `${campaignId} ${revision}`),
    campaigns: later.map(({ campaignId }) => campaignId),
  }
  const [some] = await store.query(
    `SELECT 1 FROM campaign_accounts WHERE campaign_id IN {campaigns:Array(String)}
       AND concat(campaign_id, ' ', toString(revision)) IN {later:Array(String)} LIMIT 1`,
    left,
  )
  if (some !== undefined) {
    await store.command(
      `ALTER TABLE campaign_accounts DELETE
       WHERE campaign_id IN {campaigns:Array(String)} AND concat(campaign_id, ' ', toString(revision)) IN {later:Array(String)}`,
      left,
    )
  }
  const writer = new TabSeparatedWriter()
  names.forEach(({ campaignId, revision }, i) => {
    for (const account of accounts[i]) {
      writer.text(campaignId)
      writer.integer(revision)
      writer.text(account)
      writer.endRow()
    }
  })
  await store.insert('campaign_accounts', CAMPAIGN_ACCOUNT_COLUMNS, writer.take())
}
