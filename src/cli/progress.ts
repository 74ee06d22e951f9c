import type { Progress as Reading } from '../intake/index.ts'
import { count, displayWidth, visible } from '../report/index.ts'
import { isPainted } from './terminal.ts'

/** How far a long run has come. */
export interface Progress {
  /** A step of the work begins; prints a line where there is no bar. */
  step(name: string): void
  update(state: Reading): void
  done(): void
}

const INTERVAL_MS = 200
const PLAIN_INTERVAL_MS = 5_000
/** Before this the threads are still starting, and an estimate of what is left would be nonsense. */
const SETTLING_MS = 3_000

/** A bar on a terminal, a plain line every few seconds elsewhere, nothing when not wanted. Writes to stderr. */
export function progressBar(wanted: boolean): Progress {
  if (!wanted) return { step() {}, update() {}, done() {} }
  const terminal = process.stderr.isTTY ?? false
  let lastPrinted = 0
  /** When the first bytes of this step were read: what was done before says nothing of what is left. */
  let reading: { at: number; bytes: number } | undefined
  let open = false
  const clear = (): void => {
    if (open) process.stderr.write('\r\x1b[2K')
    open = false
  }
  return {
    step(step) {
      const name = visible(step)
      reading = undefined
      clear()
      process.stderr.write(isPainted(process.stderr) ? `\x1b[2m${name} …\x1b[0m\n` : `${name} …\n`)
    },
    update(state) {
      const { bytesRead, bytesTotal } = state
      const now = Date.now()
      if (bytesRead > 0) reading ??= { at: now, bytes: bytesRead }
      if (now - lastPrinted < (terminal ? INTERVAL_MS : PLAIN_INTERVAL_MS)) return
      lastPrinted = now
      const share = bytesTotal ? Math.min(1, bytesRead / bytesTotal) : undefined
      const left =
        bytesTotal && reading
          ? timeLeft(now - reading.at, bytesRead - reading.bytes, bytesTotal - bytesRead)
          : undefined
      const text = [...wordsFor(state, share), ...(left === undefined ? [] : [`${duration(left)} left`])]
      if (!terminal) process.stderr.write(`${text.join(' · ')}\n`)
      else {
        process.stderr.write(`\r\x1b[2K${fitted(text, share, process.stderr.columns || 80)}`)
        open = true
      }
    },
    done: clear,
  }
}

function wordsFor(
  { bytesCompared, bytesRead, bytesTotal, records, recordsPerSecond }: Reading,
  share: number | undefined,
): string[] {
  if (bytesRead === 0 && bytesCompared > 0)
    return [`${megabytes(bytesCompared)} compared with what was read before`]
  return [
    share === undefined
      ? megabytes(bytesRead)
      : `${Math.floor(share * 100)} % of ${megabytes(bytesTotal ?? 0)}`,
    `${count(records)} requests`,
    `${count(Math.round(recordsPerSecond))}/s`,
  ]
}

/** The parts that fit one line, which alone can be written over; the bar goes first, then the last parts. */
function fitted(parts: readonly string[], share: number | undefined, width: number): string {
  const drawn = share === undefined ? '' : `${bar(share)} `
  const lines = [
    drawn + parts.join(' · '),
    ...parts.map((_, at) => parts.slice(0, parts.length - at).join(' · ')),
  ]
  return lines.find((line) => displayWidth(line) < width) ?? ''
}

function bar(share: number): string {
  const width = 24
  const full = Math.round(share * width)
  return '█'.repeat(full) + '░'.repeat(width - full)
}

/** Milliseconds for the bytes that are left, at the speed of those that were read. */
function timeLeft(elapsed: number, read: number, left: number): number | undefined {
  return elapsed > SETTLING_MS && read > 0 ? (elapsed / read) * Math.max(0, left) : undefined
}

function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}
