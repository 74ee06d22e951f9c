import { expect, test } from 'vitest'
import { discoveries } from './decoy-runs.ts'

test('a world and its decoy are judged together, and each one’s discoveries told apart', () => {
  const [strong, weak] = [Math.log(10_000), 0]
  // Of five, e-BH at 0.1 % wants 5,000 of one, 2,500 of each of two.
  expect(discoveries([strong, weak], [weak, strong, weak], 0.001)).toEqual({ own: 1, decoys: 1 })
  expect(discoveries([strong], [Number.NEGATIVE_INFINITY], 0.001)).toEqual({ own: 1, decoys: 0 })
  expect(discoveries([], [], 0.001)).toEqual({ own: 0, decoys: 0 })
})
