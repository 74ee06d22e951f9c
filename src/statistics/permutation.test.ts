import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meanDiscrepancy } from './mmd.ts'
import { permutationPValue, permuteWithin } from './permutation.ts'
import { createRandom, type Random } from './random.ts'
import { exceedance } from './ranks.ts'

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

describe('meanDiscrepancy', () => {
  const options = { seed: 'mmd', maxDraws: 199 }
  const vectors = (random: Random, count: number, shift: number, width = 16) =>
    Array.from({ length: count }, () =>
      Float64Array.from({ length: width }, (_, j) => random.poisson(4) + (j === 0 ? shift : 0)),
    )

  test('is the unbiased estimate from the kernel matrix', () => {
    // NumPy: off-diagonal means of the two Gram matrices less twice the mean of the cross matrix.
    const members = [
      [1, 2, 0],
      [3, 1, 1],
      [2, 2, 5],
    ]
    const references = [
      [0, 1, 1],
      [1, 1, 2],
      [4, 0, 0],
      [2, 3, 1],
    ]
    expect(meanDiscrepancy(members, references, options)?.statistic).toBeCloseTo(-17 / 6, 12)
    expect(meanDiscrepancy(references, members, options)?.statistic).toBeCloseTo(-17 / 6, 12)
  })

  test('sees a group whose mean is moved, not one that is the same', () => {
    const random = createRandom('groups')
    const references = vectors(random, 200, 0)
    const moved = meanDiscrepancy(vectors(random, 20, 3), references, options)
    expect(moved?.p).toBe(1 / 200)
    // The squared distance is 9; its standard error is about 2 * 3 * sqrt(4 / 20).
    expect(Math.abs((moved?.statistic ?? 0) - 9)).toBeLessThan(4 * 6 * Math.sqrt(4 / 20))
    expect(meanDiscrepancy([[1], [1], [1]], [[1], [1], [1]], options)?.p).toBe(1)
    expect(meanDiscrepancy([[0.1], [0.1], [0.1]], [[0.1], [0.1], [0.1], [0.1]], options)?.p).toBe(1)
  })

  test('is unbiased and super-uniform when nothing differs', () => {
    const random = createRandom('null')
    const results = Array.from({ length: 400 }, (_, seed) =>
      meanDiscrepancy(vectors(random, 6, 0, 4), vectors(random, 12, 0, 4), {
        seed,
        maxDraws: 99,
        stopAfter: 10,
      }),
    )
    const pValues = results.map((result) => result?.p ?? 0)
    for (const alpha of [0.02, 0.1, 0.4]) expect(exceedance(pValues, alpha, 0.999).superUniform).toBe(true)
    const statistics = results.map((result) => result?.statistic ?? Number.NaN)
    const centre = statistics.reduce((sum, value) => sum + value, 0) / statistics.length
    const spread = Math.sqrt(
      statistics.reduce((sum, value) => sum + (value - centre) ** 2, 0) / statistics.length,
    )
    expect(Math.abs(centre)).toBeLessThan((4 * spread) / Math.sqrt(statistics.length))
  })

  test('needs two principals a side and vectors of one length', () => {
    expect(meanDiscrepancy([[1]], [[1], [2]], options)).toBeUndefined()
    expect(() => meanDiscrepancy([[1], [2, 3]], [[1], [2]], options)).toThrow(RangeError)
  })
})
