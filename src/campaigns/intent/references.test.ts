import { describe, expect, test } from 'vitest'
import { firstCue, intentOf } from '../testing/intents.ts'
import { groupOf, span, worldOf } from '../testing/worlds.ts'
import { background } from './background.ts'
import type { Intent } from './intent.ts'
import { type References, rankIntent, referencesOf, withoutSuspects } from './references.ts'
import { SHIPPED, shippedRank } from './shipped-references.ts'

const REFERENCES = 250
/** Ten at the front are the group that is judged. */
const GROUP = groupOf(span(0, 10))
const EVERYBODY = 10 + 4 * REFERENCES
const world = worldOf({ count: EVERYBODY, hours: () => [12] })

/** The i-th reference has four members and the figures that i gives. */
function references(figures: (i: number) => Intent, count = REFERENCES): References {
  return referencesOf(
    span(0, count).map((i) => ({ members: groupOf(span(10 + 4 * i, 14 + 4 * i)), reason: 'shared-card' })),
    span(0, count).map(figures),
  )
}

const rising = references((i) => intentOf({ elicited: firstCue(i), likeness: 2 * i }))

describe('a group’s rank', () => {
  test('is its place among the references in each family', () => {
    const ranks = rankIntent(world, rising, GROUP, intentOf({ elicited: firstCue(246.5), likeness: 481 }))
    expect(ranks.references).toBe(REFERENCES)
    // Three references ask for more, nine are more alike.
    expect(ranks.elicitation).toBeCloseTo(4 / 251, 12)
    expect(ranks.content).toBeCloseTo(10 / 251, 12)
    expect(ranks.words).toBe('4 of 251 by elicitation, 10 of 251 by content')
    expect(ranks.highest).toMatchObject({ reason: 'shared-card', size: 4, intent: rising.intents[249] })
  })

  test('counts ties against the group', () => {
    const level = references(() => intentOf())
    expect(rankIntent(world, level, GROUP, intentOf())).toMatchObject({ content: 1, elicitation: 1 })
  })

  test('looks in the references for the group’s own cue', () => {
    const other = references((i) => intentOf({ elicited: [0, i, 0, 0, 0, 0] }))
    const own = intentOf({ elicited: firstCue(0.5) })
    expect(rankIntent(world, other, GROUP, own).elicitation).toBeCloseTo(1 / 251, 12)
    expect(rankIntent(world, other, GROUP, { ...own, cue: 1 }).elicitation).toBe(1)
  })

  test('of a group with an instruction of its own is by what it does with it', () => {
    const loud = references(() => intentOf({ elicited: firstCue(1), likeness: 100 }))
    const own = intentOf({ tokens: [1], template: 0.5, likeness: 10, elicitedOnTemplate: firstCue(0.4) })
    const ranks = rankIntent(world, loud, GROUP, own)
    // The references have none, whatever else they send.
    expect([ranks.content, ranks.elicitation]).toEqual([1 / 251, 1 / 251])
    const same = references(() =>
      intentOf({ template: 0.5, likeness: 10, elicitedOnTemplate: firstCue(0.4) }),
    )
    expect(rankIntent(world, same, GROUP, own)).toMatchObject({ content: 1, elicitation: 1 })
  })
})

describe('references', () => {
  const high = intentOf({ elicited: firstCue(1_000), likeness: 1_000 })

  test('that lie half in the group are none', () => {
    const group = groupOf([...GROUP, ...span(10, 12), ...span(14, 15)])
    // Half of the first reference, a quarter of the second.
    expect(rankIntent(world, rising, group, high).references).toBe(REFERENCES - 1)
  })

  test('are what suspects leave of them, if that is still a group', () => {
    const suspects = new Uint8Array(EVERYBODY)
    // Two of the first, one of the second, all of the third, and two of a fourth that has six members.
    for (const principal of [10, 11, 14, 18, 19, 20, 21, 22, 23]) suspects[principal] = 1
    const groups = rising.groups.map((group, i) =>
      i === 3
        ? { ...group, members: groupOf(span(22, 28)) }
        : i === 4
          ? { ...group, members: groupOf([28, 29, 30]) }
          : group,
    )
    const left = withoutSuspects(world, background(world), referencesOf(groups, rising.intents), suspects)
    const membersOf = new Set(left.groups.map(({ members }) => members.join()))
    expect(left.groups).toHaveLength(REFERENCES - 2)
    expect(membersOf).toContain('14,15,16,17')
    expect(membersOf).toContain('24,25,26,27')
    // Who they are has changed, and so has what they ask for; of the others nothing has.
    const changed = left.groups.findIndex(({ members }) => members.join() === '24,25,26,27')
    expect(left.intents[changed]).not.toBe(rising.intents[3])
    const whole = left.groups.findIndex(({ members }) => members.join() === '14,15,16,17')
    expect(left.intents[whole]).toBe(rising.intents[1])
  })

  test('that come with the program stand in where there are few, and the rank says so', () => {
    const none = rankIntent(
      world,
      references(() => intentOf(), 0),
      GROUP,
      high,
    )
    const first = 1 / (1 + SHIPPED.groups)
    expect(none).toMatchObject({ content: first, elicitation: first, highest: undefined })
    expect(none.references).toBe(SHIPPED.groups)
    expect(none.words).toMatch(
      /^1 of [\d,]+ by content, 1 of [\d,]+ by elicitation, groups that come with the program/,
    )
  })

  test('of the same traffic count against a group though they are few', () => {
    const outdone = references(() => high, 9)
    expect(rankIntent(world, outdone, GROUP, high)).toMatchObject({ content: 1, elicitation: 1 })
  })

  test('whose rank among the few of the same traffic is the worse are said to be these', () => {
    const outdone = references((i) => intentOf({ likeness: i === 0 ? 1_001 : 0 }), 50)
    const first = (1 + SHIPPED.groups).toLocaleString('en')
    expect(rankIntent(world, outdone, GROUP, high)).toMatchObject({
      content: 2 / 51,
      elicitation: 1 / (1 + SHIPPED.groups),
      words: `1 of ${first} by elicitation, 2 of 51 by content, groups that come with the program standing in by elicitation for the few of this traffic`,
    })
  })

  test('shipped: what no group reaches is first, what all kept ones reach is not rare', () => {
    for (const family of ['content', 'elicitation'] as const) {
      expect(shippedRank(1_000, high, family)).toBe(1 / (1 + SHIPPED.groups))
      expect(shippedRank(-1, high, family)).toBeGreaterThan(0.09)
    }
  })

  test('shipped: the files’ lists fall', () => {
    const lists = [SHIPPED.content, SHIPPED.content_on_instruction, ...SHIPPED.elicitation]
    for (const list of lists) expect(list).toEqual([...list].sort((a, b) => b - a))
    expect(SHIPPED.groups).toBeGreaterThan(1_000)
  })
})
