import { expect, test } from 'vitest'
import { resembling } from './resemblance.ts'
import { groupOf, span, worldOf } from './testing/worlds.ts'

const POOL = span(0, 20)
const WORKERS = span(20, 25)
const COPYISTS = span(25, 40)

test('who writes what the group writes resembles it, and nobody else', () => {
  const world = worldOf({
    count: 600,
    requests: () => 80,
    features: (p, random) =>
      p < 25 ? span(0, 64).map((f) => (f % 2 ? 4 : -4) + random.normal()) : undefined,
  })
  const some = groupOf([...WORKERS, ...COPYISTS])
  expect(resembling(world, groupOf(POOL), some)).toEqual(groupOf(WORKERS))
})

test('a group that is like everybody excludes nobody', () => {
  const world = worldOf({ count: 100, requests: () => 80, features: () => span(0, 64).map(() => 1) })
  expect(resembling(world, groupOf(POOL), groupOf(COPYISTS))).toEqual(groupOf(COPYISTS))
})
