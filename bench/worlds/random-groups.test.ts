import { expect, test } from 'vitest'
import { span, worldOf } from '../../src/campaigns/testing/worlds.ts'
import { runRandomGroups } from './random-groups.ts'

/** Teams of 20 on a card each, who use an instruction each, and everybody else for themselves. */
const TEAMS = span(0, 12).map((team) => span(20 * team, 20 * team + 20))

test('random groups are what chance makes them, however related some of those drawn are', () => {
  const world = worldOf({
    count: 2_000,
    keys: { 'shared-card': TEAMS, 'shared-address': TEAMS },
    instructions: TEAMS.map((holders) => ({ holders, tokens: 6, bodies: 10 })),
  })
  const { product, parts } = runRandomGroups(world, 'test')
  expect(product.draws).toBe(2_000)
  product.reached.forEach((reached, i) => {
    expect(reached / product.draws).toBeLessThanOrEqual([0.1, 0.01, 0.001][i])
  })
  expect(parts.crowds).toBe(100)
  expect(parts.two).toBeLessThanOrEqual(parts.one)
  expect(parts.one).toBeLessThanOrEqual(parts.parts)
})

test('a world without candidates has none to draw', () => {
  const { product, parts } = runRandomGroups(worldOf({ count: 400 }), 'test')
  expect(product).toEqual({ draws: 0, reached: [0, 0, 0] })
  expect(parts).toEqual({ crowds: 0, parts: 0, one: 0, two: 0 })
})
