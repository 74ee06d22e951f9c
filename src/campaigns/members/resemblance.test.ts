import { expect, test } from 'vitest'
import { createRandom } from '../../statistics/index.ts'
import { groupOf, span, worldOf } from '../testing/worlds.ts'
import { draftsOf, resemble, resembling, writesSomethingElse } from './resemblance.ts'

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

test('whether enough of some resemble a group is what the list of them says', () => {
  const world = worldOf({
    count: 600,
    requests: (p) => (p % 4 === 0 ? 0 : 80),
    features: (p, random) => span(0, 64).map((f) => (f % 2 ? 1 : -1) * (p % 5) + random.normal()),
  })
  const random = createRandom('drafts')
  const answers = new Set<boolean>()
  for (let round = 0; round < 200; round++) {
    const group = groupOf(random.sample(600, 20).filter((p) => round % 2 === 0 || p % 5 < 2))
    const some = groupOf(random.sample(600, 6))
    const least = 1 + random.integer(6)
    const answer = resemble(world, group, draftsOf(world, some), least)
    expect(answer).toBe(resembling(world, group, some).length >= least)
    answers.add(answer)
  }
  expect(answers.size).toBe(2)
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

test('members without text say nothing of how far the others reach', () => {
  const world = worldOf({
    count: 600,
    requests: () => 80,
    features: (p, random) =>
      p < 25 ? span(0, 64).map((f) => (f % 2 ? 4 : -4) + random.normal()) : undefined,
  })
  // As where a caller asked for redaction: a quarter of the group.
  for (const silent of [15, 16, 17, 18, 19]) world.principals.texts[silent] = 0
  const some = groupOf([...WORKERS, ...COPYISTS])
  expect(resembling(world, groupOf(POOL), some)).toEqual(groupOf(WORKERS))
})
