/** Pure statistics: random streams, tails, tests, intervals. Knows nothing of requests or accounts. */
export { type BootstrapOptions, lowerBoundReaches } from './bootstrap.ts'
export { type CoActivityOptions, coActivity } from './co-activity.ts'
export type { ActivitySeries } from './day-shifts.ts'
export { addDraws } from './draws.ts'
export { type EBHResult, eBH, logEValue, logMeanE, qOfOneMore } from './e-values.ts'
export { clopperPearson, type Interval } from './intervals.ts'
export { normalQuantile } from './normal.ts'
export {
  type PermutationOptions,
  type PermutationResult,
  permutationPValue,
  permuteWithin,
} from './permutation.ts'
export { createRandom, type Random } from './random.ts'
export { auc } from './ranks.ts'
export { mean, quantile } from './summaries.ts'
export { logBinomialTail, logChernoffTail, logHoeffdingTail, logPoissonLowerTail } from './tails.ts'
export { logChernoffBound, logDisjointBound } from './tilted-bounds.ts'
