import { describe, expect, test } from 'vitest'
import type { World } from '../../signals/index.ts'
import { clopperPearson, createRandom } from '../../statistics/index.ts'
import { memberShares } from '../keys/key-classes.ts'
import { edgesOf, groupOf, inRuns, randomGroups, span, worldOf } from '../testing/worlds.ts'
import { sharedKeyTest } from './shared-key-test.ts'

const EVERYBODY = 1_200
/** Three strata of unequal sizes. */
const stratum = (p: number): number => (p < 200 ? 0 : p < 500 ? 1 : 2)

/** A world with households, firms and a carrier, all of them innocent; nobody's strata are like another's. */
function householdWorld(seed: string): World {
  const random = createRandom(seed)
  const all = span(0, EVERYBODY)
  return worldOf({
    count: EVERYBODY,
    seed,
    stratum,
    keys: {
      'shared-card': [
        ...randomGroups(all.slice(0, 700), 2, random),
        ...randomGroups(all.slice(200, 600), 5, random),
        ...randomGroups(all.slice(0, 300), 25, random),
        random.sample(EVERYBODY, 400),
      ],
    },
  })
}

function testCards(world: World, group: Iterable<number>): number {
  const cards = world.keys.get('shared-card')
  return (cards && sharedKeyTest(world, cards, groupOf(group))) ?? Number.NaN
}

describe('members drawn at random', () => {
  const world = householdWorld('null')
  // The numbers from each stratum are given: from none, few, and a good part of it.
  test.each([
    ['few of everybody', [3, 4, 5]],
    ['most of a stratum', [150, 10, 0]],
    ['many of all', [60, 90, 200]],
  ])('%s: small p-values are no commoner than they say', (name, counts) => {
    const random = createRandom(name)
    const sizes = [200, 300, 700]
    const starts = [0, 200, 500]
    const draws = 700
    const logPs = span(0, draws).map(() =>
      testCards(
        world,
        counts.flatMap((count, s) => random.sample(sizes[s], count).map((p) => starts[s] + p)),
      ),
    )
    for (const level of [0.05, 0.01]) {
      const hits = logPs.filter((logP) => logP <= Math.log(level)).length
      expect(clopperPearson(hits, draws, 0.999).lower, `at ${level}`).toBeLessThanOrEqual(level)
    }
    for (const logP of logPs) expect(logP).toBeLessThanOrEqual(0)
  })
})

describe('a planted pool', () => {
  const cards = (pool: readonly number[], size: number): number[][] => inRuns(pool, size)

  test('of 25 cards with 4 accounts each is no accident', () => {
    const world = worldOf({
      count: EVERYBODY,
      stratum,
      keys: { 'shared-card': [...cards(span(0, 100), 4), ...cards(span(300, 900), 2)] },
    })
    expect(testCards(world, span(0, 100))).toBeLessThan(Math.log(1e-9))
  })

  test('stays visible among outsiders who happen to be counted in', () => {
    const world = worldOf({
      count: EVERYBODY,
      stratum,
      keys: { 'shared-card': cards(span(0, 100), 4) },
    })
    expect(testCards(world, [...span(0, 100), ...span(600, 700)])).toBeLessThan(Math.log(1e-6))
  })

  test('on one card alone is seen by the card', () => {
    const world = worldOf({
      count: EVERYBODY,
      stratum,
      keys: { 'shared-card': [span(700, 720), ...cards(span(0, 400), 2)] },
    })
    expect(testCards(world, span(700, 720))).toBeLessThan(Math.log(1e-9))
  })

  test('that fills most of its stratum is still seen', () => {
    const world = worldOf({
      count: EVERYBODY,
      stratum,
      keys: { 'shared-card': cards(span(0, 130), 4) },
    })
    expect(testCards(world, span(0, 130))).toBeLessThan(Math.log(1e-6))
  })

  test('that fills its stratum is seen by keys that nobody else holds', () => {
    const codes = (size: number) => [
      ...cards(span(0, 160), size),
      ...randomGroups(span(0, 200), 8, createRandom('few')),
    ]
    const world = worldOf({ count: EVERYBODY, stratum, keys: { 'shared-card': codes(20) } })
    expect(testCards(world, span(0, 160))).toBeLessThan(Math.log(1e-6))
  })

  test('on a card of hundreds that nobody else holds has a chance, however small', () => {
    const world = worldOf({
      count: 6_000,
      hours: () => [12],
      keys: { 'shared-card': [span(0, 250), ...cards(span(300, 900), 2)] },
    })
    const logP = testCards(world, span(0, 250))
    expect(logP).toBeLessThan(Math.log(1e-9))
    expect(Number.isFinite(logP)).toBe(true)
  })

  test('that is its whole stratum shows nothing: there is nobody to compare it with', () => {
    const world = worldOf({ count: EVERYBODY, stratum, keys: { 'shared-card': cards(span(0, 200), 4) } })
    expect(testCards(world, span(0, 200))).toBe(0)
  })
})

