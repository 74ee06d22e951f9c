import type { CampaignPicture } from '../record/index.ts'
import type { Store } from '../store/index.ts'

const SHOWN = 6

/** A few stored texts of the group, one an account, those on its instruction first; none where no text is kept. */
export async function exemplarsOf(
  store: Store,
  accounts: readonly string[],
  tokens: readonly number[],
): Promise<CampaignPicture['exemplars']> {
  return store.query<{ account_id: string; time: number; text: string }>(
    `SELECT account_id, toUnixTimestamp64Milli(time) AS time, text FROM requests FINAL
     WHERE text != '' AND account_id IN {accounts:Array(String)}
     ORDER BY hasAny(template, {tokens:Array(UInt64)}) DESC, account_id, time LIMIT 1 BY account_id LIMIT ${SHOWN}`,
    { accounts: accounts.slice(0, 500), tokens: [...tokens].slice(0, 40) },
    { numbers: true },
  )
}
