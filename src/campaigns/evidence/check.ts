import type { Evidence } from '../../record/index.ts'
import { type Figures, SIGNALS } from '../../signals/index.ts'
import type { Store } from '../../store/index.ts'

/** What the query of an item of evidence says of what is stored now. */
export interface Checked {
  readonly item: Evidence
  /** In the words of its signal. */
  readonly now: string
  readonly same: boolean
}

/**
 * Runs the query that is printed with each item again. Items that follow-ups added are left out: they are of no signal, and
 * compare two revisions.
 * @throws StillwatchError SW_STORE_FAILED where a query cannot be run
 */
export async function checkEvidence(store: Store, evidence: readonly Evidence[]): Promise<Checked[]> {
  const checked: Checked[] = []
  for (const item of evidence) {
    const signal = SIGNALS.find(({ id }) => id === item.signal)
    if (!signal) continue
    const [row] = await store.query<Figures>(item.query, {}, { numbers: true })
    const now = row ? signal.observe(row) : 'nothing'
    checked.push({ item, now, same: now === item.observation })
  }
  return checked
}
