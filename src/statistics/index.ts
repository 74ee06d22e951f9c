/** Pure statistics: random streams, tails, tests, intervals. Knows nothing of requests or accounts. */
export { type EBHResult, eBH, logBonferroni, logEValue, logMeanE, logProductE } from './e-values.ts'
export { incompleteBeta, inverseIncompleteBeta, logIncompleteBeta } from './incomplete-beta.ts'
export { logLowerGamma, logUpperGamma, lowerGamma, upperGamma } from './incomplete-gamma.ts'
export { logBeta, logChoose, logFactorial, logGamma } from './log-gamma.ts'
export { log1mExp, logSumExp } from './log-space.ts'
export { erfc, logNormalTail, normalQuantile } from './normal.ts'
export { createRandom, type Random } from './random.ts'
export {
  logBinomialTail,
  logChernoffTail,
  logHypergeometricTail,
  logPoissonLowerTail,
  logPoissonTail,
} from './tails.ts'
