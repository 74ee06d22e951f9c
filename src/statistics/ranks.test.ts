import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { auc } from './ranks.ts'
import { mean, quantile } from './summaries.ts'

const finite = fc.double({ min: -100, max: 100, noNaN: true })

describe('auc', () => {
  test('is the share of pairs won, ties half', () => {
    // SciPy 1.17: mannwhitneyu([3, 5, 5, 7], [1, 3, 5, 5, 2]).statistic / 20.
    expect(auc([3, 5, 5, 7], [1, 3, 5, 5, 2])).toBe(0.775)
    expect(auc([], [1])).toBeNaN()
    const score = fc.integer({ min: 0, max: 6 })
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 1, maxLength: 30 }),
        fc.array(score, { minLength: 1, maxLength: 30 }),
        (positives, negatives) => {
          let wins = 0
          for (const p of positives) for (const n of negatives) wins += p > n ? 1 : p === n ? 0.5 : 0
          expect(auc(positives, negatives)).toBeCloseTo(wins / (positives.length * negatives.length), 12)
        },
      ),
    )
  })
})

describe('summaries', () => {
  test("quantile is NumPy's default", () => {
    const values = [1, 4, 2, 8, 5, 7, 1.5, 20, 3, 9]
    const expected = [1, 1.45, 2.25, 4.5, 7.93, 20]
    for (const [i, p] of [0, 0.1, 0.25, 0.5, 0.77, 1].entries())
      expect(quantile(values, p)).toBeCloseTo(expected[i], 12)
    expect(quantile([], 0.5)).toBeNaN()
    expect(() => quantile(values, 1.5)).toThrow(RangeError)
    fc.assert(
      fc.property(
        fc.array(finite, { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (list, p) => {
          const value = quantile(list, p)
          expect(value).toBeGreaterThanOrEqual(Math.min(...list))
          expect(value).toBeLessThanOrEqual(Math.max(...list))
        },
      ),
    )
  })

  test('mean', () => {
    expect(mean([])).toBeNaN()
    expect(mean(Int32Array.of(1, 2, 6))).toBe(3)
  })
})
