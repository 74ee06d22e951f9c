import { expect, test } from 'vitest'
import { clopperPearson, createRandom } from '../../statistics/index.ts'
import { groupOf, inRuns, randomGroups, span, worldOf } from '../testing/worlds.ts'
import { areLinked, linkedPools } from './pool-links.ts'

const EVERYBODY = 1_000
const [ONE, OTHER] = [span(0, 20), span(20, 40)]

test('halves of one pool, dealt the same cards, are linked both ways', () => {
  const world = worldOf({
    count: EVERYBODY,
    keys: { 'shared-card': [...span(0, 20).map((i) => [i, 20 + i]), ...inRuns(span(100, 400), 2)] },
  })
  expect(areLinked(world, groupOf(ONE), groupOf(OTHER))).toBe(true)
  expect(areLinked(world, groupOf(OTHER), groupOf(ONE))).toBe(true)
})

test('pools with cards of their own are not', () => {
  const world = worldOf({
    count: EVERYBODY,
    keys: { 'shared-card': [...inRuns(ONE, 4), ...inRuns(OTHER, 4)] },
  })
  expect(areLinked(world, groupOf(ONE), groupOf(OTHER))).toBe(false)
})

test('groups that meet by chance on a carrier are not', () => {
  const random = createRandom('carriers')
  const all = span(0, EVERYBODY)
  const world = worldOf({
    count: EVERYBODY,
    keys: { 'shared-address-range': [...randomGroups(all, 100, random), ...randomGroups(all, 20, random)] },
  })
  const linked = span(0, 100).filter(() => {
    const both = random.sample(EVERYBODY, 40)
    return areLinked(world, groupOf(both.slice(0, 20)), groupOf(both.slice(20)))
  })
  expect(linked).toEqual([])
})

test('groups that meet on a VPN are not, however many of its exits they have in common', () => {
  // A dozen exits with ten users each; whoever is on the VPN comes by most of them.
  const exits = span(0, 12).map((i) => span(0, 13).filter((user) => (user + i) % 13 < 10))
  const world = worldOf({
    count: 3_000,
    keys: { 'shared-address': [...exits, ...inRuns(span(100, 3_000), 2)] },
  })
  const pool = groupOf([0, ...span(200, 239)])
  expect(areLinked(world, pool, groupOf([1, ...span(300, 329)]))).toBe(false)
  const random = createRandom('customers of a VPN')
  const [rounds, level] = [600, 0.01]
  const linked = span(0, rounds).filter(() => {
    const drawn = random.sample(2_700, 30).map((one) => (one < 12 ? one + 1 : one + 300))
    return areLinked(world, pool, groupOf(drawn), Math.log(level))
  })
  expect(clopperPearson(linked.length, rounds, 0.999).lower).toBeLessThanOrEqual(level)
})

test('one program in common links nobody, and nobody is linked to nothing', () => {
  const world = worldOf({ count: EVERYBODY, keys: { 'shared-client': [span(0, 40)] } })
  expect(areLinked(world, groupOf(ONE), groupOf(OTHER))).toBe(false)
  expect(areLinked(world, groupOf(ONE), groupOf([]))).toBe(false)
})

test('the pool that a group is linked to is the first of all that areLinked names', () => {
  const random = createRandom('pools')
  const all = span(0, EVERYBODY)
  for (let round = 0; round < 20; round++) {
    const cards = Array.from({ length: 60 }, () => random.sample(200, 2))
    const world = worldOf({
      count: EVERYBODY,
      keys: { 'shared-card': [...cards, ...inRuns(span(200, 800), 3)] },
    })
    const order = random.shuffle(all.slice(0, 200))
    const pools = span(0, 8).map((i) => groupOf(order.slice(20 * i, 20 * i + 20)))
    const group = groupOf(order.slice(160))
    const linked = linkedPools(world, pools)
    pools.forEach((pool, i) => {
      linked.note(i, pool)
    })
    // Bonferroni over the pools.
    const first = pools.findIndex((pool) => areLinked(world, pool, group, Math.log(1e-4 / pools.length)))
    expect(linked.to(group)).toBe(first < 0 ? undefined : first)
  }
})
