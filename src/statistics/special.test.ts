import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { incompleteBeta, inverseIncompleteBeta, logIncompleteBeta } from './incomplete-beta.ts'
import { logUpperGamma } from './incomplete-gamma.ts'
import { logGamma } from './log-gamma.ts'
import { log1mExp, logSumExp } from './log-space.ts'
import { logNormalTail, normalQuantile } from './normal.ts'

/** Reference values below were computed with mpmath 1.3 at 40 to 2,400 digits. */

function expectRelative(actual: number, expected: number, tolerance: number) {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(
    tolerance * Math.abs(expected),
  )
}

describe('logGamma', () => {
  test.each([
    [1e-10, 23.025850929882736],
    [0.3, 1.0957979948180756],
    [0.999999, 5.772164873855652e-7],
    [1.0000001, -5.772155829918507e-8],
    [1.5, -0.12078223763524522],
    [1.75, -0.08440112102048555],
    [2.0001, 4.2281658112919945e-5],
    [2.5, 0.2846828704729192],
    [3.3, 0.9870985778947344],
    [9.99, 12.779315214350193],
    [10, 12.801827480081469],
    [15.5, 26.536914491115613],
    [100.25, 360.28455963776423],
    [1e6, 12815504.569147611],
    [1e15, 33538776394910668],
  ])('ln Gamma(%s)', (x, expected) => expectRelative(logGamma(x), expected, 1e-14))

  test('factorials are those of exact integers', () => {
    let factorial = 1n
    for (let n = 1; n <= 170; n++) {
      factorial *= BigInt(n)
      const expected = Math.log(Number(factorial))
      expect(Math.abs(logGamma(n + 1) - expected)).toBeLessThan(1e-13 * (1 + expected))
    }
  })

  test('there is no logarithm outside the domain', () => {
    expect(logGamma(0)).toBeNaN()
    expect(logGamma(-1.5)).toBeNaN()
    expect(logGamma(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
  })

  test('the recurrence Gamma(x + 1) = x Gamma(x) holds across all branches', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (x) => {
        const scale = 1 + Math.abs(logGamma(x)) + Math.abs(Math.log(x))
        expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThan(1e-13 * scale)
      }),
    )
  })
})

describe('regularised upper incomplete gamma', () => {
  test.each([
    [0.5, 0.1, -0.4235463234759657],
    [0.5, 50, -52.53813796995252],
    [1, 3, -3.0],
    [3.5, 1e-5, -2.7186441747636353e-19],
    [3.5, 20, -13.585359308128414],
    [100, 80, -0.01725635110645819],
    [100, 130, -5.896005881125902],
    [1000, 1000, -0.7015932366459725],
    [10000, 11000, -50.13045668620431],
    [2.5, 5000, -4987.508593098351],
  ])('a = %s, x = %s', (a, x, expected) => expectRelative(logUpperGamma(a, x), expected, 2e-13))

  test('falls with x, and where the series gives way to the fraction too', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1e4, noNaN: true }),
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        fc.double({ min: 0, max: 10, noNaN: true }),
        (a, x, more) => {
          const here = logUpperGamma(a, x)
          expect(logUpperGamma(a, x + more)).toBeLessThanOrEqual(here + 1e-12 * (1 - here))
          const turn = Math.max(1, a)
          expect(logUpperGamma(a, turn * (1 - 1e-15))).toBeCloseTo(logUpperGamma(a, turn), 11)
        },
      ),
    )
  })

  test('edges', () => {
    expect(logUpperGamma(2, 0)).toBe(0)
    expect(logUpperGamma(2, Number.POSITIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY)
    expect(() => logUpperGamma(0, 1)).toThrow(RangeError)
    expect(() => logUpperGamma(1, -1)).toThrow(RangeError)
  })
})

