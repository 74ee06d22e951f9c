import { expect, test } from 'vitest'
import { representatives } from './cells.ts'
import { groupOf, worldOf } from './testing/worlds.ts'

test('one member stands for everybody with the same card, organisation or own mail domain', () => {
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
  expect([...representatives(world, groupOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]))]).toEqual([
    0, 3, 6, 7, 8, 9, 10,
  ])
})
