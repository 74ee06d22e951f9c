/** Pure statistics: random streams, tails, tests, intervals. Knows nothing of requests or accounts. */
export { type BootstrapOptions, bootstrapLowerBound, lowerBoundReaches } from './bootstrap.ts'
export { type CoActivity, type CoActivityOptions, coActivity } from './co-activity.ts'
export type { ActivitySeries } from './day-shifts.ts'
export { addDraws } from './draws.ts'
export { type EBHResult, eBH, logBonferroni, logEValue, logMeanE, logProductE } from './e-values.ts'
export { incompleteBeta, inverseIncompleteBeta, logIncompleteBeta } from './incomplete-beta.ts'
export { logLowerGamma, logUpperGamma, lowerGamma, upperGamma } from './incomplete-gamma.ts'
export { clopperPearson, type Interval, wilson } from './intervals.ts'
export { logBeta, logChoose, logFactorial, logGamma } from './log-gamma.ts'
export { log1mExp, logSumExp } from './log-space.ts'
export { erfc, logNormalTail, normalQuantile } from './normal.ts'
export {
  type PermutationOptions,
  type PermutationResult,
  permutationPValue,
  permuteWithin,
} from './permutation.ts'
export { createRandom, type Random } from './random.ts'
export { auc, type Exceedance, exceedance, rankPValue } from './ranks.ts'
export { indexOfDispersion, mean, quantile } from './summaries.ts'
export {
  logBinomialTail,
  logChernoffTail,
  logHoeffdingTail,
  logHypergeometricTail,
  logPoissonLowerTail,
  logPoissonTail,
} from './tails.ts'
export { logChernoffBound, logDisjointBound } from './tilted-bounds.ts'
