/** A measure, what it has to reach, and what a run found. */
export interface Bar {
  readonly measure: string
  readonly bar: string
  readonly figure: string
  /** Undefined where this run says nothing about it. */
  readonly met: boolean | undefined
}
