export { KEY_SIGNALS, SIGNALS } from './catalogue.ts'
export {
  buildEdges,
  byPrincipal,
  degree,
  type Edges,
  holdersOf,
  type KeysByPrincipal,
  keyCount,
  relabelled,
  withoutTwins,
} from './edges.ts'
export { gatherRows, storesOf, type Traffic } from './gather.ts'
export { loadWorld } from './load.ts'
export { contracts } from './principals.ts'
export { kindsOfTwins } from './ranges.ts'
export { REPLACED_WITHIN } from './regrowth.ts'
export { type Figures, type KeySignal, plural, type SignalInfo } from './signal.ts'
export { ageClass, assignStrata, deciles, MIN_STRATUM, type StratumLabels } from './strata.ts'
export {
  type Activity,
  CUE_CERTAIN,
  FEATURES,
  type Group,
  type Principals,
  type Templates,
  type World,
} from './world.ts'
