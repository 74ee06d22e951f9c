import { describe, expect, test } from 'vitest'
import { bootstrapLowerBound, lowerBoundReaches } from './bootstrap.ts'
import { createRandom } from './random.ts'

const OPTIONS = { level: 0.95, resamples: 499, method: 'percentile', seed: 'test' } as const

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
