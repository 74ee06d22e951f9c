import type { TextMode } from '../../src/cli/scan.ts'
import type { Machine } from './machine.ts'
import type { Composed, Held } from './types.ts'

/** What the run measured; `size.json` is this. */
export interface SizeMeasured {
  readonly format: 'stillwatch.size/1'
  readonly date: string
  readonly version: string
  readonly commit: string
  readonly machine: Machine
  readonly traffic: Composed
  /** Seconds of the engine's own count() over the same file. */
  readonly count: readonly number[]
  /** Seconds in which SQL alone filled the table of requests from it, as far as it can. */
  readonly sql: readonly number[]
  /** One entry a run, in order. */
  readonly scans: readonly ScanFigures[]
  /** On a file of this many requests: what follows. */
  readonly part: Composed
  readonly modes: readonly ModeFigures[]
  readonly killed: KillFigures | null
}

export interface ScanFigures {
  readonly requests: number
  readonly groups: number
  readonly seconds: { readonly reading: number; readonly rest: number; readonly total: number }
  /** Processor seconds of the whole process: what other programs take of the machine does not show here. */
  readonly cpu: { readonly reading: number; readonly rest: number }
  /** Bytes resident when a quarter, half, three quarters and all was read; and the most in each step. */
  readonly resident: readonly number[]
  readonly peak: { readonly reading: number; readonly looking: number }
  /** Bytes of the data folder afterwards. */
  readonly disk: number
}

export interface ModeFigures {
  readonly mode: TextMode
  readonly requests: number
  readonly seconds: number
  readonly disk: number
}

export interface KillFigures {
  readonly wanted: number
  /** Read when it was killed. */
  readonly killed_at: number
  readonly survived: Held
  readonly after: Held
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2
}
