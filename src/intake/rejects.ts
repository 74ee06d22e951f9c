import { createHash } from 'node:crypto'
import { appendFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Unreadable } from '../readers/index.ts'
import { isReject, writeFailure } from '../store/index.ts'

export const REJECTS_MEGABYTES = 10
const MOST_BYTES = REJECTS_MEGABYTES * 1024 * 1024
/** Rejects may hold customers' text: long enough to look into what went wrong. */
export const REJECTS_DAYS = 30
const DAY_MS = 86_400_000

/**
 * The rows of one input file that could not be read, as NDJSON of `Unreadable` for its owner's
 * eyes; what would go beyond 10 MB is counted, not kept. The file is made when there is something to put in, and is not
 * held open: parts of thousands of logs can wait to be joined.
 */
export interface Rejects {
  /** @throws StillwatchError SW_STORE_FAILED where the disk does not take it */
  add(rows: readonly Unreadable[]): void
  /** Undefined where there is no file. */
  readonly path: string | undefined
}

export function openRejects(folder: string, input: string): Rejects {
  const path = join(folder, `${nameOf(input)}.ndjson`)
  // What an earlier reading of the same file left.
  rmSync(path, { force: true })
  let bytes = 0
  let made = false
  return {
    get path() {
      return made ? path : undefined
    },
    add(rows) {
      const lines: string[] = []
      for (const row of rows) {
        const line = `${JSON.stringify(row)}\n`
        bytes += Buffer.byteLength(line)
        if (bytes > MOST_BYTES) break
        lines.push(line)
      }
      if (lines.length === 0) return
      try {
        appendFileSync(path, lines.join(''), { mode: 0o600 })
        made = true
      } catch (error) {
        throw writeFailure(path, error)
      }
    },
  }
}

/** Deletes rejects that were written more than REJECTS_DAYS ago. @param now milliseconds since 1970 */
export function expireRejects(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    if (!isReject(name)) continue
    const path = join(folder, name)
    if (statSync(path).mtimeMs < now - REJECTS_DAYS * DAY_MS) rmSync(path, { force: true })
  }
}

/** The input's path as one file name; where that says less than the path did, a digest tells it from others. */
function nameOf(input: string): string {
  if (input === '-') return 'stdin'
  const plain = input
    .replaceAll(/[^\w.-]+/g, '_')
    .replace(/^[._]+/, '')
    .slice(-180)
  if (plain === input) return plain
  return `${plain || '_'}-${createHash('sha256').update(input).digest('hex').slice(0, 8)}`
}
