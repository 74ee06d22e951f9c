import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Unreadable } from '../readers/index.ts'

const MOST_BYTES = 10 * 1024 * 1024

/**
 * The rows of one input file that could not be read, as NDJSON `{"line","reason","excerpt"}` for its owner's
 * eyes; what would go beyond 10 MB is counted, not kept. The file is made when there is something to put in.
 */
export interface Rejects {
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
  return {
    add(rows) {
      for (const row of rows) {
        const line = `${JSON.stringify(row)}\n`
        bytes += Buffer.byteLength(line)
        if (bytes > MOST_BYTES) return
        file ??= openSync(path, 'a', 0o600)
        made = true
        writeSync(file, line)
      }
    },
    close() {
      if (file !== undefined) closeSync(file)
      file = undefined
      return made ? path : undefined
    },
  }
}

/** The input's path as one file name. */
function nameOf(input: string): string {
  return input === '-'
    ? 'stdin'
    : input
        .replaceAll(/[^\w.-]+/g, '_')
        .replace(/^[._]+/, '')
        .slice(-200) || '_'
}
