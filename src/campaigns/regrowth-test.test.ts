import { describe, expect, test } from 'vitest'
import { clopperPearson, createRandom } from '../statistics/index.ts'
import { regrowthTest } from './regrowth-test.ts'
import { groupOf, span, worldOf } from './testing/worlds.ts'

const EVERYBODY = 900
const HOURS = 14 * 24
const POOL = groupOf(span(0, 30))
const WAVES = [100, 220]

/** The first ten members are closed in two waves; others open as anybody, or right after. */
function worldWith(opens: (member: number, random: ReturnType<typeof createRandom>) => number) {
  const random = createRandom('regrowth')
  return worldOf({
    count: EVERYBODY,
    openedAt: (p) =>
      p >= 10 && p < 30 ? opens(p, random) : random.next() < 0.3 ? random.next() * HOURS : undefined,
    closedAt: (p) => (p < 10 ? WAVES[p % 2] + (p % 5) : random.next() < 0.02 ? 150 : undefined),
  })
}

describe('regrowth', () => {
  test('of a pool that replaces what is closed is no accident', () => {
    const world = worldWith((p, random) => WAVES[p % 2] + 5 + 30 * random.next())
    expect(regrowthTest(world, POOL)).toBeLessThan(Math.log(1e-4))
  })

  test('is not seen in sign-ups that come as others do', () => {
    const world = worldWith((_, random) => random.next() * HOURS)
    expect(regrowthTest(world, POOL)).toBeGreaterThan(Math.log(0.01))
  })

  test('is not one customer that rotates its own accounts', () => {
    const world = worldWith((p, random) => WAVES[p % 2] + 5 + 30 * random.next())
    expect(regrowthTest(world, POOL, [POOL])).toBeGreaterThan(Math.log(0.5))
  })

  test('cannot be told without closures', () => {
    expect(regrowthTest(worldOf({ count: EVERYBODY }), POOL)).toBeUndefined()
  })

  test('of accounts drawn at random is as rare as it says', () => {
    const random = createRandom('draws')
    const world = worldOf({
      count: EVERYBODY,
      openedAt: () => (random.next() < 0.5 ? random.next() * HOURS : undefined),
      closedAt: () => (random.next() < 0.2 ? random.next() * HOURS : undefined),
    })
    const draws = span(0, 600).flatMap(() => regrowthTest(world, groupOf(random.sample(EVERYBODY, 25))) ?? [])
    const small = draws.filter((logP) => logP <= Math.log(0.01)).length
    expect(draws.length).toBeGreaterThan(500)
    expect(clopperPearson(small, draws.length, 0.999).lower).toBeLessThanOrEqual(0.01)
  })
})
