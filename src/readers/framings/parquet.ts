import { Worker } from 'node:worker_threads'
import { StillwatchError } from '../../errors/index.ts'
import type { Block, Unreadable } from '../types.ts'
import type { OnRow } from './framing.ts'
import { type GroupSize, type RowRange, rangesOf } from './parquet-ranges.ts'
import { rowKey } from './row-key.ts'

export interface ParquetRequest {
  readonly path: string
  /** From 0, end excluded; without them the sizes of the file and its row groups are asked for. */
  readonly rows?: { readonly start: number; readonly end: number }
}

export type ParquetReply =
  | { readonly rows: readonly Record<string, unknown>[] }
  | { readonly groups: readonly GroupSize[]; readonly bytes: number }
  /** `beyond`: a limit was hit, which says nothing of what is in the file. */
  | { readonly problem: string; readonly beyond?: boolean }

/** Rows that are read at once are decoded in a second; damage can make that endless. */
const PATIENCE_MS = 60_000
/** Megabytes of objects. Lists and structures of a whole row group are decoded at once, and a damaged count can ask for any number of values. */
const MOST_HEAP = 2_048

export function isParquet(start: Uint8Array): boolean {
  return Buffer.from(start.subarray(0, 4)).toString('latin1') === 'PAR1'
}

/** @throws StillwatchError SW_FILE_UNREADABLE where the footer cannot be read, which is at the end: a truncated file has none. */
export async function rowRangesOf(path: string, patience = PATIENCE_MS): Promise<Iterable<RowRange>> {
  const reply = await ask({ path }, patience)
  if (!('groups' in reply)) throw unreadableParquet(path, problemOf(reply))
  return rangesOf(reply.groups, reply.bytes)
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
  if (!('rows' in reply)) throw unreadableParquet(path, problemOf(reply))
  return reply.rows
}

/** The row group that hit a limit last: its other rows would take as long, and come to as little. */
let givenUp: { readonly path: string; readonly rowGroup: number; readonly reply: ParquetReply } | undefined

/**
 * The rows of a Parquet block, read from the file that it names. Where they cannot be read, that is one unreadable
 * that says how many they are.
 * @param patience milliseconds
 */
export async function readParquetRows(
  block: Block,
  onRow: OnRow,
  onUnreadable: (unreadable: Unreadable) => void,
  patience = PATIENCE_MS,
): Promise<void> {
  const { path, rowStart = 0, rowEnd = 0, rowGroup = 0 } = block
  const known = givenUp?.path === path && givenUp.rowGroup === rowGroup ? givenUp.reply : undefined
  const reply = known ?? (await ask({ path, rows: { start: rowStart, end: rowEnd } }, patience))
  if (!('rows' in reply)) {
    const again = 'beyond' in reply && reply.beyond === true
    if (again) givenUp = { path, rowGroup, reply }
    const reason = `rows ${rowStart + 1} to ${rowEnd} were not read: ${problemOf(reply)}`
    onUnreadable({ line: rowStart + 1, reason, rows: rowEnd - rowStart, ...(again && { again }) })
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

function unreadableParquet(path: string, reason: string): StillwatchError {
  return new StillwatchError(
    'SW_FILE_UNREADABLE',
    `${path} is a Parquet file that cannot be read: ${reason}.`,
    'A Parquet file that was cut short cannot be restored: fetch it again. Where it is not damaged, write it with smaller row groups.',
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
    const giveUp = (problem: string): void => {
      thread = undefined
      // Whatever it still has to say is of no interest.
      worker.on('error', () => {})
      worker.terminate()
      settle({ problem, beyond: true })
    }
    const fail = (error: Error): void => giveUp(outOfMemory(error) ? TOO_MUCH : error.message)
    const timer = setTimeout(giveUp, patience, `decoding took more than ${patience / 1000} seconds`)
    worker.on('message', settle)
    worker.on('error', fail)
    worker.postMessage(request)
  })
}

const TOO_MUCH = `decoding took more than ${MOST_HEAP.toLocaleString('en')} MB of memory; write the file with smaller row groups`

function outOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
