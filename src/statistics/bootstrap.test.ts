import { describe, expect, test } from 'vitest'
import { bootstrapLowerBound, lowerBoundReaches } from './bootstrap.ts'
import { createRandom } from './random.ts'

const OPTIONS = { level: 0.95, resamples: 499, seed: 'test' }

describe('bootstrapLowerBound', () => {
  const values = Float64Array.of(1, 4, 2, 8, 5, 7, 1.5, 20, 3, 9)

  test("finds the percentile bound of SciPy's bootstrap with 200,000 resamples", () => {
    const bound = bootstrapLowerBound(values, { level: 0.95, resamples: 20_000, seed: 1 })
    expect(Math.abs(bound - 3.55)).toBeLessThan(0.1)
  })

  test('is deterministic, and degenerate samples give the mean itself', () => {
    expect(bootstrapLowerBound(values, OPTIONS)).toBe(bootstrapLowerBound(values, OPTIONS))
    expect(bootstrapLowerBound(Float64Array.of(), OPTIONS)).toBeNaN()
    expect(bootstrapLowerBound(Float64Array.of(3), OPTIONS)).toBe(3)
    expect(bootstrapLowerBound(Float64Array.of(2, 2, 2, 2), OPTIONS)).toBe(2)
    expect(() => bootstrapLowerBound(values, { ...OPTIONS, level: 1 })).toThrow(RangeError)
    expect(() => bootstrapLowerBound(values, { ...OPTIONS, resamples: 0 })).toThrow(RangeError)
  })

  test('is below a skewed mean as often as it says and a little more', () => {
    const random = createRandom('coverage')
    const worlds = 500
    let covered = 0
    for (let world = 0; world < worlds; world++) {
      const sample = Float64Array.from({ length: 30 }, () => random.exponential(1))
      if (bootstrapLowerBound(sample, { level: 0.9, resamples: 299, seed: world }) <= 1) covered++
    }
    // Nominal 0.9; measured over 8,000 worlds 0.92, and 4 standard errors of 500 are 0.049.
    expect(Math.abs(covered / worlds - 0.92)).toBeLessThan(0.049)
  })
})

describe('lowerBoundReaches', () => {
  test('says what drawing all resamples would, whatever the values and the floor', () => {
    const random = createRandom('shares')
    let reached = 0
    for (let run = 0; run < 400; run++) {
      const size = 2 + random.integer(40)
      // From nearly all zero to nearly all equal.
      const rarity = random.next()
      const values = Float64Array.from({ length: size }, () =>
        random.next() < rarity ? random.next() ** 3 : 0,
      )
      const bound = bootstrapLowerBound(values, OPTIONS)
      for (const floor of [0.001, 0.05, 0.2, Math.max(1e-9, bound), bound + 1e-9]) {
        expect(lowerBoundReaches(values, floor, OPTIONS)).toBe(bound >= floor)
        if (bound >= floor) reached++
      }
    }
    expect(reached).toBeGreaterThan(400)
  })
})
