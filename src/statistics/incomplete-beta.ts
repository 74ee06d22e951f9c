import { log1mExp } from './log-space.ts'
import { logBinomialMass } from './saddle-point.ts'

/**
 * ln of the continued fraction of I_x(a, b) (Abramowitz & Stegun 26.5.8, evaluated by Lentz's method), which
 * converges fast for x < (a + 1)/(a + b + 2).
 */
function logFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d)
    c = 1 + even / c
    fraction *= c * d
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d)
    c = 1 + odd / c
    const step = c * d
    fraction *= step
    if (!(Math.abs(step - 1) > 1e-16)) break
  }
  return Math.log(fraction)
}

/** ln I_x(a, b) with y = 1 - x given apart, so that neither loses digits; `slope` is ln of dI / d ln(x / y). */
function evaluate(x: number, y: number, a: number, b: number): { logLower: number; slope: number } {
  const slope = logBinomialMass(a, b, x, y) + Math.log(a * (b / (a + b)))
  if (x < (a + 1) / (a + b + 2)) {
    return { logLower: Math.min(0, slope - Math.log(a) + logFraction(x, a, b)), slope }
  }
  return { logLower: log1mExp(Math.min(0, slope - Math.log(b) + logFraction(y, b, a))), slope }
}

function check(a: number, b: number, x: number): void {
  if (!(a > 0 && b > 0 && a + b < Number.POSITIVE_INFINITY && x >= 0 && x <= 1)) {
    throw new RangeError(`incomplete beta needs finite a, b > 0 and 0 <= x <= 1, got ${a}, ${b}, ${x}`)
  }
}

/**
 * ln I_x(a, b), the regularised incomplete beta function, for 0 <= x <= 1 and a, b > 0: ln of the probability that
 * a Beta(a, b) variable is below x. Throws RangeError outside the domain.
 */
export function logIncompleteBeta(x: number, a: number, b: number): number {
  check(a, b, x)
  if (x === 0) return Number.NEGATIVE_INFINITY
  if (x === 1) return 0
  return evaluate(x, 1 - x, a, b).logLower
}

/** I_x(a, b), the regularised incomplete beta function; see `logIncompleteBeta`. */
export function incompleteBeta(x: number, a: number, b: number): number {
  return Math.exp(logIncompleteBeta(x, a, b))
}

/**
 * The x with I_x(a, b) = p: the p-quantile of Beta(a, b). Newton's method on ln I as a function of ln(x / (1 - x)).
 * That function is concave, so after the first step the iterates rise towards the root and cannot escape.
 * Returns 0 where the quantile is below the smallest double.
 */
export function inverseIncompleteBeta(p: number, a: number, b: number): number {
  check(a, b, p)
  if (p === 0 || p === 1) return p
  // In the upper half the same search runs on the mirrored distribution, whose lower tail is the small one.
  if (p > incompleteBeta(a / (a + b), a, b)) return 1 - lowerQuantile(1 - p, b, a)
  return lowerQuantile(p, a, b)
}

function lowerQuantile(p: number, a: number, b: number): number {
  const target = Math.log(p)
  let logit = Math.log(a / b)
  let x = a / (a + b)
  for (let i = 0; i < 200; i++) {
    const y = 1 / (1 + Math.exp(logit))
    const { logLower, slope } = evaluate(x, y, a, b)
    const step = (target - logLower) / Math.exp(slope - logLower)
    logit += step
    x = 1 / (1 + Math.exp(-logit))
    if (x === 0 || Math.abs(step) <= 1e-15 * Math.max(1, Math.abs(logit))) break
  }
  return x
}
