import { expect, test } from 'vitest'
import { resembling, writesSomethingElse } from './resemblance.ts'
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

test('a few who together write something else do, and some of those who write the same do not', () => {
  const world = worldOf({
    count: 600,
    requests: () => 80,
    features: (p, random) =>
      p < 23
        ? span(0, 64).map((f) => ((f < 32 || p < 20 ? f % 2 : 1 - (f % 2)) ? 4 : -4) + random.normal())
        : undefined,
  })
  expect(writesSomethingElse(world, groupOf([20, 21, 22]), () => groupOf(POOL))).toBe(true)
  expect(writesSomethingElse(world, groupOf([0, 1, 2]), () => groupOf(span(3, 20)))).toBe(false)
  expect(writesSomethingElse(world, groupOf([20]), () => groupOf(POOL))).toBe(false)
})
