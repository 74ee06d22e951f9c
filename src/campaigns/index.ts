export { attachHarvesters } from './attach.ts'
export { background } from './background.ts'
export { type Candidate, propose } from './candidates.ts'
export { clearedGroups } from './cleared.ts'
export { testCoordination } from './coordination.ts'
export { decoy } from './decoys.ts'
export { type Detection, detect, type Judged } from './detect.ts'
export {
  type FollowUp,
  followUp,
  recordFollowUp,
  type Standing,
  standing,
} from './follow/follow-up.ts'
export { type Intent, measureIntent } from './intent.ts'
export { type Pool, pools } from './members.ts'
export { ownTokens } from './own-work.ts'
export { type PassOptions, type PassOutcome, record, runPass } from './pass.ts'
export { ENOUGH_REFERENCES, measureReferences } from './references.ts'
export type { ReferencesFile } from './shipped-references.ts'
export { COORDINATION_FDR, passesEffectFloor } from './verdict.ts'
