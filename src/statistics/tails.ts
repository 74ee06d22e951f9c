import { log1mExp } from './log-space.ts'
import { deviance, logBinomialMass, logPoissonMass } from './saddle-point.ts'

/**
 * Natural logarithms of tail probabilities, accurate to about 1e-12 in the logarithm however far out. A tail is the
 * probability of its first term times the sum of the ratios that follow; on the side of the mean where ratios stay
 * above one, it is one less the other tail. Time grows with the standard deviation, not with the count.
 */

const PRECISION = 1e-17

/** ln(1 + r1 + r1 r2 + ...) for falling ratios r(1), r(2), ... that end below one (or at zero). */
function logRatioSum(ratio: (step: number) => number): number {
  let sum = 1
  let term = 1
  for (let step = 1; ; step++) {
    const r = ratio(step)
    term *= r
    sum += term
    // What is left is below the geometric series with the last ratio.
    if (r < 1 && term * r <= PRECISION * sum * (1 - r)) return Math.log(sum)
  }
}

const probability = (logP: number) => Math.min(0, logP)
const complement = (logP: number) => log1mExp(probability(logP))
const NEVER = Number.NEGATIVE_INFINITY

function requireMean(mean: number): void {
  if (!(mean >= 0 && mean < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`a mean must be finite and not negative, got ${mean}`)
  }
}

const poissonAtLeast = (k: number, mean: number) =>
  probability(logPoissonMass(k, mean) + logRatioSum((i) => mean / (k + i)))
const poissonAtMost = (k: number, mean: number) =>
  probability(logPoissonMass(k, mean) + logRatioSum((i) => Math.max(0, k - i + 1) / mean))

/** ln P(X <= k) for a Poisson X with this mean. Throws RangeError for a negative or infinite mean. */
export function logPoissonLowerTail(k: number, mean: number): number {
  requireMean(mean)
  const to = Math.floor(k)
  if (to < 0) return NEVER
  if (mean === 0) return 0
  return to < mean ? poissonAtMost(to, mean) : complement(poissonAtLeast(to + 1, mean))
}

/** ln P(X >= k) for the number X of successes in n independent trials of probability p. Throws RangeError. */
export function logBinomialTail(k: number, n: number, p: number): number {
  if (!(Number.isInteger(n) && n >= 0 && p >= 0 && p <= 1)) {
    throw new RangeError(`a binomial law needs whole n >= 0 and 0 <= p <= 1, got ${n} and ${p}`)
  }
  const from = Math.ceil(k)
  if (from <= 0) return 0
  if (from > n || p === 0) return NEVER
  if (p === 1) return 0
  const q = 1 - p
  if (from > n * p) {
    const sum = logRatioSum((i) => ((n - from - i + 1) / (from + i)) * (p / q))
    return probability(logBinomialMass(from, n - from, p, q) + sum)
  }
  const to = from - 1
  const sum = logRatioSum((i) => ((to - i + 1) / (n - to + i)) * (q / p))
  return complement(logBinomialMass(to, n - to, p, q) + sum)
}

/**
 * Chernoff's bound on ln P(X >= count): min(0, k ln(mean / k) + k - mean) above the mean, 0 below. It holds for sums
 * of independent indicators with unequal probabilities, and of negatively associated ones, such as the memberships
 * of a sample without replacement or of a permutation (D. Dubhashi & D. Ranjan, "Balls and bins: a study in negative
 * dependence", 1998, Prop. 7; K. Joag-Dev & F. Proschan, "Negative association of random variables", 1983, Thm 2.11).
 */
export function logChernoffTail(count: number, mean: number): number {
  requireMean(mean)
  if (count <= mean) return 0
  return mean === 0 ? NEVER : -deviance(count, mean)
}

/**
 * Hoeffding's bound on ln P(X >= count) for a sum X of `draws` indicators: -n KL(k/n || mean/n) above the mean, 0 below.
 * It holds for the same sums as Chernoff's, is never above it, and far below it where most draws are to be expected
 * (W. Hoeffding, "Probability inequalities for sums of bounded random variables", 1963, theorem 1).
 */
export function logHoeffdingTail(count: number, draws: number, mean: number): number {
  requireMean(mean)
  if (count <= mean) return 0
  if (count > draws || mean === 0) return NEVER
  const missed = draws - count
  const others = missed === 0 ? 0 : missed * Math.log((draws - mean) / missed)
  return count * Math.log(mean / count) + others
}
