import type { CampaignPicture, Exemplar } from '../../record/index.ts'
import type { Store } from '../../store/index.ts'

/** Enough to tell what of an instruction is fixed and what changes; the report shows a few of them whole. */
const SHOWN = 72

/** A few stored texts of the group, one an account, those on its instruction first; none where no text is kept. */
export async function exemplarsOf(
  store: Store,
  accounts: readonly string[],
  tokens: readonly number[],
): Promise<CampaignPicture['exemplars']> {
  const rows = await store.query<Omit<Exemplar, 'on_instruction'> & { on_instruction: number }>(
    `SELECT account_id, toUnixTimestamp64Milli(time) AS time, text,
       hasAny(template, {tokens:Array(UInt64)}) AS on_instruction
     FROM requests FINAL
     WHERE text != '' AND account_id IN {accounts:Array(String)}
     ORDER BY on_instruction DESC, account_id, time LIMIT 1 BY account_id LIMIT ${SHOWN}`,
    { accounts: accounts.slice(0, 500), tokens: [...tokens].slice(0, 40) },
    { numbers: true },
  )
  return rows.map((row) => ({ ...row, on_instruction: row.on_instruction === 1 }))
}
