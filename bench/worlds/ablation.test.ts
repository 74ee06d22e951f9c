import { expect, test } from 'vitest'
import { detect, ownTokens, propose, testCoordination } from '../../src/campaigns/index.ts'
import { poolAmongInnocents } from '../../src/campaigns/testing/scenes.ts'
import { span, worldOf } from '../../src/campaigns/testing/worlds.ts'
import type { World } from '../../src/signals/index.ts'
import { createRandom } from '../../src/statistics/index.ts'
import { WITHOUT } from './ablation.ts'

const MEMBERS = span(0, 10)
const OUTSIDERS = span(10, 22)
const SENTENCES = 600

/** Ten accounts that all families speak against. */
function tiedInEveryWay(): World {
  const random = createRandom('tied')
  const sent = new Map(OUTSIDERS.map((outsider) => [outsider, new Set(random.sample(SENTENCES, 240))]))
  return worldOf({
    count: 300,
    keys: { 'shared-card': [MEMBERS], 'shared-address-range': [MEMBERS] },
    instructions: [{ holders: MEMBERS, tokens: 3, bodies: 50 }],
    sentences: span(0, SENTENCES).map((sentence) => [
      sentence % MEMBERS.length,
      ...OUTSIDERS.filter((outsider) => sent.get(outsider)?.has(sentence)),
    ]),
    requests: (p) => (p < MEMBERS.length ? 80 : 20 + ((p * 37) % 400)),
    closedAt: (p) => (p < 3 ? 60 + 60 * p : undefined),
    openedAt: (p) => (p >= 3 && p < 10 ? 62 + 60 * (p % 3) : p >= 100 ? 2 * (p - 100) : undefined),
  })
}

const world = tiedInEveryWay()

function familiesOf(of: World): Record<string, number> {
  const candidate = { members: Uint32Array.from(MEMBERS), proposedBy: 'content' } as const
  return Object.fromEntries(testCoordination(of, candidate, [0, 1, 2]).families)
}

test.each(['identity', 'network', 'partition', 'adaptation'] as const)(
  'without %s no such family is tested, and the others say what they said',
  (family) => {
    const { [family]: own, ...others } = familiesOf(world)
    expect(own).toBeGreaterThan(0)
    expect(familiesOf(WITHOUT[family](world))).toEqual(others)
  },
)

test('without timing loads are even by chance, and the others say what they said', () => {
  const { timing: before, ...others } = familiesOf(world)
  const { timing: after, ...still } = familiesOf(WITHOUT.timing(world))
  expect(before).toBeGreaterThan(0)
  expect(after).toBeCloseTo(Math.log(0.5), 6)
  expect(still).toEqual(others)
})

test('without instructions none proposes a group or belongs to one', () => {
  const less = WITHOUT.instructions(world)
  expect(propose(world).some(({ via }) => via === 'exclusive-template')).toBe(true)
  expect(propose(less).some(({ via }) => via === 'exclusive-template')).toBe(false)
  expect(ownTokens(less, Uint32Array.from(MEMBERS))).toEqual([])
})

test.each(['timing', 'instructions'] as const)('detection runs to its end without %s', (family) => {
  expect(detect(WITHOUT[family](poolAmongInnocents().world)).tested).toBeGreaterThan(0)
})
