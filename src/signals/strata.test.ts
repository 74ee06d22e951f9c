import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../statistics/index.ts'
import { ageClass, assignStrata, deciles, type StratumLabels } from './strata.ts'

const label = (letters: string) => fc.constantFrom(...letters)
const labels: fc.Arbitrary<StratumLabels> = fc.record({
  plan: label('abc'),
  verification: label('ab'),
  age: label('abc'),
  activity: label('abcde'),
  language: label('aaaaab'),
  operation: label('ab'),
})
const SAME: StratumLabels = { plan: '', verification: '', age: '', activity: '', language: '', operation: '' }

function sizes(strata: Uint32Array): number[] {
  const counts: number[] = []
  for (const stratum of strata) counts[stratum] = (counts[stratum] ?? 0) + 1
  return counts
}

describe('assignStrata', () => {
  test('leaves no stratum below the minimum, unless all are one', () => {
    fc.assert(
      fc.property(fc.array(labels, { maxLength: 80 }), fc.integer({ min: 2, max: 25 }), (list, minimum) => {
        const counts = sizes(assignStrata(list, minimum))
        if (counts.length === 1) return
        // Numbered without gaps, and each large enough.
        for (const count of counts) expect(count).toBeGreaterThanOrEqual(minimum)
      }),
    )
  })

  test('depends on nothing but the labels: principals in another order get the same strata', () => {
    fc.assert(
      fc.property(fc.array(labels, { minLength: 1, maxLength: 80 }), fc.integer(), (list, seed) => {
        const strata = assignStrata(list, 5)
        const order = createRandom(seed).shuffle(list.map((_, i) => i))
        const shuffled = assignStrata(
          order.map((i) => list[i]),
          5,
        )
        order.forEach((from, to) => {
          expect(shuffled[to]).toBe(strata[from])
        })
      }),
    )
  })

  test('principals with equal labels are always compared with each other', () => {
    fc.assert(
      fc.property(fc.array(labels, { maxLength: 80 }), (list) => {
        const strata = assignStrata(list, 5)
        const byLabels = new Map<string, number>()
        list.forEach((own, i) => {
          const name = Object.values(own).join(' ')
          expect(strata[i]).toBe(byLabels.get(name) ?? strata[i])
          byLabels.set(name, strata[i])
        })
      }),
    )
  })

  test('splits by every attribute where there are enough principals', () => {
    const attributes: (keyof StratumLabels)[] = [
      'plan',
      'verification',
      'age',
      'activity',
      'language',
      'operation',
    ]
    for (const attribute of attributes) {
      const list = Array.from({ length: 20 }, (_, i) => ({ ...SAME, [attribute]: i % 2 ? 'x' : 'y' }))
      expect(sizes(assignStrata(list, 10)), attribute).toEqual([10, 10])
      expect(sizes(assignStrata(list, 11)), attribute).toEqual([20])
    }
  })

  test('of nobody is empty', () => {
    expect(assignStrata([])).toHaveLength(0)
  })
})

describe('deciles', () => {
  test('cut distinct values into ten equal parts', () => {
    const found = deciles(createRandom('deciles').shuffle(Array.from({ length: 200 }, (_, i) => i)))
    const counts = new Map<string, number>()
    for (const decile of found) counts.set(decile, (counts.get(decile) ?? 0) + 1)
    expect([...counts.values()]).toEqual(Array.from({ length: 10 }, () => 20))
  })

  test('never tell equal values apart, nor put a smaller value into a higher decile', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 8 })), (values) => {
        const found = deciles(values).map(Number)
        values.forEach((value, i) => {
          values.forEach((other, j) => {
            if (value <= other) expect(found[i]).toBeLessThanOrEqual(found[j])
          })
        })
      }),
    )
  })
})

test('ages are classed in order, unknown apart', () => {
  expect([undefined, -1, 0, 29, 30, 179, 180, 5_000].map(ageClass)).toEqual([
    'unknown',
    'new',
    'month',
    'month',
    'half-year',
    'half-year',
    'old',
    'old',
  ])
})
