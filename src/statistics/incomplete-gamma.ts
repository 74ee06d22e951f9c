import { log1mExp } from './log-space.ts'
import { logPoissonMass } from './saddle-point.ts'

const PRECISION = 1e-17

/** ln P(a, x) = ln(1 - Q(a, x)) by the series x^a e^-x / Gamma(a + 1) (1 + x/(a+1) + ...) (Abramowitz & Stegun 6.5.29). */
function logLowerBySeries(a: number, x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; ; k++) {
    const ratio = x / (a + k)
    term *= ratio
    sum += term
    // The remainder is below a geometric series with this ratio.
    if (ratio < 1 && term * ratio <= PRECISION * sum * (1 - ratio)) break
  }
  return logPoissonMass(a, x) + Math.log(sum)
}

/** ln Q(a, x) by Legendre's continued fraction (Abramowitz & Stegun 6.5.31, evaluated by Lentz's method). */
function logUpperByFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = Number.POSITIVE_INFINITY
  let d = 1 / b
  let fraction = d
  for (let k = 1; ; k++) {
    const numerator = -k * (k - a)
    b += 2
    d = 1 / (numerator * d + b)
    c = b + numerator / c
    const step = c * d
    fraction *= step
    if (!(Math.abs(step - 1) > 1e-16)) break
  }
  return logPoissonMass(a, x) + Math.log(a * fraction)
}

const seriesIsBetter = (a: number, x: number) => x < Math.max(1, a)

/**
 * ln Q(a, x), the regularised upper incomplete gamma function, for a > 0 and x >= 0. Accurate far into the tail;
 * time grows with sqrt(a) when x is close to a. Throws RangeError outside the domain.
 */
export function logUpperGamma(a: number, x: number): number {
  if (!(a > 0 && a < Number.POSITIVE_INFINITY && x >= 0)) {
    throw new RangeError(`incomplete gamma needs finite a > 0 and x >= 0, got ${a} and ${x}`)
  }
  if (x === 0) return 0
  if (x === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY
  return seriesIsBetter(a, x) ? log1mExp(Math.min(0, logLowerBySeries(a, x))) : logUpperByFraction(a, x)
}
