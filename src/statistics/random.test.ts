import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { murmurHash } from './murmur-hash.ts'
import { createRandom, Xoshiro128 } from './random.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const times = <T>(n: number, draw: () => T): T[] => Array.from({ length: n }, draw)
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const variance = (values: readonly number[]) => {
  const centre = mean(values)
  return mean(values.map((value) => (value - centre) ** 2))
}

describe('the generator', () => {
  test("gives the reference outputs of Blackman and Vigna's xoshiro128starstar.c from state 1, 2, 3, 4", () => {
    const random = new Xoshiro128([1, 2, 3, 4], '')
    expect(times(10, () => random.uint32())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ])
  })

  test('hashes seeds with MurmurHash3 x86 32 (published vectors; the last from an independent implementation)', () => {
    expect(murmurHash(encode(''), 0)).toBe(0)
    expect(murmurHash(encode(''), 1)).toBe(0x514e28b7)
    expect(murmurHash(encode('hello'), 0)).toBe(0x248bfa47)
    expect(murmurHash(encode('The quick brown fox jumps over the lazy dog'), 0x9747b28c)).toBe(0x2fa826cd)
    expect(murmurHash(encode('Zürich 東京 🜁'), 7)).toBe(0x2c642c16)
  })

  test('is determined by its seed, and forks by seed and label alone', () => {
    const first = createRandom('campaign')
    const second = createRandom('campaign')
    second.next()
    expect(times(5, () => first.fork('a').uint32())).toEqual(times(5, () => second.fork('a').uint32()))
    expect(first.fork('a').uint32()).not.toBe(first.fork('b').uint32())
    expect(first.fork(1).fork(2).uint32()).not.toBe(first.fork(2).fork(1).uint32())
    expect(createRandom(7).uint32()).toBe(createRandom('7').uint32())
    expect(createRandom(7).uint32()).not.toBe(createRandom(8).uint32())
  })

  test('gives the same whole numbers one by one and many at once', () => {
    const bounds = fc.array(fc.integer({ min: 1, max: 2 ** 32 - 1 }), { maxLength: 30 })
    fc.assert(
      fc.property(fc.integer(), bounds, (seed, some) => {
        const [one, many] = [createRandom(seed), createRandom(seed)]
        const drawn = new Uint32Array(some.length)
        many.integers(Uint32Array.from(some), drawn)
        expect(Array.from(drawn)).toEqual(some.map((bound) => one.integer(bound)))
        expect(many.uint32()).toBe(one.uint32())
      }),
    )
  })

  test('draws of neighbouring seeds are uncorrelated', () => {
    const draws = Array.from({ length: 4000 }, (_, seed) => createRandom(seed).next())
    const centre = mean(draws)
    let product = 0
    for (let i = 1; i < draws.length; i++) product += (draws[i] - centre) * (draws[i - 1] - centre)
    expect(Math.abs(product / variance(draws) / draws.length)).toBeLessThan(4 / Math.sqrt(draws.length))
    expect(Math.abs(centre - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / draws.length))
  })
})

