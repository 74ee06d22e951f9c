import { describe, expect, test } from 'vitest'
import { type Group, REPLACED_WITHIN, type World } from '../../signals/index.ts'
import { clopperPearson, createRandom, logBinomialTail } from '../../statistics/index.ts'
import { groupOf, span, worldOf } from '../testing/worlds.ts'
import { regrowthTest } from './regrowth-test.ts'

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

/** The same test, looking at everybody and every closure. */
function oneByOne({ principals, start, hours }: World, customers: readonly Group[]): number | undefined {
  const { createdAt, closedAt, count } = principals
  const end = start + hours * 3_600_000
  const closures = customers.flatMap((members, customer) =>
    Array.from(members)
      .map((member) => ({ time: closedAt[member], customer }))
      .filter(({ time }) => time >= start && time < end),
  )
  const follows = (time: number, own?: number): boolean =>
    closures.some(
      (closure) =>
        closure.customer !== own && time > closure.time && time <= closure.time + REPLACED_WITHIN * 3_600_000,
    )
  const first = Math.min(...closures.map(({ time }) => time))
  const came = customers.flatMap((members, customer) =>
    Array.from(members)
      .map((member) => createdAt[member])
      .filter((opened) => opened > first && opened < end)
      .sort((a, b) => a - b)
      .slice(0, 1)
      .map((opened) => follows(opened, customer)),
  )
  const inside = new Set(customers.flatMap((members) => Array.from(members)))
  const others = span(0, count).filter((p) => !inside.has(p) && createdAt[p] > first && createdAt[p] < end)
  const byChance = others.filter((p) => follows(createdAt[p])).length
  if (closures.length < 3 || came.length < 3) return undefined
  return logBinomialTail(came.filter(Boolean).length, came.length, (1 + byChance) / (2 + others.length))
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
    expect(regrowthTest(world, POOL, [POOL])).toBeUndefined()
  })

  test('is not two customers that rotate their own accounts in one week', () => {
    const world = worldWith((p, random) => WAVES[p % 2] + 5 + 30 * random.next())
    const [one, other] = [0, 1].map((half) => POOL.filter((p) => p % 2 === half))
    expect(regrowthTest(world, POOL, [one, other])).toBeUndefined()
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

  test('is what looking at everybody finds', () => {
    const random = createRandom('one by one')
    const world = worldOf({
      count: 200,
      openedAt: () => (random.next() < 0.6 ? random.integer(60) * 6 : undefined),
      closedAt: () => (random.next() < 0.3 ? random.integer(60) * 6 : undefined),
    })
    const found = span(0, 200).map((round) => {
      const group = random.sample(200, 4 + random.integer(60))
      const width = 1 + (round % 3)
      const customers = span(0, Math.ceil(group.length / width)).map((i) =>
        groupOf(group.slice(i * width, (i + 1) * width)),
      )
      const logP = regrowthTest(world, groupOf(group), customers)
      expect(logP).toBe(oneByOne(world, customers))
      return logP
    })
    expect(new Set(found).size).toBeGreaterThan(20)
  })
})
