import type { Evidence } from '../../record/index.ts'
import { type Figures, SIGNALS } from '../../signals/index.ts'
import type { Store } from '../../store/index.ts'

/** What the query of an item of evidence says of what is stored now. */
export interface Checked {
  readonly item: Evidence
  /** In the words of its signal. */
  readonly now: string
  readonly same: boolean
  /** Whether logs or account data were read after the last full pass: these move figures too. */
  readonly readSince: boolean
}

/**
 * Runs the query that is printed with each item again. Items that follow-ups added are left out: they are of no signal, and
 * compare two revisions.
 * @throws StillwatchError SW_STORE_FAILED where a query cannot be run
 */
export async function checkEvidence(store: Store, evidence: readonly Evidence[]): Promise<Checked[]> {
  const checked: Checked[] = []
  const readSince = await isReadSince(store)
  for (const item of evidence) {
    const signal = SIGNALS.find(({ id }) => id === item.signal)
    if (!signal) continue
    const [row] = await store.query<Figures>(item.query, {}, { numbers: true })
    const now = row ? signal.observe(row) : 'nothing'
    checked.push({ item, now, same: now === item.observation, readSince })
  }
  return checked
}

/**
 * Whether logs were read to their end, or account data, after the last full pass began. Follow-ups leave evidence as it was.
 * Cost: the ledgers, and one column of the accounts.
 */
async function isReadSince(store: Store): Promise<boolean> {
  const [row] = await store.query<{ since: number }>(
    `SELECT greatest((SELECT max(finished_at) FROM files), (SELECT max(read_at) FROM accounts)) >
       (SELECT max(started_at) FROM passes WHERE NOT JSONHas(result, 'follow_up')) AS since`,
    {},
    { numbers: true },
  )
  return row?.since === 1
}
