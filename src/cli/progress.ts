import { displayWidth, visible } from '../report/index.ts'
import { isPainted } from './terminal.ts'

/** How far a long run has come. */
export interface Progress {
  /** A step of the work begins; prints a line where there is no bar. */
  step(name: string): void
  update(state: {
    bytesRead: number
    bytesTotal: number | undefined
    records: number
    recordsPerSecond: number
  }): void
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
  const startedAt = Date.now()
  let lastPrinted = 0
  let open = false
  const clear = (): void => {
    if (open) process.stderr.write('\r\x1b[2K')
    open = false
  }
  return {
    step(step) {
      const name = visible(step)
      clear()
      process.stderr.write(isPainted(process.stderr) ? `\x1b[2m${name} …\x1b[0m\n` : `${name} …\n`)
    },
    update({ bytesRead, bytesTotal, records, recordsPerSecond }) {
      const now = Date.now()
      if (now - lastPrinted < (terminal ? INTERVAL_MS : PLAIN_INTERVAL_MS)) return
      lastPrinted = now
      const share = bytesTotal ? Math.min(1, bytesRead / bytesTotal) : undefined
      const elapsed = now - startedAt
      const left = share && elapsed > SETTLING_MS ? (elapsed / share) * (1 - share) : undefined
      const text = [
        share === undefined
          ? megabytes(bytesRead)
          : `${Math.floor(share * 100)} % of ${megabytes(bytesTotal ?? 0)}`,
        `${records.toLocaleString('en')} requests`,
        `${Math.round(recordsPerSecond).toLocaleString('en')}/s`,
        ...(left === undefined ? [] : [`${duration(left)} left`]),
      ]
      if (!terminal) process.stderr.write(`${text.join(' · ')}\n`)
      else {
        process.stderr.write(`\r\x1b[2K${fitted(text, share, process.stderr.columns || 80)}`)
        open = true
      }
    },
    done: clear,
  }
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

function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}
