import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eBH, logEValue, logMeanE, qOfOneMore } from './e-values.ts'
import { createRandom } from './random.ts'

test('the calibrator is 1 / (2 sqrt p), with mean one over uniform P-values', () => {
  expect(Math.exp(logEValue(Math.log(0.01)))).toBeCloseTo(5, 12)
  expect(logEValue(0)).toBeCloseTo(Math.log(0.5), 15)
  expect(logEValue(-10_000)).toBeCloseTo(5000 - Math.LN2, 9)
  expect(logEValue(Number.NEGATIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
  // The integral of 1 / (2 sqrt p) over a cell of the grid is the difference of square roots; the midpoint value
  // of a convex function is below it, so the Riemann sum approaches 1 from below.
  const cells = 100_000
  let sum = 0
  for (let i = 0; i < cells; i++) sum += Math.exp(logEValue(Math.log((i + 0.5) / cells))) / cells
  expect(sum).toBeLessThanOrEqual(1)
  expect(sum).toBeGreaterThan(0.998)
})

test('a mean is that of the numbers', () => {
  expect(Math.exp(logMeanE([1, 4, 10].map(Math.log)))).toBeCloseTo(5, 12)
  expect(logMeanE([5000, 5000])).toBeCloseTo(5000, 9)
})

describe('e-BH', () => {
  test('rejects the k largest with e_[k] >= K / (alpha k)', () => {
    // K = 4, alpha = 0.1: thresholds 40, 20, 13.3, 10 for k = 1..4. Sorted: 30, 25, 3, 1. The first fails its own
    // threshold but is carried by the second.
    const { rejected, q } = eBH([3, 30, 1, 25].map(Math.log), 0.1)
    expect(rejected).toEqual([false, true, false, true])
    // Smallest alpha: min over k >= rank of K / (k e_[k]): 4 / (2 * 25) for both; 4 / (3 * 3); 4 / (4 * 1).
    expect(q[1]).toBeCloseTo(0.08, 12)
    expect(q[3]).toBeCloseTo(0.08, 12)
    expect(q[0]).toBeCloseTo(4 / 9, 12)
    expect(q[2]).toBeCloseTo(1, 12)
  })

  test('agrees with its definition for every input', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -3, max: 12, noNaN: true }), { maxLength: 40 }),
        fc.double({ min: 0.001, max: 0.9, noNaN: true }),
        (logE, alpha) => {
          const { rejected, q } = eBH(logE, alpha)
          const sorted = [...logE].sort((a, b) => b - a)
          let last = 0
          sorted.forEach((value, i) => {
            if (value + Math.log((i + 1) / logE.length) + Math.log(alpha) >= 1e-12) last = i + 1
          })
          expect(rejected.filter(Boolean).length).toBe(last)
          logE.forEach((value, i) => {
            expect(rejected[i]).toBe(last > 0 && value >= sorted[last - 1])
            expect(q[i] <= alpha).toBe(rejected[i])
          })
        },
      ),
    )
  })

  test('gives one more the q that it has at the end of the list', () => {
    const logE = fc.double({ min: -3, max: 12, noNaN: true })
    fc.assert(
      fc.property(fc.array(logE, { maxLength: 40 }), logE, (others, another) => {
        const q = qOfOneMore(others)(another)
        expect(q).toBeCloseTo(eBH([...others, another], 0.1).q[others.length], 12)
      }),
    )
    expect(qOfOneMore([Number.NEGATIVE_INFINITY])(Number.POSITIVE_INFINITY)).toBe(0)
    expect(() => qOfOneMore([Number.NaN])).toThrow(RangeError)
    expect(() => qOfOneMore([])(Number.NaN)).toThrow(RangeError)
  })

  test('handles nothing, infinite and absent evidence, and refuses NaN and impossible levels', () => {
    expect(eBH([], 0.1)).toEqual({ rejected: [], q: [] })
    expect(eBH([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], 0.01)).toEqual({
      rejected: [true, false],
      q: [0, 1],
    })
    expect(() => eBH([Number.NaN], 0.1)).toThrow(RangeError)
    expect(() => eBH([1], 0)).toThrow(RangeError)
    expect(() => eBH([1], 1)).toThrow(RangeError)
  })

  test('keeps the false discovery rate below alpha under dependence, and still finds the true ones', () => {
    const random = createRandom('e-BH')
    const alpha = 0.1
    const worlds = 400
    let falseShare = 0
    let found = 0
    for (let world = 0; world < worlds; world++) {
      // All null P-values of a world share one draw in half of the cases: the worst dependence there is.
      const shared = 1 - random.next()
      const together = world % 2 === 0
      const logE = Array.from({ length: 60 }, (_, i) => {
        if (i < 10) return logEValue(-10 - random.exponential(0.5))
        return logEValue(Math.log(together ? shared : 1 - random.next()))
      })
      const { rejected } = eBH(logE, alpha)
      const hits = rejected.filter(Boolean).length
      const right = rejected.slice(0, 10).filter(Boolean).length
      falseShare += hits === 0 ? 0 : (hits - right) / hits / worlds
      found += right / 10 / worlds
    }
    expect(falseShare).toBeLessThan(alpha)
    expect(found).toBeGreaterThan(0.9)
  })
})
