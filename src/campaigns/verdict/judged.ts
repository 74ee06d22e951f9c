import type { Clearance, Verdict } from '../../record/index.ts'
import type { Group } from '../../signals/index.ts'
import type { Candidate } from '../candidates/candidates.ts'
import type { Coordination } from '../coordination/coordination.ts'
import type { Ties } from '../coordination/ties.ts'
import type { Bond } from '../intent/bond.ts'
import type { Intent } from '../intent/intent.ts'
import type { IntentRanks } from '../intent/references.ts'

/** A candidate with everything that was found about it. */
export interface Judged {
  readonly candidate: Candidate
  /** The part of the candidate that is accused: what hangs together by its keys. */
  readonly members: Group
  /** What holds the candidate together besides its keys. */
  readonly bond: Bond
  /** The tests of the whole candidate, or of what other pools left of it; timing only where it had to be asked. */
  readonly coordination: Coordination
  /** Whom these tests are about. */
  readonly tested: Group
  /** The tests of its tied members, and of the customers among them; without timing where that decides nothing. */
  readonly ties: Ties
  /** Whom these tests are about. */
  readonly tied: Group
  /** Smallest false discovery rate at which e-BH rejects "unrelated". */
  readonly q: number
  readonly intent: Intent
  readonly ranks: IntentRanks
  readonly verdict: Verdict
  /** Number of the pool it belongs to; groups do not overlap. */
  readonly pool: number
  /** Its members only joined the pool: figures and verdict are those of the group they came with. */
  readonly joined: boolean
}

/** A judged group before it is said which pool it belongs to. */
export type Sentence = Omit<Judged, 'pool' | 'joined'>

/** A group, or a part of one, that came near and got no verdict. */
export interface Near {
  readonly members: Group
  /** What proposed the group. */
  readonly via: string
  readonly reasons: readonly Clearance[]
}
