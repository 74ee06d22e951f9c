import { describe, expect, test } from 'vitest'
import type { Group } from '../../signals/index.ts'
import { union } from '../groups/groups.ts'
import { UNBOUND } from '../intent/bond.ts'
import { coordinationOf, intentOf, ranksOf, tiesOf } from '../testing/intents.ts'
import { groupOf, inRuns, span, worldOf } from '../testing/worlds.ts'
import type { Sentence } from '../verdict/judged.ts'
import { intoPools, withStrays } from './into-pools.ts'
import { pools } from './members.ts'

const ONE = span(0, 20)
const OTHER = span(20, 40)
const STRANGERS = span(40, 50)
const world = worldOf({
  count: 900,
  keys: { 'shared-card': [...inRuns(ONE, 4), ...inRuns(OTHER, 4), [0, 60, 61]] },
  instructions: [
    { holders: ONE, tokens: 6, bodies: 30 },
    { holders: OTHER, tokens: 6, bodies: 30 },
    { holders: [...ONE, ...OTHER, ...STRANGERS], tokens: 1, bodies: 30 },
  ],
})

/** @param asking who of them asks for what the group asks for */
function sentence(members: readonly number[], tokens: readonly number[], asking = members): Sentence {
  const group = groupOf(members)
  return {
    candidate: { members: group, proposedBy: 'content', via: 'exclusive-template' },
    members: group,
    bond: UNBOUND,
    coordination: coordinationOf({}),
    tested: group,
    ties: tiesOf({}),
    tied: group,
    q: 1e-6,
    intent: intentOf({
      tokens,
      elicitedShares: Float64Array.from(group, (member) => (asking.includes(member) ? 0.5 : 0)),
    }),
    ranks: ranksOf(0.001, 0.001, 999),
    verdict: 'confirmed',
  }
}

const one = sentence(ONE, span(0, 6))
const other = sentence(OTHER, span(6, 12))
const both = sentence([...ONE, ...OTHER, ...STRANGERS], span(0, 13))
const membersOf = (judged: ReturnType<typeof intoPools>, pool: number): number[] => [
  ...union(judged.filter((group) => group.pool === pool).map(({ members }) => members)),
]

describe('groups that overlap', () => {
  test('are taken by what they have in common: a union of two pools adds nobody', () => {
    const judged = intoPools(world, [both, other, one], () => [])
    const found = [membersOf(judged, 0), membersOf(judged, 1)].sort((a, b) => a[0] - b[0])
    expect(found).toEqual([ONE, OTHER])
    expect(judged.every(({ pool }) => pool <= 1)).toBe(true)
  })

  test('leave a rest that is judged on its own', () => {
    const asked: number[][] = []
    const judged = intoPools(world, [both, other, one], (of, rest) => {
      asked.push([...rest])
      return [{ ...of, members: rest, verdict: 'suspected' }]
    })
    expect(asked).toEqual([STRANGERS])
    expect(membersOf(judged, 2)).toEqual(STRANGERS)
  })

  test('leave a rest of several parts, each of which is a pool', () => {
    const judged = intoPools(world, [one, sentence([...ONE, ...OTHER, ...STRANGERS], [], ONE)], (of) => [
      { ...of, members: groupOf(OTHER) },
      { ...of, members: groupOf(STRANGERS) },
    ])
    expect(membersOf(judged, 1)).toEqual(OTHER)
    expect(membersOf(judged, 2)).toEqual(STRANGERS)
  })

  test('hand over to a pool whom its keys tie', () => {
    const more = worldOf({
      count: 900,
      keys: { 'shared-card': inRuns([...ONE, 60, 61], 22) },
      instructions: [{ holders: ONE, tokens: 6, bodies: 30 }],
    })
    const judged = intoPools(more, [one, sentence([...ONE, 60, 61], [])], () => [])
    expect(membersOf(judged, 0)).toEqual([...ONE, 60, 61])
  })

  test('leave parts that have nobody in common, also where somebody resembles two', () => {
    const all = sentence([...ONE, ...OTHER, ...STRANGERS], [], ONE)
    const judged = intoPools(world, [one, all], (of) => [
      { ...of, members: groupOf([...OTHER, 40, 41]) },
      { ...of, members: groupOf(STRANGERS) },
      { ...of, members: groupOf([40, 41, ...span(47, 53)]) },
    ])
    expect(membersOf(judged, 1)).toEqual([...OTHER, 40, 41])
    expect(membersOf(judged, 2)).toEqual(span(42, 50))
    expect(judged.every(({ pool }) => pool <= 2)).toBe(true)
    for (const { members, intent } of judged) expect(intent.elicitedShares).toHaveLength(members.length)
  })

  test('that do not overlap are pools of their own, unless keys link them', () => {
    const judged = intoPools(world, [one, other], () => [])
    expect(new Set(judged.map(({ pool }) => pool)).size).toBe(2)
    const linked = worldOf({ count: 900, keys: { 'shared-card': ONE.map((p) => [p, p + 20]) } })
    expect(new Set(intoPools(linked, [one, other], () => []).map(({ pool }) => pool)).size).toBe(1)
  })
})

