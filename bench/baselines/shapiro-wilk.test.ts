import { expect, test } from 'vitest'
import { shapiroWilk } from './shapiro-wilk.ts'

test('the example of Shapiro and Wilk 1965, weights of eleven men: W = 0.79', () => {
  expect(shapiroWilk([148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236])).toBeCloseTo(0.79, 2)
})

/** Reference values by SciPy 1.17.1, scipy.stats.shapiro, which runs the AS R94 code. */
test.each([
  ['eleven men', [148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236], 0.7888146948631716],
  ['three', [1, 2, 4], 0.9642857142857142],
  ['four', [1, 2, 4, 8], 0.9202026788806026],
  ['five primes', [2, 3, 5, 7, 11], 0.9426464023306852],
  ['residues', Array.from({ length: 200 }, (_, i) => ((i * i * 7919) % 1009) / 1009), 0.9582375662154956],
  [
    'exponential quantiles',
    Array.from({ length: 1000 }, (_, i) => -Math.log(1 - (i + 0.5) / 1000)),
    0.8180303936713373,
  ],
])('%s', (_, values, w) => {
  expect(shapiroWilk(values)).toBeCloseTo(w, 7)
})

test('order, place and scale do not matter', () => {
  expect(shapiroWilk([8, 1, 4, 2])).toBe(shapiroWilk([1, 2, 4, 8]))
  expect(shapiroWilk([103, 106, 112, 124])).toBeCloseTo(shapiroWilk([1, 2, 4, 8]), 12)
})

test('nothing is said of too few values or of values that do not vary', () => {
  expect(shapiroWilk([1, 2])).toBeNaN()
  expect(shapiroWilk([5, 5, 5, 5])).toBeNaN()
})
