import { describe, expect, test } from 'vitest'
import { createRandom } from '../../statistics/index.ts'
import { groupOf, inRuns, randomGroups, span, worldOf } from '../testing/worlds.ts'
import { tiedParts, tiedTo } from './cohesion.ts'

const EVERYBODY = 1_500
const sizes = (parts: readonly Uint32Array[]): number[] => parts.map((part) => part.length)

/** Cards and ranges that overlap, so that every one of the members hangs on the others. */
function chained(members: readonly number[]) {
  return { 'shared-card': inRuns(members, 4), 'shared-address-range': inRuns([...members.slice(2)], 4) }
}

describe('tiedParts', () => {
  test('holds a planted pool together', () => {
    const world = worldOf({ count: EVERYBODY, keys: chained(span(100, 140)) })
    expect(tiedParts(world, groupOf(span(100, 140)))).toEqual([groupOf(span(100, 140))])
  })

  test('holds together whom one key of a thousand holders ties', () => {
    const pool = span(0, 1_300)
    const world = worldOf({ count: 3_000, hours: () => [12], keys: { 'shared-referral': [pool] } })
    expect(sizes(tiedParts(world, groupOf(pool)))).toEqual([1_300])
  })

  test('tells a team from the other users of its tool', () => {
    const world = worldOf({
      count: EVERYBODY,
      keys: {
        ...chained(span(100, 112)),
        'shared-device': randomGroups(span(200, EVERYBODY), 2, createRandom(1)),
      },
    })
    const parts = tiedParts(
      world,
      groupOf([...span(100, 112), ...span(200, 1_400).filter((p) => p % 30 === 0)]),
    )
    expect(parts[0]).toEqual(groupOf(span(100, 112)))
    expect(sizes(parts.slice(1)).every((size) => size <= 2)).toBe(true)
  })

  test('does not take chance sharing for ties', () => {
    const random = createRandom('chance')
    const all = span(0, EVERYBODY)
    const world = worldOf({
      count: EVERYBODY,
      keys: {
        'shared-address-range': span(0, 4).flatMap(() => randomGroups(all, 25, random)),
        'shared-referral': randomGroups(all, 10, random),
      },
    })
    const parts = tiedParts(world, groupOf(random.sample(EVERYBODY, 150)))
    expect(Math.max(...sizes(parts))).toBeLessThanOrEqual(15)
  })

  test('gives every member exactly once, largest part first', () => {
    const random = createRandom('whole')
    const world = worldOf({
      count: EVERYBODY,
      keys: { 'shared-card': randomGroups(span(0, EVERYBODY), 3, random) },
    })
    const group = groupOf(random.sample(EVERYBODY, 200))
    const parts = tiedParts(world, group)
    expect(groupOf(parts.flatMap((part) => [...part]))).toEqual(group)
    expect(parts.reduce((sum, part) => sum + part.length, 0)).toBe(group.length)
    expect(sizes(parts)).toEqual([...sizes(parts)].sort((a, b) => b - a))
  })

  test('takes no software for a tie', () => {
    const world = worldOf({ count: EVERYBODY, keys: { 'shared-client': [span(0, 20)] } })
    expect(sizes(tiedParts(world, groupOf(span(0, 20))))).toEqual(span(0, 20).map(() => 1))
  })
})

describe('tiedTo', () => {
  const pool = span(0, 40)

  test('ties whoever shares a rare card with the pool, and nobody else', () => {
    const world = worldOf({
      count: EVERYBODY,
      keys: {
        'shared-card': [...inRuns(pool, 4).map((run, i) => [...run, 100 + i]), ...inRuns(span(200, 400), 2)],
      },
    })
    expect([...tiedTo(world, groupOf(pool), span(100, 300))].sort((a, b) => a - b)).toEqual(span(100, 110))
  })

  test('does not tie the users of a carrier that half the world uses', () => {
    const world = worldOf({
      count: EVERYBODY,
      keys: { 'shared-address-range': [span(0, EVERYBODY).filter((p) => p % 2 === 0)] },
    })
    expect(tiedTo(world, groupOf(pool), span(100, 200))).toEqual(new Set())
  })

  test('takes two kinds of what many share with strangers', () => {
    const own = { 'shared-client': [[...pool, 100, 101]], 'shared-email-domain': [[...pool, 101, 102]] }
    const world = worldOf({ count: EVERYBODY, keys: own })
    expect(tiedTo(world, groupOf(pool), [100, 101, 102])).toEqual(new Set([101]))
  })

  test('takes the hour and the day of opening for one', () => {
    const openedAt = (p: number): number => (p < 40 || p === 100 ? 9 : 24 * (1 + (p % 13)))
    const world = worldOf({ count: EVERYBODY, openedAt, keys: { 'sign-up-batch': [[...pool, 100]] } })
    expect(tiedTo(world, groupOf(pool), [100])).toEqual(new Set())
    const more = worldOf({
      count: EVERYBODY,
      openedAt,
      keys: { 'sign-up-batch': [[...pool, 100]], 'shared-client': [[...pool, 100]] },
    })
    expect(tiedTo(more, groupOf(pool), [100])).toEqual(new Set([100]))
  })
})
