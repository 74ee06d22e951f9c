import { REQUEST_COLUMNS, type Store } from '../store/index.ts'
import { type HalfRow, withoutPoorer } from './fuller.ts'

const BATCH_ROWS = 100_000
const BATCH_BYTES = 64 * 1024 * 1024

/**
 * Stores rows in the order in which they come, many at a time. While a batch is being stored the next one fills;
 * when that is full too, `add` waits. Halves of what is stored whole are left out. What is handed to `after` runs once everything added before it is stored.
 */
export interface Batches {
  add(rows: Uint8Array, count: number, halves: readonly HalfRow[]): Promise<void>
  after(action: () => Promise<void>): void
  /** Stores what is left. */
  finish(): Promise<void>
}

/** @param noted whether rows are noted as arrivals too, for a follow-up */
export function openBatches(store: Store, noted: boolean): Batches {
  let pieces: Uint8Array[] = []
  let halves: HalfRow[] = []
  let rows = 0
  let bytes = 0
  let actions: (() => Promise<void>)[] = []
  let storing: Promise<void> = Promise.resolve()

  const flush = async (): Promise<void> => {
    const full = pieces
    const then = actions
    const poor = halves
    const size = bytes
    pieces = []
    halves = []
    actions = []
    rows = 0
    bytes = 0
    await storing
    storing = (async () => {
      const all = await withoutPoorer(store, Buffer.concat(full, size), poor)
      await store.insertBinary('requests', REQUEST_COLUMNS, all)
      // Last: a follow-up at the same server must find among the requests what it sees arrive. A file that was cut short
      // between the two is read again.
      if (noted) await store.insertBinary('arrivals', REQUEST_COLUMNS, all)
      for (const action of then) await action()
    })()
    // Whoever waits for it next is told; until then a failure is not unhandled.
    storing.catch(() => {})
  }

  return {
    async add(more, count, some) {
      for (const half of some) halves.push({ ...half, start: bytes + half.start, end: bytes + half.end })
      pieces.push(more)
      rows += count
      bytes += more.length
      if (rows >= BATCH_ROWS || bytes >= BATCH_BYTES) await flush()
    },
    after(action) {
      actions.push(action)
    },
    async finish() {
      await flush()
      await storing
    },
  }
}
