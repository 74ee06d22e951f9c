import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { permutationPValue, permuteWithin } from './permutation.ts'
import { createRandom, type Random } from './random.ts'
import { exceedance } from './testing/exceedance.ts'

describe('permutationPValue', () => {
  test("is Besag and Clifford's sequential P-value", () => {
    let calls = 0
    const everyThird = () => (++calls % 3 === 0 ? 1 : 0)
    expect(permutationPValue(1, everyThird, { seed: 1, maxDraws: 100, stopAfter: 5 })).toEqual({
      p: 5 / 15,
      draws: 15,
    })
    calls = 0
    expect(permutationPValue(1, everyThird, { seed: 1, maxDraws: 10, stopAfter: 5 })).toEqual({
      p: 4 / 11,
      draws: 10,
    })
    expect(permutationPValue(1, () => 0, { seed: 1, maxDraws: 999 }).p).toBe(1 / 1000)
    expect(permutationPValue(1, () => Number.NaN, { seed: 1, maxDraws: 999 }).p).toBe(1)
    expect(() => permutationPValue(1, () => 0, { seed: 1, maxDraws: 0 })).toThrow(RangeError)
    expect(() => permutationPValue(1, () => 0, { seed: 1, stopAfter: 0 })).toThrow(RangeError)
  })

  test('is deterministic for a seed and super-uniform under the null hypothesis', () => {
    const draw = (random: Random) => random.normal()
    expect(permutationPValue(1, draw, { seed: 'a' })).toEqual(permutationPValue(1, draw, { seed: 'a' }))
    const world = createRandom('sequential')
    const pValues = Array.from({ length: 3000 }, (_, seed) => {
      return permutationPValue(world.normal(), draw, { seed, maxDraws: 499, stopAfter: 5 }).p
    })
    for (const alpha of [0.01, 0.05, 0.3]) {
      const { superUniform, share } = exceedance(pValues, alpha, 0.999)
      expect(superUniform).toBe(true)
      // Valid, and not idle either.
      expect(share).toBeGreaterThan(0.4 * alpha)
    }
  })
})

describe('the tail beyond all draws', () => {
  // A sum of three exponential variables is gamma distributed: P(X > x) = exp(-x) (1 + x + x^2 / 2).
  const gamma = (random: Random) => random.exponential(1) + random.exponential(1) + random.exponential(1)
  const truth = (x: number) => Math.exp(-x) * (1 + x + (x * x) / 2)

  test.each([14, 18, 24, 30])('of a gamma variable at %i errs on the safe side, and not by much', (x) => {
    const logs = Array.from({ length: 40 }, (_, seed) =>
      Math.log(permutationPValue(x, gamma, { seed, maxDraws: 999, tail: true }).p),
    ).sort((a, b) => a - b)
    // Above the truth in nine of ten runs; the median within a third of the logarithm.
    expect(logs[4]).toBeGreaterThan(Math.log(truth(x)))
    expect(logs[20]).toBeLessThan(0.66 * Math.log(truth(x)))
  })

  test('of a bounded statistic is not taken to zero, and one draw at the top ends it', () => {
    const bounded = (random: Random) => random.next()
    expect(permutationPValue(1.05, bounded, { seed: 1, maxDraws: 999, tail: true }).p).toBeGreaterThan(1e-5)
    const { p } = permutationPValue(0.9999, bounded, { seed: 3, maxDraws: 999, tail: true })
    expect(p).toBeGreaterThan(1e-4)
  })

  test('is not estimated from ties: a value that comes once in five hundred is not one in a billion', () => {
    // Four members who meet in pairs, threes or all together, as of four weekly jobs.
    const steps = (random: Random) => {
      const roll = random.next()
      return roll < 0.87 ? 0 : roll < 0.996 ? 2 : roll < 0.998 ? 4 : 6
    }
    const pValues = Array.from(
      { length: 400 },
      (_, seed) => permutationPValue(6, steps, { seed, maxDraws: 999, tail: true }).p,
    )
    expect(Math.min(...pValues)).toBeGreaterThanOrEqual(1 / 1000)
  })

  test('falls no faster than one draw far out lets expect', () => {
    let calls = 0
    const outlier = (random: Random) => (++calls % 999 === 500 ? 40 : random.next())
    expect(permutationPValue(41, outlier, { seed: 1, maxDraws: 999, tail: true }).p).toBeGreaterThan(1e-4)
  })

  test('is super-uniform at levels that draws alone reach', () => {
    const world = createRandom('tails')
    const pValues = Array.from(
      { length: 2000 },
      (_, seed) =>
        permutationPValue(gamma(world), gamma, { seed, maxDraws: 499, stopAfter: 5, tail: true }).p,
    )
    for (const alpha of [0.001, 0.01, 0.1]) {
      expect(exceedance(pValues, alpha, 0.999).superUniform).toBe(true)
    }
  })
})

describe('permuteWithin', () => {
  test('is a permutation that stays within strata', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2, max: 3 })), fc.integer(), (labels, seed) => {
        const strata = Int32Array.from(labels)
        const moved = permuteWithin(strata, createRandom(seed))
        expect([...moved].sort((a, b) => a - b)).toEqual(labels.map((_, i) => i))
        for (const [i, from] of moved.entries()) expect(strata[from]).toBe(strata[i])
      }),
    )
  })

  test('makes all such permutations equally likely', () => {
    const random = createRandom('within')
    const counts = new Map<string, number>()
    const draws = 12_000
    for (let i = 0; i < draws; i++) {
      const key = permuteWithin(Uint32Array.of(7, 2, 7, 2, 7), random).join()
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    expect(counts.size).toBe(12)
    const expected = draws / 12
    const pearson = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    expect(pearson).toBeLessThan(11 + 5 * Math.sqrt(22))
  })
})
