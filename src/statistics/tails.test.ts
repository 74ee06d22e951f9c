import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logIncompleteBeta } from './incomplete-beta.ts'
import { logLowerGamma } from './incomplete-gamma.ts'
import {
  logBinomialTail,
  logChernoffTail,
  logHoeffdingTail,
  logHypergeometricTail,
  logPoissonLowerTail,
  logPoissonTail,
} from './tails.ts'

/**
 * Reference values: exact rational sums (hypergeometric), sums at 60 to 80 digits (mpmath) for the others.
 * Tolerances are on the logarithm: 1e-12 of it, or of one where it is small.
 */
function expectLog(actual: number, expected: number) {
  const tolerance = Math.abs(expected) < 1e-6 ? 1e-9 * Math.abs(expected) : 1e-12 * (1 + Math.abs(expected))
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(tolerance)
}

describe('Poisson', () => {
  test.each([
    [1, 0.001, -6.908255237315471, -0.001],
    [3, 2, -1.1291016497509285, -0.3905620875658996],
    [10, 10, -0.6123596078537547, -0.781039568496278],
    [5, 20, -1.6944887493862582e-5, -10.985552864847866],
    [50, 1.5, -129.67467620133334, -4.8195188495128394e-57],
    [1200, 1000, -21.481654963403038, -4.684203856969369e-10],
    [4000, 100, -10860.55848940718, 0],
    [5000, 5000, -0.6893929683738754, -0.6969155399835636],
    [100100, 100000, -0.9772762943196981, -0.47214147957908276],
    [20000, 1, -178076.62168719995, 0],
    [400, 1000, -5.27002392112626e-104, -237.80681476972464],
  ])('P(X >= %s) and P(X < same) at mean %s', (k, mean, upper, lower) => {
    expectLog(logPoissonTail(k, mean), upper)
    if (lower !== 0) expectLog(logPoissonLowerTail(k - 1, mean), lower)
  })

  test.each([
    [0, 5, -5.0],
    [3, 1000, -981.0654921352839],
    [9000, 10000, -54.93300104388559],
    [10, 20000, -19916.069036947694],
  ])('P(X <= %s) at mean %s', (k, mean, lower) => expectLog(logPoissonLowerTail(k, mean), lower))

  test('is the incomplete gamma function', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0.01, max: 3000, noNaN: true }),
        (k, mean) => {
          const other = logLowerGamma(k, mean)
          expect(Math.abs(logPoissonTail(k, mean) - other)).toBeLessThanOrEqual(1e-11 * (1 + Math.abs(other)))
        },
      ),
    )
  })

  test('edges', () => {
    expect(logPoissonTail(0, 3)).toBe(0)
    expect(logPoissonTail(1, 0)).toBe(Number.NEGATIVE_INFINITY)
    expect(logPoissonTail(2.5, 4)).toBe(logPoissonTail(3, 4))
    expect(logPoissonLowerTail(2.5, 4)).toBe(logPoissonLowerTail(2, 4))
    expect(logPoissonLowerTail(-1, 4)).toBe(Number.NEGATIVE_INFINITY)
    expect(logPoissonLowerTail(0, 0)).toBe(0)
    expect(() => logPoissonTail(1, -1)).toThrow(RangeError)
    expect(() => logPoissonTail(1, Number.NaN)).toThrow(RangeError)
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

/** P(X >= k) by exact integers. */
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

describe('hypergeometric', () => {
  test.each([
    [1, 10, 3, 2, -0.6286086594223741],
    [5, 50, 5, 10, -9.036912482352347],
    [8, 1000, 10, 100, -15.045270081318478],
    [60, 1000, 100, 400, -10.999909621117261],
    [30, 1000, 100, 400, -0.011045993974557439],
    [150, 5000, 200, 300, -357.2696998097938],
    [12, 1000000, 50, 2000, -49.15572561104938],
    [90, 200, 100, 180, -0.5228120016986475],
    [4000, 20000, 4000, 5000, -7505.343271517256],
  ])('P(X >= %s) of %s with %s marked, %s drawn', (k, population, successes, draws, expected) => {
    expectLog(logHypergeometricTail(k, population, successes, draws), expected)
    expectLog(logHypergeometricTail(k, population, draws, successes), expected)
  })

  test('agrees with exact integers for every small case', () => {
    for (let population = 1; population <= 9; population++) {
      for (let successes = 0; successes <= population; successes++) {
        for (let draws = 0; draws <= population; draws++) {
          for (let k = -1; k <= population + 1; k++) {
            const tail = Math.exp(logHypergeometricTail(k, population, successes, draws))
            expect(Math.abs(tail - exactHypergeometric(k, population, successes, draws))).toBeLessThan(1e-13)
          }
        }
      }
    }
  })

  test('refuses more than the population holds', () => {
    expect(() => logHypergeometricTail(1, 5, 6, 2)).toThrow(RangeError)
    expect(() => logHypergeometricTail(1, 5, 2, 6)).toThrow(RangeError)
    expect(() => logHypergeometricTail(1, 5.5, 2, 2)).toThrow(RangeError)
  })
})

test('tails fall with the count and rise with the rate, and the far tail is finite', () => {
  fc.assert(
    fc.property(
      fc.nat(500),
      fc.double({ min: 0.01, max: 300, noNaN: true }),
      fc.double({ min: 0, max: 5, noNaN: true }),
      (k, mean, more) => {
        const slack = 1e-12
        expect(logPoissonTail(k + 1, mean)).toBeLessThanOrEqual(logPoissonTail(k, mean) + slack)
        expect(logPoissonTail(k, mean + more)).toBeGreaterThanOrEqual(logPoissonTail(k, mean) - slack)
        const p = mean / 301
        expect(logBinomialTail(k + 1, 600, p)).toBeLessThanOrEqual(logBinomialTail(k, 600, p) + slack)
        const marked = Math.ceil(mean)
        const hypergeometric = (count: number) => logHypergeometricTail(count, 700, marked, 400)
        expect(hypergeometric(k + 1)).toBeLessThanOrEqual(hypergeometric(k) + slack)
      },
    ),
  )
  expect(logPoissonTail(100_000, 1)).toBeLessThan(-1e6)
  expect(Number.isFinite(logPoissonTail(100_000, 1))).toBe(true)
})

test("Chernoff's bound is above the tails it bounds, at most one, and tight in its exponent", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.double({ min: 0.01, max: 399, noNaN: true }),
      (k, mean) => {
        const bound = logChernoffTail(k, mean)
        expect(bound).toBeLessThanOrEqual(0)
        expect(bound).toBeGreaterThanOrEqual(logPoissonTail(k, mean) - 1e-12)
        expect(bound).toBeGreaterThanOrEqual(logBinomialTail(k, 400, mean / 400) - 1e-12)
        const marked = Math.round(mean)
        expect(logChernoffTail(k, marked / 2)).toBeGreaterThanOrEqual(
          logHypergeometricTail(k, 800, marked, 400) - 1e-12,
        )
      },
    ),
  )
  expect(logChernoffTail(30, 10)).toBeCloseTo(30 * Math.log(10 / 30) + 30 - 10, 12)
  expect(logChernoffTail(10, 10)).toBe(0)
  expect(logChernoffTail(0, 0)).toBe(0)
  expect(logChernoffTail(1, 0)).toBe(Number.NEGATIVE_INFINITY)
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
