import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logIncompleteBeta } from './incomplete-beta.ts'
import { logUpperGamma } from './incomplete-gamma.ts'
import { log1mExp } from './log-space.ts'
import { logBinomialTail, logChernoffTail, logHoeffdingTail, logPoissonLowerTail } from './tails.ts'

/**
 * Reference values: sums at 60 to 80 digits (mpmath).
 * Tolerances are on the logarithm: 1e-12 of it, or of one where it is small.
 */
function expectLog(actual: number, expected: number) {
  const tolerance = Math.abs(expected) < 1e-6 ? 1e-9 * Math.abs(expected) : 1e-12 * (1 + Math.abs(expected))
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(tolerance)
}

describe('Poisson', () => {
  test.each([
    [0, 0.001, -0.001],
    [2, 2, -0.3905620875658996],
    [9, 10, -0.781039568496278],
    [4, 20, -10.985552864847866],
    [49, 1.5, -4.8195188495128394e-57],
    [1199, 1000, -4.684203856969369e-10],
    [4999, 5000, -0.6969155399835636],
    [100099, 100000, -0.47214147957908276],
    [399, 1000, -237.80681476972464],
    [0, 5, -5.0],
    [3, 1000, -981.0654921352839],
    [9000, 10000, -54.93300104388559],
    [10, 20000, -19916.069036947694],
  ])('P(X <= %s) at mean %s', (k, mean, expected) => expectLog(logPoissonLowerTail(k, mean), expected))

  test('is the incomplete gamma function', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.double({ min: 0.01, max: 3000, noNaN: true }), (k, mean) => {
        const other = logUpperGamma(k + 1, mean)
        expect(Math.abs(logPoissonLowerTail(k, mean) - other)).toBeLessThanOrEqual(
          1e-11 * (1 + Math.abs(other)),
        )
      }),
    )
  })

  test('edges', () => {
    expect(logPoissonLowerTail(2.5, 4)).toBe(logPoissonLowerTail(2, 4))
    expect(logPoissonLowerTail(-1, 4)).toBe(Number.NEGATIVE_INFINITY)
    expect(logPoissonLowerTail(0, 0)).toBe(0)
    expect(() => logPoissonLowerTail(1, -1)).toThrow(RangeError)
    expect(() => logPoissonLowerTail(1, Number.NaN)).toThrow(RangeError)
  })
})

describe('binomial', () => {
  test.each([
    [1, 10, 1e-9, -18.420680748452366],
    [3, 5, 0.5, -Math.LN2],
    [80, 100, 0.5, -21.306743782573065],
    [20, 100, 0.5, -1.351381261115706e-10],
    [1000, 1000, 0.001, -6907.755278982137],
    [600, 10000, 0.05, -12.309349307737724],
    [450, 10000, 0.05, -0.009464123587059194],
    [30, 2000, 0.0009765625, -56.65466737739292],
    [2, 3, 0.9999, -2.99980004499334e-8],
  ])('P(X >= %s), n = %s, p = %s', (k, n, p, expected) => expectLog(logBinomialTail(k, n, p), expected))

  test('is the incomplete beta function', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, p, share) => {
          const k = Math.max(1, Math.round(share * n))
          const other = logIncompleteBeta(p, k, n - k + 1)
          expect(Math.abs(logBinomialTail(k, n, p) - other)).toBeLessThanOrEqual(
            1e-10 * (1 + Math.abs(other)),
          )
        },
      ),
    )
  })

  test('edges', () => {
    expect(logBinomialTail(0, 5, 0.5)).toBe(0)
    expect(logBinomialTail(6, 5, 0.5)).toBe(Number.NEGATIVE_INFINITY)
    expect(logBinomialTail(5, 5, 1)).toBe(0)
    expect(logBinomialTail(1, 5, 0)).toBe(Number.NEGATIVE_INFINITY)
    expect(() => logBinomialTail(1, 5, 1.5)).toThrow(RangeError)
    expect(() => logBinomialTail(1, 2.5, 0.5)).toThrow(RangeError)
  })
})