describe('whom a person should only look at', () => {
  const watched: Sentence = { ...other, verdict: 'watch' }

  test('is no part of a pool that shares its keys: the firm on the pool’s provider stays a firm', () => {
    const linked = worldOf({ count: 900, keys: { 'shared-card': ONE.map((p) => [p, p + 20]) } })
    const judged = intoPools(linked, [watched, one], () => [])
    expect(judged.map(({ pool, verdict }) => `${pool} ${verdict}`)).toEqual(['0 confirmed', '1 watch'])
  })

  test('does not come along with the few of it that are in a pool', () => {
    const judged = intoPools(
      worldOf({ count: 900, keys: { 'shared-card': [[0, 1, ...OTHER]] } }),
      [{ ...sentence([0, 1, ...OTHER], []), verdict: 'watch' }, one],
      (of, rest) => [{ ...of, members: rest, verdict: 'watch' }],
    )
    expect(membersOf(judged, 0)).toEqual(ONE)
    expect(judged.filter(({ pool }) => pool === 1).map(({ verdict }) => verdict)).toEqual(['watch'])
    expect(membersOf(judged, 1)).toEqual(OTHER)
  })

  test('is no part of a pool either where it is what is left of an accused group', () => {
    // The firm (20 to 39) shares cards with a pool (50 to 69) that is judged after it.
    const firm = OTHER
    const late = span(50, 70)
    const linked = worldOf({
      count: 900,
      keys: { 'shared-card': firm.map((p) => [p, p + 30]) },
      instructions: [{ holders: ONE, tokens: 6, bodies: 30 }],
    })
    const mixed = sentence([...ONE, ...firm], [])
    const asked: number[][] = []
    const judged = intoPools(linked, [one, mixed, sentence(late, [])], (of, rest) => {
      asked.push([...rest])
      return [{ ...of, members: rest, verdict: 'watch' }]
    })
    expect(asked).toEqual([firm])
    expect(judged.map(({ pool, verdict, members }) => [pool, verdict, [...members]])).toEqual([
      [0, 'confirmed', ONE],
      [1, 'confirmed', late],
      [2, 'watch', firm],
    ])
  })

  test('takes nobody of a pool along either', () => {
    const judged = intoPools(world, [{ ...both, verdict: 'watch' }, one], () => [])
    expect(judged.map(({ verdict }) => verdict)).toEqual(['confirmed'])
  })
})

describe('who only came along with a pool', () => {
  // They share no key with it, use none of its instruction and ask for something else: linked to it, and no more.
  const mixed = sentence([...ONE, ...OTHER], span(0, 6), ONE)
  const along = intoPools(world, [mixed], () => [])
  const asRest = (of: Sentence, rest: Group): Sentence[] => [{ ...of, members: rest }]

  test('is the core of a pool of its own where its own group stands trial', () => {
    const judged = [...withStrays(world, along, [mixed, other], asRest)]
    expect(membersOf(judged, 0)).toEqual(ONE)
    expect(membersOf(judged, 1)).toEqual(OTHER)
    expect(new Set(judged.map(({ pool }) => pool)).size).toBe(2)
    for (const { members, intent } of judged) expect(intent.elicitedShares).toHaveLength(members.length)
  })

  test('leaves a pool that others joined to these', () => {
    const own = { ...sentence(OTHER, span(0, 6), []), candidate: mixed.candidate, pool: 0, joined: false }
    const judged = withStrays(world, [own, { ...one, pool: 0, joined: true }], [other], asRest)
    expect(pools(world, judged).map(({ members }) => members.map(({ principal }) => principal))).toEqual([
      ONE,
      OTHER,
    ])
  })

  test('stays where its own group does not', () => {
    expect(withStrays(world, along, [mixed, other], () => [])).toEqual(along)
  })

  test('is not looked for where all are core', () => {
    const pools = intoPools(world, [one, other], () => [])
    expect(withStrays(world, pools, [both, one, other], asRest)).toBe(pools)
  })
})
