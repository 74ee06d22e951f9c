/** Composes traffic for the speed runs: enough requests of at least the wanted size. */
export interface TrafficTask {
  readonly kind: 'traffic'
  readonly folder: string
  readonly seed: number
  readonly scale: number
  readonly corpus?: string
}

export interface TrafficResult {
  readonly requests: number
  readonly bytes: number
}

/** Files to verdicts, as `stillwatch scan` does it, in a process of its own so that its memory is its own. */
export interface ScanTask {
  readonly kind: 'scan'
  readonly folder: string
}

export interface ScanResultFigures {
  readonly requests: number
  readonly accounts: number
  readonly groups: number
  readonly seconds: {
    readonly open: number
    readonly ingest: number
    readonly load: number
    readonly detect: number
    readonly rest: number
    readonly total: number
  }
  readonly peak_bytes: number
}

/** The embedded engine's own count() over the same file: what reading it costs at the least. */
export interface CountTask {
  readonly kind: 'count'
  readonly folder: string
}

export interface CountResult {
  readonly requests: number
  /** One entry a run, in order. */
  readonly seconds: readonly number[]
  readonly engine: string
}
