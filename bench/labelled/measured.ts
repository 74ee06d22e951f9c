import type { Machine } from '../size/machine.ts'
import type { Labelled } from './run.ts'

/** What a run measured; `labelled.json` is this. */
export interface LabelledMeasured extends Labelled {
  readonly format: 'stillwatch.labelled/1'
  readonly date: string
  readonly version: string
  readonly commit: string
  readonly machine: Machine
  /** What the set is, in the words of whoever ran this. */
  readonly title: string
}
