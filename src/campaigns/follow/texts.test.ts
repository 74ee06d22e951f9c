import { expect, test } from 'vitest'
import { FEATURES } from '../../signals/index.ts'
import { bringsOther, type Carried, useOf } from './texts.ts'

const tokens = new Set([1, 2, 3])
const usual = { middle: new Array<number>(FEATURES).fill(1), member: 1, single: 1 }

function carried(own: number[], value: number | undefined): Carried {
  const features = value === undefined ? [] : new Array<number>(FEATURES).fill(10 * value)
  const texts = value === undefined ? 0 : 10
  return { account_id: 'a', own, requests: 10, bodies: 10, texts, features, squares: 100 * FEATURES }
}

test.each([
  ['like the members’', 1, false],
  ['unlike them', 5, true],
])('requests without a text say nothing of texts %s', (_, value, other) => {
  const use = useOf([carried([1, 2], undefined), carried([1, 3], value)], tokens)
  expect(use).toMatchObject({ requests: 20, bodies: 20, texts: 10 })
  expect(use && bringsOther(use, usual)).toBe(other)
})

test('who wrote nothing around the instruction brings something else', () => {
  const use = useOf([carried([1, 2], undefined)], tokens)
  expect(use && bringsOther(use, usual)).toBe(true)
})