describe('distributions have their mean and variance within four standard errors', () => {
  const n = 40_000
  const random = createRandom('moments')
  const cases: [string, () => number, number, number, number][] = [
    ['next', () => random.next(), 1 / 2, 1 / 12, 1.8],
    ['range', () => random.range(-2, 4), 1, 3, 1.8],
    ['integer', () => random.integer(10), 4.5, 8.25, 1.8],
    ['integer beyond 32 bits', () => random.integer(2 ** 52) / 2 ** 52, 1 / 2, 1 / 12, 1.8],
    ['normal', () => random.normal(), 0, 1, 3],
    ['exponential', () => random.exponential(4), 1 / 4, 1 / 16, 9],
    ['gamma, shape 0.3', () => random.gamma(0.3), 0.3, 0.3, 3 + 6 / 0.3],
    ['gamma, shape 5', () => random.gamma(5), 5, 5, 3 + 6 / 5],
    ['poisson 0', () => random.poisson(0), 0, 0, 0],
    ['poisson 3', () => random.poisson(3), 3, 3, 3 + 1 / 3],
    ['poisson 12.5', () => random.poisson(12.5), 12.5, 12.5, 3.1],
    ['poisson 1e6', () => random.poisson(1e6), 1e6, 1e6, 3],
    ['poisson 1e15', () => random.poisson(1e15), 1e15, 1e15, 3],
    ['poisson 1e17', () => random.poisson(1e17), 1e17, 1e17, 3],
    ['log of logNormal', () => Math.log(random.logNormal(1, 0.5)), 1, 0.25, 3],
  ]
  test.each(cases)('%s', (_, draw, expectedMean, expectedVariance, kurtosis) => {
    const values = times(n, draw)
    expect(Math.abs(mean(values) - expectedMean)).toBeLessThanOrEqual(4 * Math.sqrt(expectedVariance / n))
    const error = expectedVariance * Math.sqrt(Math.max(0, kurtosis - 1) / n)
    expect(Math.abs(variance(values) - expectedVariance)).toBeLessThanOrEqual(4 * error)
  })

  /** Pearson's statistic against its mean (degrees of freedom) and standard deviation. */
  function fits(observed: readonly number[], probabilities: readonly number[]) {
    const total = observed.reduce((sum, count) => sum + count, 0)
    const pearson = observed.reduce((sum, count, i) => {
      const expected = total * probabilities[i]
      return sum + (count - expected) ** 2 / expected
    }, 0)
    const freedom = observed.length - 1
    expect(pearson).toBeLessThan(freedom + 5 * Math.sqrt(2 * freedom))
  }

  test('poisson by rejection fits its probabilities', () => {
    const lambda = 11
    const counts = new Array<number>(26).fill(0)
    for (let i = 0; i < n; i++) counts[Math.min(25, random.poisson(lambda))]++
    const probabilities: number[] = []
    let mass = Math.exp(-lambda)
    for (let k = 0; k < 25; k++) {
      probabilities.push(mass)
      mass *= lambda / (k + 1)
    }
    probabilities.push(1 - probabilities.reduce((sum, p) => sum + p, 0))
    // The two emptiest cells are pooled: Pearson's approximation wants expected counts of a few at least.
    fits(
      [counts[0] + counts[1] + counts[2], ...counts.slice(3)],
      [probabilities[0] + probabilities[1] + probabilities[2], ...probabilities.slice(3)],
    )
  })

  test('shuffle makes all orders equally likely, and works on typed arrays', () => {
    const counts = new Array<number>(6).fill(0)
    for (let i = 0; i < 12_000; i++) {
      const [a, b, c] = random.shuffle(Int32Array.of(0, 1, 2))
      counts[a * 2 + (b > c ? 1 : 0)]++
    }
    fits(counts, new Array<number>(6).fill(1 / 6))
  })
})

test('a sample is the start of a shuffle, one after the other and beyond the table', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 5 }), (seed, sizes) => {
      const [random, other, large] = [createRandom(seed), createRandom(seed), createRandom(seed)]
      for (const [a, b] of sizes) {
        const [n, k] = [Math.max(a, b), Math.min(a, b)]
        const all = Array.from({ length: n }, (_, i) => i)
        for (let place = 0; place < k; place++) {
          const from = place + other.integer(n - place)
          ;[all[place], all[from]] = [all[from], all[place]]
        }
        expect(random.sample(n, k)).toEqual(all.slice(0, k))
      }
      expect(new Set(large.sample(2 ** 40, 20)).size).toBe(20)
    }),
  )
})

test('integer and sample stay inside their ranges; samples do not repeat', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 2 ** 40 }), fc.nat({ max: 50 }), (seed, n, k) => {
      const random = createRandom(seed)
      const drawn = random.integer(n)
      expect(Number.isInteger(drawn) && drawn >= 0 && drawn < n).toBe(true)
      const size = Math.min(k, n)
      const sample = random.sample(n, size)
      expect(new Set(sample).size).toBe(size)
      expect(sample.every((index) => Number.isInteger(index) && index >= 0 && index < n)).toBe(true)
    }),
  )
})

test('impossible requests are refused', () => {
  const random = createRandom(1)
  for (const ask of [
    () => random.integer(0),
    () => random.integer(1.5),
    () => random.pick([]),
    () => random.sample(2, 3),
    () => random.poisson(-1),
    () => random.gamma(0),
    () => random.exponential(0),
  ]) {
    expect(ask).toThrow(RangeError)
  }
})
