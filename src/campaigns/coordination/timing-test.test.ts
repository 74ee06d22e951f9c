import { describe, expect, test } from 'vitest'
import { clopperPearson, createRandom } from '../../statistics/index.ts'
import { groupOf, randomGroups, span, worldOf } from '../testing/worlds.ts'
import { allKeepStep, coActivityTest, evenLoadTest, keepsStep } from './timing-test.ts'

const EVERYBODY = 900

/** Principals below `pool` work the same bursts, each in its own half of them. */
function burstyWorld(pool: number) {
  const random = createRandom('bursts')
  const bursts = random.sample(14 * 24, 30)
  return worldOf({
    count: EVERYBODY,
    hours: (p, own) =>
      p < pool
        ? bursts.filter(() => own.next() < 0.5)
        : span(0, 14).flatMap((day) => own.sample(24, 1 + own.integer(3)).map((hour) => 24 * day + hour)),
    requests: (p, own) => (p < pool ? 100 + own.integer(10) : Math.round(own.logNormal(4.5, 1))),
  })
}

describe('co-activity', () => {
  test('of a pool that works the same bursts is no accident', () => {
    expect(coActivityTest(burstyWorld(20), groupOf(span(0, 20)))).toBeLessThan(Math.log(0.001))
  })

  test('of office workers is what office hours explain', () => {
    const world = worldOf({ count: EVERYBODY, seed: 'offices' })
    const random = createRandom('offices')
    const groups = randomGroups(span(0, EVERYBODY), 9, random)
    const logPs = groups.map((group) => coActivityTest(world, groupOf(group)) ?? 0)
    const small = logPs.filter((logP) => logP <= Math.log(0.05)).length
    expect(clopperPearson(small, groups.length, 0.999).lower).toBeLessThanOrEqual(0.05)
  })

  test('is known to be rare from the first draw that reaches it', () => {
    const world = burstyWorld(20)
    const random = createRandom('steps')
    const groups = [span(0, 20), span(10, 60), span(0, 8), ...randomGroups(span(0, EVERYBODY), 40, random)]
    const found = groups.map((group) => keepsStep(world, groupOf(group)))
    const rare = groups.map((group) => (coActivityTest(world, groupOf(group)) ?? 0) <= Math.log(0.001))
    expect(found).toEqual(rare)
    expect(new Set(found).size).toBe(2)
  })

  test('is everybody’s where it is no matter of the half that meet most', () => {
    const world = burstyWorld(20)
    const together = (to: number): [boolean, boolean] => {
      const group = groupOf(span(0, to))
      return [keepsStep(world, group), allKeepStep(world, group)]
    }
    expect([20, 22, 60].map(together)).toEqual([
      [true, true],
      [true, true],
      [true, false],
    ])
  })

  test('of accounts seen on one day cannot be told', () => {
    const world = worldOf({ count: 20, hours: () => [30, 31, 33] })
    expect(coActivityTest(world, groupOf(span(0, 8)))).toBeUndefined()
  })
})

describe('evenness of load', () => {
  test('of accounts held at one quota is no accident', () => {
    expect(evenLoadTest(burstyWorld(20), groupOf(span(0, 20)))).toBeLessThan(Math.log(0.001))
  })

  test('of accounts drawn at random is no commoner than it says', () => {
    const world = burstyWorld(0)
    const groups = span(0, 5).flatMap((round) =>
      randomGroups(span(0, EVERYBODY), 8, createRandom(`loads ${round}`)),
    )
    const logPs = groups.map((group) => evenLoadTest(world, groupOf(group)) ?? 0)
    for (const level of [0.05, 0.01]) {
      const small = logPs.filter((logP) => logP <= Math.log(level) + 1e-9).length
      expect(clopperPearson(small, groups.length, 0.999).lower).toBeLessThanOrEqual(level)
    }
  })

  test('tells no more of equal loads than whole numbers do: eight of four equally likely loads are equal in 1 of 16,384', () => {
    const world = worldOf({ count: 400, requests: (p) => 10 + (p % 4), hours: () => [12] })
    const logP = evenLoadTest(world, groupOf(span(0, 8).map((i) => 4 * i)))
    expect(logP).toBeLessThan(Math.log(0.01))
    expect(logP).toBeGreaterThan(Math.log(4 ** -7 / 30))
  })

  test('is judged within the stratum: where all loads are even, even loads say nothing', () => {
    const world = worldOf({
      count: EVERYBODY,
      stratum: (p) => (p < 300 ? 0 : 1),
      requests: (p, own) => (p < 300 ? 100 + own.integer(10) : Math.round(own.logNormal(4.5, 1))),
    })
    const group = createRandom('even').sample(300, 20)
    expect(evenLoadTest(world, groupOf(group))).toBeGreaterThan(Math.log(0.01))
  })

  test('of three, or without peers, cannot be told', () => {
    const world = worldOf({ count: 100, stratum: (p) => (p < 10 ? 0 : 1) })
    expect(evenLoadTest(world, groupOf([20, 21, 22]))).toBeUndefined()
    expect(evenLoadTest(world, groupOf([2, 3, 4, 5]))).toBeUndefined()
  })
})

test('a test of a large group gives the same answer every time', () => {
  const world = burstyWorld(0)
  const large = groupOf(span(0, 700))
  expect(coActivityTest(world, large)).toBe(coActivityTest(world, large))
  expect(evenLoadTest(world, large)).toBe(evenLoadTest(world, large))
})
