import { createHash } from 'node:crypto'
import { closeSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Unreadable } from '../readers/index.ts'
import { isReject, writeFailure } from '../store/index.ts'

const MOST_BYTES = 10 * 1024 * 1024
/** Rejects may hold customers' text: long enough to look into what went wrong. */
export const REJECTS_DAYS = 30
const DAY_MS = 86_400_000

/**
 * The rows of one input file that could not be read, as NDJSON of `Unreadable` for its owner's
 * eyes; what would go beyond 10 MB is counted, not kept. The file is made when there is something to put in.
 */
export interface Rejects {
  /** @throws StillwatchError SW_STORE_FAILED where the disk does not take it */
  add(rows: readonly Unreadable[]): void
  /** May be added to again. @returns the file's path, if there is one */
  close(): string | undefined
}

export function openRejects(folder: string, input: string): Rejects {
  const path = join(folder, `${nameOf(input)}.ndjson`)
  // What an earlier reading of the same file left.
  rmSync(path, { force: true })
  let file: number | undefined
  let bytes = 0
  let made = false
  const write = (line: string): void => {
    try {
      file ??= openSync(path, 'a', 0o600)
      made = true
      writeSync(file, line)
    } catch (error) {
      throw writeFailure(path, error)
    }
  }
  return {
    add(rows) {
      for (const row of rows) {
        const line = `${JSON.stringify(row)}\n`
        bytes += Buffer.byteLength(line)
        if (bytes > MOST_BYTES) return
        write(line)
      }
    },
    close() {
      if (file !== undefined) closeSync(file)
      file = undefined
      return made ? path : undefined
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
