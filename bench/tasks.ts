import type { Rehearsal } from '../src/rehearse/index.ts'
import type { FortnightsResult, FortnightsTask } from './fortnights/types.ts'
import type { ReplayTask } from './replay/types.ts'
import type {
  CountResult,
  CountTask,
  ScanResultFigures,
  ScanTask,
  TrafficResult,
  TrafficTask,
} from './speed/types.ts'
import type { WorldResult, WorldTask } from './worlds/types.ts'

/** What a worker process can be asked, by kind, and what it answers. */
export interface Answers {
  readonly world: WorldResult
  readonly replay: Rehearsal
  readonly fortnights: FortnightsResult
  readonly traffic: TrafficResult
  readonly scan: ScanResultFigures
  readonly count: CountResult
}

export type Task = WorldTask | ReplayTask | FortnightsTask | TrafficTask | ScanTask | CountTask

export type AnswerTo<T extends Task> = Answers[T['kind']]

/** What a worker sends back. */
export type Reply = { readonly answer: Answers[keyof Answers] } | { readonly error: string }
