import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from './random.ts'
import { auc, exceedance, rankPValue } from './ranks.ts'
import { indexOfDispersion, mean, quantile } from './summaries.ts'

const finite = fc.double({ min: -100, max: 100, noNaN: true })

describe('rankPValue', () => {
  test('counts references at or above, ties and NaN against the value', () => {
    expect(rankPValue(5, [1, 2, 3])).toBe(1 / 4)
    expect(rankPValue(3, [1, 2, 3, 9])).toBe(3 / 5)
    expect(rankPValue(5, [])).toBe(1)
    expect(rankPValue(Number.NaN, [1, 2])).toBe(1)
    expect(rankPValue(5, [Number.NaN, 1])).toBe(2 / 3)
  })

  test('is super-uniform for exchangeable values, ties included', () => {
    const random = createRandom('ranks')
    const pValues = Array.from({ length: 4000 }, () => {
      const draws = Array.from({ length: 40 }, () => random.poisson(2))
      return rankPValue(draws[0], draws.slice(1))
    })
    for (const alpha of [0.025, 0.1, 0.5]) expect(exceedance(pValues, alpha, 0.999).superUniform).toBe(true)
  })
})

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

test('exceedance tells valid P-values from invalid ones', () => {
  const random = createRandom('exceedance')
  const valid = Array.from({ length: 2000 }, () => random.next())
  expect(exceedance(valid, 0.05, 0.999).superUniform).toBe(true)
  const invalid = valid.map((p) => p * p)
  const found = exceedance(invalid, 0.05, 0.999)
  expect(found.superUniform).toBe(false)
  expect(found.share).toBeCloseTo(Math.sqrt(0.05), 1)
  expect(found.lower).toBeLessThan(found.share)
  expect(found.upper).toBeGreaterThan(found.share)
  expect(exceedance([], 0.05)).toMatchObject({ share: Number.NaN, lower: 0, upper: 1, superUniform: true })
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

  test('mean and index of dispersion', () => {
    expect(mean([])).toBeNaN()
    expect(mean(Int32Array.of(1, 2, 6))).toBe(3)
    expect(indexOfDispersion([3, 5, 9, 1])).toBeCloseTo(2.5925925925925926, 14)
    expect(indexOfDispersion([4, 4, 4])).toBe(0)
    expect(indexOfDispersion([4])).toBeNaN()
    expect(indexOfDispersion([0, 0])).toBeNaN()
    const random = createRandom('fano')
    // The standard error is sqrt(2 / n) = 0.02.
    const poisson = Array.from({ length: 5000 }, () => random.poisson(7))
    expect(Math.abs(indexOfDispersion(poisson) - 1)).toBeLessThan(0.08)
  })
})