test('tails move with the count and the rate, and the far tail is finite', () => {
  fc.assert(
    fc.property(
      fc.nat(500),
      fc.double({ min: 0.01, max: 300, noNaN: true }),
      fc.double({ min: 0, max: 5, noNaN: true }),
      (k, mean, more) => {
        const below = logPoissonLowerTail(k, mean)
        const slack = 1e-12 * (1 - below)
        expect(logPoissonLowerTail(k + 1, mean)).toBeGreaterThanOrEqual(below - slack)
        expect(logPoissonLowerTail(k, mean + more)).toBeLessThanOrEqual(below + slack)
        const p = mean / 306
        const above = logBinomialTail(k, 600, p)
        const room = 1e-12 * (1 - above)
        expect(logBinomialTail(k + 1, 600, p)).toBeLessThanOrEqual(above + room)
        expect(logBinomialTail(k, 600, (mean + more) / 306)).toBeGreaterThanOrEqual(above - room)
      },
    ),
  )
  expect(logPoissonLowerTail(1, 2_000_000)).toBeLessThan(-1e6)
  expect(Number.isFinite(logPoissonLowerTail(1, 2_000_000))).toBe(true)
})

test("Chernoff's bound is above the tails it bounds, at most one, and tight in its exponent", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.double({ min: 0.01, max: 399, noNaN: true }),
      (k, mean) => {
        const bound = logChernoffTail(k, mean)
        expect(bound).toBeLessThanOrEqual(0)
        expect(bound).toBeGreaterThanOrEqual(log1mExp(logPoissonLowerTail(k - 1, mean)) - 1e-12)
        expect(bound).toBeGreaterThanOrEqual(logBinomialTail(k, 400, mean / 400) - 1e-12)
      },
    ),
  )
  expect(logChernoffTail(30, 10)).toBeCloseTo(30 * Math.log(10 / 30) + 30 - 10, 12)
  expect(logChernoffTail(10, 10)).toBe(0)
  expect(logChernoffTail(0, 0)).toBe(0)
  expect(logChernoffTail(1, 0)).toBe(Number.NEGATIVE_INFINITY)
})

/** P(so many marked ones or more among the draws, without replacement), by exact integers. */
function exactHypergeometric(k: number, population: number, successes: number, draws: number): number {
  const choose = (n: number, r: number): bigint => {
    if (r < 0 || r > n) return 0n
    let result = 1n
    for (let i = 1; i <= r; i++) result = (result * BigInt(n - r + i)) / BigInt(i)
    return result
  }
  let ways = 0n
  for (let j = Math.max(0, k); j <= draws; j++) {
    ways += choose(successes, j) * choose(population - successes, draws - j)
  }
  return Number(ways) / Number(choose(population, draws))
}

test('the bounds hold for draws without replacement', () => {
  const [population, draws] = [30, 12]
  for (let successes = 1; successes <= population; successes++) {
    const mean = (draws * successes) / population
    for (let k = 1; k <= draws; k++) {
      const tail = Math.log(exactHypergeometric(k, population, successes, draws))
      expect(logHoeffdingTail(k, draws, mean)).toBeGreaterThanOrEqual(tail - 1e-12)
      expect(logChernoffTail(k, mean)).toBeGreaterThanOrEqual(tail - 1e-12)
    }
  }
})

test('Hoeffding’s bound lies between the binomial tail and Chernoff’s bound', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.double({ min: 1e-6, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (draws, p, part) => {
        const count = Math.round(part * draws)
        const bound = logHoeffdingTail(count, draws, draws * p)
        expect(bound).toBeGreaterThanOrEqual(logBinomialTail(count, draws, p) - 1e-9)
        expect(bound).toBeLessThanOrEqual(logChernoffTail(count, draws * p) + 1e-9)
      },
    ),
  )
  // All of 20 at 0.7 each: the bound is the probability itself.
  expect(logHoeffdingTail(20, 20, 14)).toBeCloseTo(20 * Math.log(0.7), 12)
  expect(logHoeffdingTail(3, 4, 3)).toBe(0)
  expect(logHoeffdingTail(5, 4, 3)).toBe(Number.NEGATIVE_INFINITY)
  expect(logHoeffdingTail(1, 4, 0)).toBe(Number.NEGATIVE_INFINITY)
})
