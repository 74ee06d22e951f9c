import { describe, expect, test } from 'vitest'
import { logBinomialTail } from './tails.ts'
import { logChernoffBound, logDisjointBound } from './tilted-bounds.ts'

const span = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)

describe('logChernoffBound', () => {
  test('is never below the exact tail of a binomial, and not far above', () => {
    for (const trials of [5, 40, 300]) {
      for (const p of [0.001, 0.05, 0.5, 0.9]) {
        for (const observed of new Set([1, Math.ceil(trials / 3), Math.ceil(0.95 * trials), trials])) {
          const bound = logChernoffBound(observed, [trials], [p])
          const exact = logBinomialTail(observed, trials, p)
          expect(bound).toBeGreaterThanOrEqual(exact - 1e-9)
          // The bound loses a polynomial factor, not an exponential one.
          if (observed > trials * p) expect(bound - exact).toBeLessThan(3 + Math.log(trials))
        }
      }
    }
  })

  test('is nothing at or below the mean, and certain against an impossible sum', () => {
    expect(logChernoffBound(3, [10], [0.3])).toBe(0)
    expect(logChernoffBound(0, [], [])).toBe(0)
    expect(logChernoffBound(1, [10], [0])).toBe(Number.NEGATIVE_INFINITY)
  })

  test('grows with what is observed', () => {
    const tails = span(0, 31).map((observed) => logChernoffBound(observed, [30], [4 / 30]))
    tails.slice(1).forEach((tail, i) => {
      expect(tail).toBeLessThanOrEqual(tails[i])
    })
  })
})

test('logDisjointBound bounds the sum over all choices of so many of the product of their probabilities', () => {
  // Of n probabilities p that is n choose c times p^c.
  for (const [n, c, p] of [
    [30, 3, 0.01],
    [100, 8, 0.02],
    [12, 12, 0.4],
  ]) {
    const choices = span(0, c).reduce((sum, i) => sum + Math.log((n - i) / (i + 1)), 0)
    const exact = choices + c * Math.log(p)
    const bound = logDisjointBound(c, [n], [p])
    expect(bound).toBeGreaterThanOrEqual(exact - 1e-9)
    expect(bound - exact).toBeLessThan(2.5)
    expect(bound).toBeGreaterThanOrEqual(logChernoffBound(c, [n], [p]))
  }
})
