import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clopperPearson } from './intervals.ts'
import { logBinomialTail } from './tails.ts'

describe('intervals for a probability', () => {
  // SciPy 1.17: beta.ppf.
  test.each([
    [0, 100, 0.95, 0, 0.03621669264517641],
    [0, 1840, 0.9, 0, 0.0016267907052370891],
    [3, 10, 0.95, 0.06673951117773447, 0.6524528500599973],
    [50, 100, 0.99, 0.368861437358924, 0.6311385626410759],
    [10, 10, 0.95, 0.6915028921812392, 1],
    [1, 100_000, 0.95, 2.531780477933316e-7, 5.571516034774275e-5],
  ])('%s of %s at %s', (successes, trials, level, lower, upper) => {
    const exact = clopperPearson(successes, trials, level)
    expect(Math.abs(exact.lower - lower)).toBeLessThanOrEqual(1e-11 * lower)
    expect(Math.abs(exact.upper - upper)).toBeLessThanOrEqual(1e-11 * upper)
  })

  test("the ends of Clopper and Pearson's interval are where the tails reach half of what is left", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const k = Math.max(1, Math.round(share * n))
          expect(Math.exp(logBinomialTail(k, n, clopperPearson(k, n, 0.9).lower))).toBeCloseTo(0.05, 8)
          const upper = clopperPearson(k, n, 0.9).upper
          if (k < n) expect(Math.exp(logBinomialTail(k + 1, n, upper))).toBeCloseTo(0.95, 8)
        },
      ),
    )
  })

  test('nothing observed says nothing; impossible counts are refused', () => {
    expect(clopperPearson(0, 0)).toEqual({ lower: 0, upper: 1 })
    expect(() => clopperPearson(3, 2)).toThrow(RangeError)
    expect(() => clopperPearson(-1, 2)).toThrow(RangeError)
    expect(() => clopperPearson(1, 2, 1)).toThrow(RangeError)
  })
})
