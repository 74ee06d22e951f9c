import { expect, test } from 'vitest'
import { createRandom } from '../../src/statistics/index.ts'
import { FOURIER_COUNT, fourierFeatures } from './fourier-features.ts'

const DIMENSIONS = 8
const WIDTH = 1.4
const add = fourierFeatures(DIMENSIONS, WIDTH)

function mapped(vector: readonly number[]): Float64Array {
  const sum = new Float64Array(FOURIER_COUNT)
  add(vector, sum)
  return sum
}

const inner = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0)

test('inner products come close to the Gaussian kernel of the vectors at length 1', () => {
  const random = createRandom('pairs')
  const vector = () => Array.from({ length: DIMENSIONS }, () => 50 * random.normal())
  let error = 0
  for (let pair = 0; pair < 200; pair++) {
    const [x, y] = [vector(), vector()]
    const squared = 2 - (2 * inner(x, y)) / Math.sqrt(inner(x, x) * inner(y, y))
    const kernel = Math.exp(-squared / (2 * WIDTH ** 2))
    error += Math.abs(inner(mapped(x), mapped(y)) - kernel) / 200
  }
  expect(error).toBeLessThan(0.05)
})

test('every mapped vector has length 1, whatever its own', () => {
  for (const size of [1, 64]) {
    const once = mapped(Array.from({ length: DIMENSIONS }, (_, i) => size * (i + 1)))
    expect(inner(once, once)).toBeCloseTo(1, 12)
  }
  const [small, large] = [1, 64].map((size) =>
    mapped(Array.from({ length: DIMENSIONS }, (_, i) => size * (i - 3))),
  )
  expect(inner(small, large)).toBeCloseTo(1, 12)
})