describe('regularised incomplete beta', () => {
  test.each([
    [0.1, 0.5, 0.5, -1.5855614147303534],
    [0.25, 2, 3, -1.3404848250885963],
    [0.999, 5, 0.5, -0.08090425392189893],
    [1e-10, 3, 1000000, -29.422852584896606],
    [0.5, 200, 300, -3.543486542533561e-6],
    [0.01, 200, 300, -591.3421539316795],
    [0.4, 4000, 6000, -0.6920619698692255],
    [0.9999, 1.5, 40, -7.202806798509358e-160],
  ])('ln I at x = %s, a = %s, b = %s', (x, a, b, expected) =>
    // The complement 1 - x is itself rounded: 1e-16 of x near one counts as 1e-12 of 1 - x.
    expectRelative(logIncompleteBeta(x, a, b), expected, 1e-11),
  )

  test('is the binomial tail for whole parameters, and symmetric', () => {
    // P(X >= 3) for five fair coins is 16/32.
    expectRelative(incompleteBeta(0.5, 3, 3), 0.5, 1e-14)
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 0.05, max: 500, noNaN: true }),
        fc.double({ min: 0.05, max: 500, noNaN: true }),
        (x, a, b) => {
          expect(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a)).toBeCloseTo(1, 10)
        },
      ),
    )
    expect(() => incompleteBeta(1.1, 1, 1)).toThrow(RangeError)
  })

  test('its inverse undoes it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-12, max: 0.999, noNaN: true }),
        fc.double({ min: 0.2, max: 1e4, noNaN: true }),
        fc.double({ min: 0.2, max: 1e4, noNaN: true }),
        (p, a, b) => {
          const x = inverseIncompleteBeta(p, a, b)
          // Near one the grid of doubles is coarser than the quantile needs.
          fc.pre(x < 0.999_999)
          expectRelative(incompleteBeta(x, a, b), p, 1e-9)
        },
      ),
    )
    expectRelative(inverseIncompleteBeta(0.3, 1, 7), 1 - 0.7 ** (1 / 7), 1e-13)
    expectRelative(inverseIncompleteBeta(1e-30, 4, 1), 1e-30 ** 0.25, 1e-13)
    expect(inverseIncompleteBeta(0, 2, 3)).toBe(0)
    expect(inverseIncompleteBeta(1, 2, 3)).toBe(1)
    expect(inverseIncompleteBeta(1e-300, 0.001, 1)).toBe(0)
  })
})

describe('normal law', () => {
  test.each([
    [-8, -6.220960574271786e-16],
    [-1, -0.17275377902344988],
    [0.2, -0.8657395226815953],
    [3, -6.607726221510349],
    [40, -804.6084420137538],
    [150, -11255.929618266808],
  ])('ln P(Z > %s)', (z, expected) => expectRelative(logNormalTail(z), expected, 1e-13))

  test.each([
    [1e-300, -37.0470962993612],
    [1e-16, -8.222082216130435],
    [1e-5, -4.264890793922825],
    [0.02425, -1.9729610513118847],
    [0.3, -0.5244005127080408],
    [0.5, 0],
    [0.6, 0.2533471031357997],
    [0.975, 1.9599639845400538],
    [0.9999, 3.7190164854557084],
  ])('quantile of %s', (p, expected) => expectRelative(normalQuantile(p), expected, 2e-14))

  test('quantiles at and beyond the ends', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY)
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY)
    expect(normalQuantile(1.2)).toBeNaN()
  })
})

test('sums and complements in logarithms', () => {
  expect(logSumExp([])).toBe(Number.NEGATIVE_INFINITY)
  expect(logSumExp([-10_000, -10_000])).toBeCloseTo(-10_000 + Math.LN2, 10)
  expect(logSumExp([0, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY)
  expect(logSumExp([0, Number.NaN])).toBeNaN()
  expect(log1mExp(0)).toBe(Number.NEGATIVE_INFINITY)
  expectRelative(log1mExp(-1e-20), Math.log(1e-20), 1e-15)
  expectRelative(log1mExp(-50), -Math.exp(-50), 1e-15)
})
