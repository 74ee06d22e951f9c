import { expect, test } from 'vitest'
import { detect } from '../detect.ts'
import { pools } from '../members/members.ts'
import { poolAmongInnocents } from '../testing/scenes.ts'
import { inRuns, span, worldOf } from '../testing/worlds.ts'
import { alternatives } from './alternatives.ts'

const scene = poolAmongInnocents()
const [found] = pools(scene.world, detect(scene.world).judged)
const GROUP = span(0, 20)

/** The outcome of every explanation of the coordination, were the members of a pool tied like this. */
function outcomes(keys: Record<string, number[][]>, organizations: number[][] = []): Record<string, string> {
  const world = worldOf({ count: 400, keys, organizations })
  const pool = {
    ...found,
    lead: { ...found.lead, members: Uint32Array.from(GROUP) },
    members: GROUP.map((principal) => ({ principal, role: 'core' as const, families: [], reasons: [] })),
  }
  const { coordination } = alternatives(world, pool)
  return Object.fromEntries(coordination.map(({ explanation, outcome }) => [explanation, outcome]))
}

const CARD = 'One customer who pays for many accounts'
const DOMAIN = 'One firm that writes from a mail domain of its own'
const ORGANIZATION = 'One organisation with many seats'

test.each([
  ['one card, or two', CARD, { 'shared-card': [span(0, 10), span(10, 18)] }],
  ['a mail domain of its own', DOMAIN, { 'shared-email-domain': [span(0, 14)] }],
])('%s leave one customer as an explanation', (_, explanation, keys) => {
  expect(outcomes(keys)).toMatchObject({ [explanation]: 'not_excluded', [ORGANIZATION]: 'rejected' })
})

test('so does a declared organisation', () => {
  expect(outcomes({}, [span(0, 13)])).toMatchObject({ [ORGANIZATION]: 'not_excluded' })
})

test.each([
  ['cards of four accounts each', CARD, { 'shared-card': inRuns(GROUP, 4) }],
  ['a public mail provider', DOMAIN, { 'shared-email-domain': [span(0, 200)] }],
])('%s do not', (_, explanation, keys) => {
  expect(outcomes(keys)).toMatchObject({ [explanation]: 'rejected' })
})

test('what was not recorded cannot be tested', () => {
  expect(outcomes({})).toMatchObject({ [CARD]: 'not_testable', [DOMAIN]: 'not_testable' })
})
