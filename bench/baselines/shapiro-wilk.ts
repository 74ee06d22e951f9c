import { normalQuantile } from '../../src/statistics/index.ts'

/** Royston's polynomials in 1/sqrt(n) for the two outermost weights, lowest power first. */
const OUTERMOST = [0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056]
const SECOND = [0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633]
/** Below this size only the outermost weight has a polynomial. */
const TWO_POLYNOMIALS_FROM = 6

/**
 * Shapiro and Wilk's W, 0 to 1: how close the ordered values come to those of a normal sample; 1 fits best. Weights
 * by Royston's approximation (Applied Statistics 44, 1995, AS R94).
 * @returns NaN for fewer than 3 or more than 5,000 values, or values that are all the same
 */
export function shapiroWilk(values: ArrayLike<number>): number {
  const n = values.length
  if (n < 3 || n > 5_000) return Number.NaN
  const sorted = Float64Array.from(values).sort()
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  if (squares === 0 || sorted[0] === sorted[n - 1]) return Number.NaN
  let spread = 0
  weights(n).forEach((weight, i) => {
    spread += weight * (sorted[n - 1 - i] - sorted[i])
  })
  return Math.min(1, spread ** 2 / squares)
}

/** Weights of the differences between the i-th value from above and the i-th from below. */
function weights(n: number): number[] {
  if (n === 3) return [Math.SQRT1_2]
  const scores = Array.from(
    { length: Math.floor(n / 2) },
    (_, i) => -normalQuantile((i + 1 - 3 / 8) / (n + 1 / 4)),
  )
  const squares = 2 * scores.reduce((sum, score) => sum + score ** 2, 0)
  const length = Math.sqrt(squares)
  const polynomials = n < TWO_POLYNOMIALS_FROM ? [OUTERMOST] : [OUTERMOST, SECOND]
  const outer = polynomials.map((powers, i) => polynomial(powers, 1 / Math.sqrt(n)) + scores[i] / length)
  const taken = 2 * outer.reduce((sum, _, i) => sum + scores[i] ** 2, 0)
  const given = 2 * outer.reduce((sum, weight) => sum + weight ** 2, 0)
  const scale = Math.sqrt((squares - taken) / (1 - given))
  return scores.map((score, i) => outer[i] ?? score / scale)
}

function polynomial(powers: readonly number[], x: number): number {
  return powers.reduceRight((sum, factor) => sum * x + factor, 0)
}
