import type { InputFile } from '../readers/index.ts'

export interface Progress {
  /** Of files that may have been read before: compared with these by their digest, before the first is read. */
  readonly bytesCompared: number
  /** Of the files that are read in this run, as they lie on disk; the total is unknown when standard input is among them. */
  readonly bytesRead: number
  readonly bytesTotal: number | undefined
  readonly records: number
  readonly unreadable: number
  /** Over the last seconds. */
  readonly recordsPerSecond: number
  /** The file that is being read. */
  readonly file: string
}

/** Milliseconds between reports, and over which the rate is taken. */
const REPORT_EVERY = 100
const RATE_OVER = 3_000

export interface ProgressMeter {
  compare(bytes: number): void
  file(path: string): void
  /** Bytes of the current file up to which blocks are done, and what was in the last one. */
  advance(consumed: number, records: number, unreadable: number): void
  /** Bytes of a file that need not be read. */
  skip(bytes: number): void
  finish(): void
}

/** Counts up what is read of files, and reports it ten times a second at most. */
export function createProgress(
  files: readonly InputFile[],
  report: ((progress: Progress) => void) | undefined,
): ProgressMeter {
  const sizes = files.map((file) => file.bytes)
  let bytesTotal = sizes.every((size) => size !== undefined)
    ? sizes.reduce((sum, size) => sum + size, 0)
    : undefined
  let path = ''
  let bytesCompared = 0
  let before = 0
  let consumedHere = 0
  let records = 0
  let unreadable = 0
  let reported = 0
  const recent: { at: number; records: number }[] = [{ at: performance.now(), records: 0 }]

  const send = (): void => {
    if (!report) return
    const now = performance.now()
    reported = now
    recent.push({ at: now, records })
    while (recent.length > 2 && now - (recent[1]?.at ?? now) > RATE_OVER) recent.shift()
    const since = recent[0] ?? { at: now, records }
    const seconds = (now - since.at) / 1000
    report({
      bytesCompared,
      bytesRead: before + consumedHere,
      bytesTotal,
      records,
      unreadable,
      recordsPerSecond: seconds > 0 ? (records - since.records) / seconds : 0,
      file: path,
    })
  }

  return {
    compare(bytes) {
      bytesCompared += bytes
      if (performance.now() - reported >= REPORT_EVERY) send()
    },
    file(next) {
      path = next
      before += consumedHere
      consumedHere = 0
    },
    advance(consumed, more, refused) {
      consumedHere = Math.max(consumedHere, consumed)
      records += more
      unreadable += refused
      if (performance.now() - reported >= REPORT_EVERY) send()
    },
    skip(bytes) {
      if (bytesTotal !== undefined) bytesTotal -= bytes
    },
    finish: send,
  }
}
