export { type Candidate, propose } from './candidates/candidates.ts'
export { customersOf } from './coordination/cells.ts'
export { testCoordination } from './coordination/coordination.ts'
export { testTies } from './coordination/ties.ts'
export { decoy } from './decoys.ts'
export { type Detection, detect, type Judged } from './detect.ts'
export { type Checked, checkEvidence } from './evidence/check.ts'
export {
  type FollowUp,
  followUp,
  recordFollowUp,
  type Standing,
  standing,
} from './follow/follow-up.ts'
export { background } from './intent/background.ts'
export { type Intent, measureIntent } from './intent/intent.ts'
export { ownTokens } from './intent/own-work.ts'
export { ENOUGH_REFERENCES, measureReferences } from './intent/references.ts'
export type { ReferencesFile } from './intent/shipped-references.ts'
export { attachHarvesters } from './members/attach.ts'
export { heldTogether, UNBOUND } from './members/held-together.ts'
export { type Pool, pools } from './members/members.ts'
export { type PassOptions, type PassOutcome, record, runPass, type Stage } from './pass.ts'
export { clearedGroups } from './verdict/cleared.ts'
export { COORDINATION_FDR, FEWEST_ACCUSED, passesEffectFloor, witnessesOf } from './verdict/verdict.ts'
