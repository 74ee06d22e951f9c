import { Worker } from 'node:worker_threads'
import { StillwatchError } from '../../errors/index.ts'
import type { Block, Unreadable } from '../types.ts'
import type { OnRow } from './framing.ts'
import { rowKey } from './row-key.ts'

/** Rows of one row group, from 0, end excluded, and where its bytes end in the file. */
export interface RowGroup {
  readonly rowStart: number
  readonly rowEnd: number
  readonly consumed: number
}

export interface ParquetRequest {
  readonly path: string
  /** From 0, end excluded; without them the file's row groups are asked for. */
  readonly rows?: { readonly start: number; readonly end: number }
}

export type ParquetReply =
  | { readonly rows: readonly Record<string, unknown>[] }
  | { readonly groups: readonly { readonly rows: number; readonly bytes: number }[] }
  | { readonly problem: string }

/** A whole row group is read in seconds. What takes longer is damaged, and would never end. */
const PATIENCE_MS = 60_000
/** Megabytes of objects; a damaged count can ask for any number of values. */
const MOST_HEAP = 2_048

export function isParquet(start: Uint8Array): boolean {
  return Buffer.from(start.subarray(0, 4)).toString('latin1') === 'PAR1'
}

/** @throws StillwatchError SW_FILE_UNREADABLE where the footer cannot be read, which is at the end: a truncated file has none. */
export async function rowGroupsOf(path: string, patience = PATIENCE_MS): Promise<RowGroup[]> {
  const reply = await ask({ path }, patience)
  if (!('groups' in reply)) throw damagedParquet(path, problemOf(reply))
  let rowStart = 0
  let consumed = 0
  return reply.groups.map(({ rows, bytes }) => {
    const rowEnd = rowStart + rows
    consumed += bytes
    const range = { rowStart, rowEnd, consumed }
    rowStart = rowEnd
    return range
  })
}

/**
 * The first rows of a file, as many as there are up to `limit`.
 * @throws StillwatchError SW_FILE_UNREADABLE
 */
export async function firstRows(
  path: string,
  limit: number,
  patience = PATIENCE_MS,
): Promise<readonly Record<string, unknown>[]> {
  const reply = await ask({ path, rows: { start: 0, end: limit } }, patience)
  if (!('rows' in reply)) throw damagedParquet(path, problemOf(reply))
  return reply.rows
}

/**
 * The rows of a Parquet block, read from the file that it names. A damaged row group is one unreadable.
 * @param patience milliseconds
 */
export async function readParquetRows(
  block: Block,
  onRow: OnRow,
  onUnreadable: (unreadable: Unreadable) => void,
  patience = PATIENCE_MS,
): Promise<void> {
  const { path, rowStart = 0, rowEnd = 0 } = block
  const reply = await ask({ path, rows: { start: rowStart, end: rowEnd } }, patience)
  if (!('rows' in reply)) {
    const reason = `rows ${rowStart + 1} to ${rowEnd} cannot be read: ${problemOf(reply)}`
    onUnreadable({ line: rowStart + 1, reason })
    return
  }
  for (const [index, row] of reply.rows.entries()) {
    onRow(row, rowStart + index + 1, () => rowKey(JSON.stringify(row, exact)))
  }
}

/** JSON knows no 64-bit integers. */
function exact(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

function damagedParquet(path: string, reason: string): StillwatchError {
  return new StillwatchError(
    'SW_FILE_UNREADABLE',
    `${path} is a Parquet file that cannot be read: ${reason}.`,
    'A Parquet file that was cut short cannot be restored: fetch it again.',
  )
}

function problemOf(reply: ParquetReply): string {
  return 'problem' in reply ? reply.problem : 'an answer to another question'
}

/** Threads run compiled files only: from the sources (in tests) they come from the last build. */
const THREAD = new URL(
  import.meta.url.endsWith('.ts')
    ? '../../../dist/readers/framings/parquet-thread.js'
    : './parquet-thread.js',
  import.meta.url,
)

let thread: Worker | undefined
let turn: Promise<unknown> = Promise.resolve()

/**
 * One question after another, to a thread of its own: no bit of a damaged file can keep this one busy for ever or
 * take its memory. The thread does not keep the process alive.
 */
function ask(request: ParquetRequest, patience: number): Promise<ParquetReply> {
  const answer = turn.then(() => askNow(request, patience))
  turn = answer
  return answer
}

function askNow(request: ParquetRequest, patience: number): Promise<ParquetReply> {
  thread ??= new Worker(THREAD, { resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP } })
  const worker = thread
  worker.ref()
  return new Promise((resolve) => {
    const settle = (reply: ParquetReply): void => {
      clearTimeout(timer)
      worker.off('message', settle)
      worker.off('error', fail)
      worker.unref()
      resolve(reply)
    }
    const fail = (error: Error): void => {
      thread = undefined
      // Whatever it still has to say is of no interest.
      worker.on('error', () => {})
      worker.terminate()
      settle({ problem: error.message })
    }
    const timer = setTimeout(fail, patience, new Error('it is damaged, and decoding it does not end'))
    worker.on('message', settle)
    worker.on('error', fail)
    worker.postMessage(request)
  })
}
