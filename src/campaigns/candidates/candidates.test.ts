import { expect, test } from 'vitest'
import { holdersOf, KEY_SIGNALS, keyCount } from '../../signals/index.ts'
import { createRandom } from '../../statistics/index.ts'
import { nameOf } from '../groups/groups.ts'
import { groupOf, randomGroups, span, worldOf } from '../testing/worlds.ts'
import { COHORT, propose } from './candidates.ts'

const EVERYBODY = 600
const random = createRandom('candidates')
const all = span(0, EVERYBODY)
const world = worldOf({
  count: EVERYBODY,
  keys: Object.fromEntries(
    KEY_SIGNALS.map(({ id }) => [
      id,
      [
        ...randomGroups(all, 3, random).slice(0, 30),
        ...randomGroups(all, 4, random),
        ...randomGroups(all, 70, random),
      ],
    ]),
  ),
  instructions: [
    { holders: span(0, 50), tokens: 4, bodies: 30 },
    { holders: span(40, 44), tokens: 2, bodies: 30 },
    { holders: span(50, 53), tokens: 2, bodies: 30 },
  ],
})
const proposed = propose(world)
const names = new Set(proposed.map(({ proposedBy, members }) => `${proposedBy} ${nameOf(members)}`))

test('every identity and network key with four holders or more is a candidate, whatever its size', () => {
  for (const { id, family } of KEY_SIGNALS.filter((signal) => signal.proposes)) {
    const edges = world.keys.get(id)
    for (let key = 0; edges && key < keyCount(edges); key++) {
      const holders = holdersOf(edges, key)
      if (holders.length >= 4) expect(names).toContain(`${family} ${nameOf(holders)}`)
    }
  }
})

test('so is every instruction with four users', () => {
  expect(names).toContain(`content ${nameOf(groupOf(span(0, 50)))}`)
  expect(names).toContain(`content ${nameOf(groupOf(span(40, 44)))}`)
  expect(names).not.toContain(`content ${nameOf(groupOf(span(50, 53)))}`)
})

test('a candidate is a set of four or more, proposed once by a family', () => {
  expect(names.size).toBe(proposed.length)
  for (const { members } of proposed) {
    expect(members.length).toBeGreaterThanOrEqual(4)
    expect(members).toEqual(groupOf(members))
  }
})

test('what proposes nothing proposes nothing', () => {
  const client = worldOf({ count: 50, keys: { 'shared-client': [span(0, 20)] } })
  expect(propose(client)).toEqual([])
})

test('no pool is too large', () => {
  const huge = worldOf({
    count: 5_000,
    hours: () => [12],
    features: () => span(0, 64),
    keys: { 'shared-card': [span(0, 3_500)] },
    instructions: [{ holders: span(0, 4_000), tokens: 2, bodies: 5 }],
  })
  const sizes = propose(huge).map(({ via, members }) => `${via} ${members.length}`)
  expect(sizes).toContain('shared-card 3500')
  expect(sizes).toContain('exclusive-template 4000')
})

test('those who ask much and often for the same thing are a cohort, whatever their wording', () => {
  const reasoning = { tokens: 2, cue: 0 }
  const asked = worldOf({
    count: 60,
    requests: () => 40,
    instructions: [
      { ...reasoning, holders: span(0, 5), bodies: 30, hit: 1 },
      { ...reasoning, holders: span(5, 10), bodies: 30, hit: 1 },
      { ...reasoning, holders: span(10, 15), bodies: 30, hit: 0.1 },
    ],
  })
  const cohort = propose(asked).filter(({ via }) => via === COHORT)
  expect(cohort.map(({ members }) => members)).toEqual([groupOf(span(0, 10))])
})