test('a carrier that half of everybody uses says nothing of its users', () => {
  const carrier = createRandom('carrier').sample(EVERYBODY, 600)
  const world = worldOf({ count: EVERYBODY, stratum, keys: { 'shared-card': [carrier] } })
  const drawn = createRandom('drawn').sample(EVERYBODY, 60)
  expect(testCards(world, drawn)).toBeGreaterThan(Math.log(0.05))
})

describe('keys that overlap', () => {
  /** Ten VPNs of thirty users each, who come by most of its dozen exits: an exit is a range of addresses. */
  const random = createRandom('exits')
  const vpns = randomGroups(span(0, 1_200), 30, random).slice(0, 10)
  const exits = vpns.flatMap((users) => span(0, 12).map(() => users.filter(() => random.next() < 0.7)))
  const world = worldOf({ count: EVERYBODY, stratum, keys: { 'shared-address-range': exits } })
  const ranges = world.keys.get('shared-address-range') ?? edgesOf([])

  test('are not so many coincidences: three strangers on one VPN share all of its exits', () => {
    const draws = 600
    for (const size of [20, 40, 120]) {
      const logPs = span(0, draws).map(
        (draw) =>
          sharedKeyTest(world, ranges, groupOf(createRandom(`${size} ${draw}`).sample(1_200, size))) ?? 0,
      )
      for (const level of [0.05, 0.01, 0.002]) {
        const hits = logPs.filter((logP) => logP <= Math.log(level)).length
        expect(clopperPearson(hits, draws, 0.999).lower, `${size} at ${level}`).toBeLessThanOrEqual(level)
      }
    }
  })

  test('are not among keys that hardly anybody has two of', () => {
    // Most people have one address with one other; a few are on a VPN.
    const few = span(0, 12).map(() => span(0, 50).filter(() => random.next() < 0.7))
    const world = worldOf({
      count: 6_000,
      hours: () => [12],
      keys: { 'shared-address': [...few, ...inRuns(span(100, 6_000), 2)] },
    })
    const addresses = world.keys.get('shared-address') ?? edgesOf([])
    const draws = 600
    const logPs = span(0, draws).map(
      (draw) => sharedKeyTest(world, addresses, groupOf(createRandom(`few ${draw}`).sample(6_000, 40))) ?? 0,
    )
    for (const level of [0.05, 0.01, 0.002]) {
      const hits = logPs.filter((logP) => logP <= Math.log(level)).length
      expect(clopperPearson(hits, draws, 0.999).lower, `at ${level}`).toBeLessThanOrEqual(level)
    }
  })

  test('tell of a pool that rents many, each for a few of it', () => {
    const pool = span(0, 40)
    const rented = span(0, 30).map((i) => [i, (i + 7) % 40, 500 + i])
    const with_ = worldOf({
      count: EVERYBODY,
      stratum,
      keys: { 'shared-address-range': [...exits, ...rented] },
    })
    const all = with_.keys.get('shared-address-range') ?? edgesOf([])
    expect(sharedKeyTest(with_, all, groupOf(pool))).toBeLessThan(Math.log(1e-6))
  })
})

test('that the seats of a firm share a key is known: whom else they share it with is asked', () => {
  // A hundred firms of three seats, each with two strangers behind its device; some strangers are members too.
  const firms = inRuns(span(0, 300), 3)
  const devices = firms.map((seats, i) => [...seats, 300 + 2 * i, 301 + 2 * i])
  const world = worldOf({ count: 8_000, hours: () => [12], keys: { 'shared-device': devices } })
  const edges = world.keys.get('shared-device') ?? edgesOf([])
  const rounds = 200
  const small = span(0, rounds).filter((round) => {
    const alone = createRandom(`alone ${round}`)
      .sample(7_700, 400)
      .map((p) => 300 + p)
    const customers = [...firms, ...alone.map((p) => [p])].map(groupOf)
    const logP = sharedKeyTest(world, edges, groupOf([...span(0, 300), ...alone]), customers) ?? 0
    return logP <= Math.log(0.05)
  })
  expect(clopperPearson(small.length, rounds, 0.999).lower).toBeLessThanOrEqual(0.05)
})

test('without a shared key there is no test; without a shared member there is nothing to see', () => {
  const world = worldOf({ count: 20 })
  expect(sharedKeyTest(world, edgesOf([]), groupOf([1, 2]))).toBeUndefined()
  expect(sharedKeyTest(world, edgesOf([[5, 6]]), groupOf([1, 2]))).toBe(0)
})

test('shares are of the stratum', () => {
  const world = worldOf({ count: EVERYBODY, stratum })
  const share = memberShares(world.principals.stratum, groupOf([0, 1, 200, 500, 501, 502]))
  expect([200, 300, 700].map((size, s) => Math.round(share.of(s) * size))).toEqual([2, 1, 3])
})
