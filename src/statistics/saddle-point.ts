import { HALF_LOG_TWO_PI, logGamma, STIRLING_FROM, stirlingSeries } from './log-gamma.ts'

/**
 * Log probabilities of the Poisson and binomial laws in C. Loader's saddle-point form ("Fast and accurate computation
 * of binomial probabilities", 2000), which does not lose digits to cancelling factorials.
 */

const stirlingErrorBelow = (x: number) => logGamma(x) - ((x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI)

const SMALL_STIRLING_ERRORS = Float64Array.from({ length: STIRLING_FROM }, (_, n) => stirlingErrorBelow(n))

/** ln Gamma(x + 1) less Stirling's approximation (x + 1/2) ln x - x + ln(2 pi)/2, for real x > 0; Loader's delta. */
function stirlingError(x: number): number {
  if (x >= STIRLING_FROM) return stirlingSeries(x)
  return Number.isInteger(x) ? SMALL_STIRLING_ERRORS[x] : stirlingErrorBelow(x)
}

/**
 * x ln(x / mean) + mean - x for x >= 0 and mean >= 0, exact also when x is close to the mean
 * (Loader's bd0: a series in v = (x - mean)/(x + mean)).
 */
export function deviance(x: number, mean: number): number {
  if (x === 0) return mean
  const gap = x - mean
  if (Math.abs(gap) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - gap
  const v = gap / (x + mean)
  let sum = gap * v
  let term = 2 * x * v
  for (let odd = 3; ; odd += 2) {
    term *= v * v
    const next = sum + term / odd
    if (next === sum) return sum
    sum = next
  }
}

/** ln of mean^k e^-mean / Gamma(k + 1) for real k >= 0 and mean > 0: for whole k the Poisson probability of k. */
export function logPoissonMass(k: number, mean: number): number {
  if (k === 0) return -mean
  return -stirlingError(k) - deviance(k, mean) - HALF_LOG_TWO_PI - 0.5 * Math.log(k)
}

/**
 * ln of Gamma(n + 1) / (Gamma(k + 1) Gamma(n - k + 1)) p^k q^(n - k), k and n - k real and >= 0: for whole k and n
 * the binomial probability of k. `q` is 1 - p, given apart so that it keeps its digits when p is close to 1;
 * `rest` is n - k for the same reason.
 */
export function logBinomialMass(k: number, rest: number, p: number, q: number): number {
  const n = k + rest
  if (k === 0) return rest === 0 ? 0 : p < 0.5 ? rest * Math.log1p(-p) : rest * Math.log(q)
  if (rest === 0) return p < 0.5 ? k * Math.log(p) : k * Math.log1p(-q)
  return (
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(rest) -
    deviance(k, n * p) -
    deviance(rest, n * q) -
    HALF_LOG_TWO_PI -
    0.5 * (Math.log(k) + Math.log(rest / n))
  )
}
