export { type Candidate, propose } from './candidates/candidates.ts'
export { clearedGroups } from './cleared.ts'
export { testCoordination } from './coordination/coordination.ts'
export { COORDINATION_FDR } from './coordination/rejections.ts'
export { testTies } from './coordination/ties.ts'
export { customersOf } from './customers/cells.ts'
export { decoy } from './decoys.ts'
export { type Detection, detect } from './detect.ts'
export { type Checked, checkEvidence } from './evidence/check.ts'
export {
  type FollowUp,
  followUp,
  recordFollowUp,
  type Standing,
  standing,
} from './follow/follow-up.ts'
export { background } from './intent/background.ts'
export { UNBOUND } from './intent/bond.ts'
export { type Intent, measureIntent } from './intent/intent.ts'
export { ownTokens } from './intent/own-work.ts'
export { ENOUGH_REFERENCES, measureReferences } from './intent/references.ts'
export type { ReferencesFile } from './intent/shipped-references.ts'
export { attachHarvesters } from './members/attach.ts'
export { heldTogether } from './members/held-together.ts'
export { type Pool, pools } from './members/members.ts'
export { type PassOptions, type PassOutcome, record, runPass, type Stage } from './pass.ts'
export type { Judged } from './verdict/judged.ts'
export { FEWEST_ACCUSED, passesEffectFloor, witnessesOf } from './verdict/verdict.ts'
