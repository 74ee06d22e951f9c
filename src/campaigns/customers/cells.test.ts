import { expect, test } from 'vitest'
import { groupOf, worldOf } from '../testing/worlds.ts'
import { customersOf, declaredPart, firmsOf } from './cells.ts'

test('one customer is everybody with the same card, organisation or own mail domain', () => {
  const world = worldOf({
    count: 400,
    keys: {
      'shared-card': [
        [0, 1, 2],
        [3, 4],
      ],
      'shared-email-domain': [
        [4, 5],
        // A public provider: most of its holders are elsewhere.
        [6, 7, ...Array.from({ length: 300 }, (_, i) => 100 + i)],
      ],
      'shared-device': [[8, 9]],
    },
    organizations: [[10, 11]],
  })
  const customers = customersOf(world, groupOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]))
  expect(customers.map((members) => [...members])).toEqual([
    [0, 1, 2],
    [3, 4, 5],
    [6],
    [7],
    [8],
    [9],
    [10, 11],
  ])
})

test('a phone that verifies six and a good part of the group makes these one customer, one of a few does not', () => {
  const firm = [0, 1, 2, 3, 4, 5]
  const world = worldOf({ count: 400, keys: { 'shared-phone': [firm, [6, 7, 8, 9, 10]] } })
  const sizes = (members: number): number[] =>
    customersOf(world, groupOf(Array.from({ length: members }, (_, i) => i)))
      .map(({ length }) => length)
      .filter((length) => length > 1)
  expect(sizes(20)).toEqual([6])
  expect(sizes(40)).toEqual([6])
  expect(sizes(41)).toEqual([])
})

test('an organisation is declared where two members or more name the same', () => {
  const world = worldOf({
    count: 40,
    organizations: [
      [0, 1, 2],
      [3, 30],
    ],
  })
  expect(declaredPart(world, groupOf([0, 1, 3, 4]))).toBe(0.5)
  expect(declaredPart(world, groupOf([4, 5]))).toBe(0)
})

test('firms are those who declare one organisation, whatever else they share', () => {
  const world = worldOf({
    count: 400,
    keys: { 'shared-card': [[0, 1, 2]] },
    organizations: [
      [2, 3],
      [3, 4],
    ],
  })
  const firms = firmsOf(world, groupOf([0, 1, 2, 3, 4, 5]))
  expect(firms.map((members) => [...members])).toEqual([[0], [1], [2, 3, 4], [5]])
})
