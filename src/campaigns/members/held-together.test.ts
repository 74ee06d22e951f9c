import { describe, expect, test } from 'vitest'
import { createRandom } from '../../statistics/index.ts'
import { keepsStep } from '../coordination/timing-test.ts'
import { sharesLongInstruction, UNBOUND } from '../intent/bond.ts'
import { groupOf, inRuns, span, type WorldPlan, worldOf } from '../testing/worlds.ts'
import { heldTogether } from './held-together.ts'

const EVERYBODY = 800
const LONG = { long: true, alike: false }
const CORE = span(0, 24)
const LOOSE = span(24, 36)
const ALL = groupOf([...CORE, ...LOOSE])
const bursts = createRandom('bursts').sample(14 * 24, 30)
const TIES = { 'shared-card': inRuns(CORE, 4), 'shared-device': inRuns(CORE, 7) }

/** The first `inStep` keep the same hours and the same load. */
function worldWith(plan: Partial<WorldPlan>, inStep = 0) {
  return worldOf({
    count: EVERYBODY,
    hours: (p, own) =>
      p < inStep ? bursts.filter(() => own.next() < 0.5) : own.sample(14 * 24, 4 + own.integer(20)),
    requests: (p, own) => (p < inStep ? 100 + own.integer(8) : Math.round(own.logNormal(4, 1))),
    ...plan,
  })
}

describe('a group held together by its instruction', () => {
  test('is what keys tie of it, where the others go their own ways', () => {
    expect(heldTogether(worldWith({ keys: TIES }), ALL, LONG)[0]?.members).toEqual(groupOf(CORE))
  })

  test('takes in the untied where they keep step', () => {
    expect(heldTogether(worldWith({ keys: TIES }, ALL.length), ALL, LONG)[0]?.members).toEqual(ALL)
  })

  test('is all of it, tied or not, where everybody keeps step', () => {
    expect(heldTogether(worldWith({}, ALL.length), ALL, LONG)[0]?.members).toEqual(ALL)
  })

  test('is nobody for the step that a third of them keep: strangers among the users of a phrase go their own ways', () => {
    const world = worldWith({}, 12)
    expect(keepsStep(world, ALL)).toBe(true)
    expect(heldTogether(world, ALL, { long: false, alike: true })).toEqual([])
  })

  test('takes in no part that is openly one customer, though it keeps step and writes the same', () => {
    // A declared firm with one card, one member in seven.
    const seats = span(24, 28)
    const firm = { organizations: [seats], keys: { 'shared-card': [...inRuns(CORE, 4), seats] } }
    const [held] = heldTogether(worldWith(firm, ALL.length), ALL, LONG)
    expect(held.members).toEqual(groupOf([...CORE, ...LOOSE.slice(4)]))
    const closed = { keys: firm.keys }
    expect(heldTogether(worldWith(closed, ALL.length), ALL, LONG)[0].members).toEqual(ALL)
  })

  test('is nobody where nothing holds', () => {
    expect(heldTogether(worldWith({}), ALL, LONG)).toEqual([])
  })

  test('is two groups where its tied parts write different things', () => {
    const two = (between: number) =>
      worldWith({
        keys: { 'shared-device': [...inRuns(CORE, 24), ...inRuns(LOOSE, 12)] },
        features: (p, own) =>
          p < ALL.length
            ? span(0, 64).map((f) => (f % 2 === (p < CORE.length ? 0 : between) ? 4 : -4) + own.normal())
            : undefined,
      })
    const membersOf = (between: number) => heldTogether(two(between), ALL, LONG).map(({ members }) => members)
    expect(membersOf(1)).toEqual([groupOf(CORE), groupOf(LOOSE)])
    expect(membersOf(0)).toEqual([groupOf(ALL)])
  })

  test('is not several firms that use one tool, each on a card of its own', () => {
    const firms = worldWith({
      keys: { 'shared-card': inRuns([...ALL], 12) },
      organizations: inRuns([...ALL], 12),
    })
    for (const { members } of heldTogether(firms, ALL, LONG)) expect(members.length).toBeLessThanOrEqual(12)
  })
})

test('any other group is each of its tied parts that is no household', () => {
  const partsOf = (keys: WorldPlan['keys']) =>
    heldTogether(worldWith({ keys }, ALL.length), ALL, UNBOUND).map(({ members }) => [...members])
  expect(partsOf(TIES)).toEqual([CORE])
  expect(partsOf({ 'shared-device': [...inRuns(CORE, 24), ...inRuns(LOOSE, 12)] })).toEqual([CORE, LOOSE])
  expect(partsOf({ 'shared-card': inRuns(CORE, 3) })).toEqual([])
})

describe('a long instruction of their own', () => {
  const used = (holders: readonly number[], tokens: number) =>
    sharesLongInstruction(worldWith({ instructions: [{ holders, tokens, bodies: 20 }] }), ALL)

  test('is shared by nearly all of them and hardly anybody else', () => {
    expect(used([...ALL], 8)).toBe(true)
    expect(used([...ALL].slice(1), 8)).toBe(true)
    expect(used(span(0, 12), 8)).toBe(false)
    expect(used(span(0, 200), 8)).toBe(false)
  })

  test('is no mere phrase', () => {
    expect(used([...ALL], 1)).toBe(false)
  })
})
