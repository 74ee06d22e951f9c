import type { Store } from './store.ts'
import { TabSeparatedWriter } from './tab-separated.ts'
import { BASIS_COLUMNS, timeText } from './tables.ts'

/** What a full pass keeps of one campaign, or (without a campaign) of everybody, for the follow-ups after it. */
export interface Basis {
  /** '' for the pass itself. */
  readonly campaignId: string
  /** Of which the figures are; 0 for the pass itself. */
  readonly revision: number
  /** Keyed hashes by what they are: a signal's id, for one. */
  readonly keys: Readonly<Record<string, readonly number[]>>
  /** JSON; it names no account. */
  readonly figures: string
}

/** Adds rows of a pass; a row of the same campaign and revision replaces the older one. */
export async function writeBasis(
  store: Store,
  passId: number,
  rows: readonly Basis[],
  writtenAt = Date.now(),
): Promise<void> {
  const writer = new TabSeparatedWriter()
  for (const { campaignId, revision, keys, figures } of rows) {
    writer.integer(passId)
    writer.text(campaignId)
    writer.integer(revision)
    writer.text(JSON.stringify(keys))
    writer.text(figures)
    writer.text(timeText(writtenAt))
    writer.endRow()
  }
  await store.insert('campaign_basis', BASIS_COLUMNS, writer.take())
}

/** What a full pass kept: of each campaign the newest row. Empty where it kept nothing, or was cut short. */
export async function readBasis(store: Store, passId: number): Promise<Basis[]> {
  const rows = await store.query<{ campaignId: string; revision: number; keys: string; figures: string }>(
    `SELECT campaign_id AS campaignId, revision, keys, figures FROM campaign_basis FINAL
     WHERE pass_id = {pass:UInt64} ORDER BY campaign_id, revision DESC LIMIT 1 BY campaign_id`,
    { pass: passId },
    { numbers: true },
  )
  if (!rows.some(({ campaignId }) => campaignId === '')) return []
  return rows.map((row) => ({ ...row, keys: JSON.parse(row.keys) as Basis['keys'] }))
}

/** Whether any pass kept something: else nothing that arrives could be matched against anything. */
export async function basisKept(store: Store): Promise<boolean> {
  const rows = await store.query(`SELECT 1 FROM campaign_basis WHERE campaign_id != '' LIMIT 1`)
  return rows.length > 0
}

/** Takes out what other passes kept. */
export async function dropOtherBases(store: Store, passId: number): Promise<void> {
  const [others] = await store.query('SELECT 1 FROM campaign_basis WHERE pass_id != {pass:UInt64} LIMIT 1', {
    pass: passId,
  })
  if (others === undefined) return
  await store.command('ALTER TABLE campaign_basis DELETE WHERE pass_id != {pass:UInt64}', { pass: passId })
}
