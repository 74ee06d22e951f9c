import { describe, expect, test } from 'vitest'
import type { Alternative } from '../../record/index.ts'
import type { Ties } from '../coordination/ties.ts'
import { detect } from '../detect.ts'
import { pools } from '../members/members.ts'
import { tiesOf } from '../testing/intents.ts'
import { poolAmongInnocents } from '../testing/scenes.ts'
import { inRuns, span, worldOf } from '../testing/worlds.ts'
import type { Judged } from '../verdict/judged.ts'
import { alternatives } from './alternatives.ts'
import type { Recorded } from './recorded.ts'

const scene = poolAmongInnocents()
const [found] = pools(scene.world, detect(scene.world).judged)
const GROUP = span(0, 20)

const EVERYWHERE: Recorded = { organization: 20, card: 20, phone: 20, mailDomain: 20, range: 20 }
const NOWHERE: Recorded = { organization: 0, card: 0, phone: 0, mailDomain: 0, range: 0 }

/** Every explanation of the coordination by its name, were the members of a pool tied like this. */
function explained(
  keys: Record<string, number[][]>,
  organizations: number[][] = [],
  recorded = EVERYWHERE,
  lead: Partial<Judged> = {},
): Map<string, Alternative> {
  const world = worldOf({ count: 400, keys, organizations })
  const pool = {
    ...found,
    lead: { ...found.lead, ...lead, members: Uint32Array.from(GROUP) },
    members: GROUP.map((principal) => ({ principal, role: 'core' as const, families: [], reasons: [] })),
  }
  const { coordination } = alternatives(world, pool, recorded)
  return new Map(coordination.map((one) => [one.explanation, one]))
}

function outcomes(...of: Parameters<typeof explained>): Record<string, string> {
  return Object.fromEntries([...explained(...of).values()].map((one) => [one.explanation, one.outcome]))
}

const CARD = 'One customer who pays for many accounts'
const PHONE = 'One customer who verifies many accounts by one phone'
const DOMAIN = 'One firm that writes from a mail domain of its own'
const ORGANIZATION = 'One organisation with many seats'
const NETWORK = 'One office, campus or VPN behind a shared address'

test.each([
  ['one card, or two', CARD, { 'shared-card': [span(0, 10), span(10, 18)] }],
  ['one phone', PHONE, { 'shared-phone': [span(0, 13)] }],
  ['a mail domain of its own', DOMAIN, { 'shared-email-domain': [span(0, 14)] }],
])('%s leave one customer as an explanation', (_, explanation, keys) => {
  expect(outcomes(keys)).toMatchObject({ [explanation]: 'not_excluded', [ORGANIZATION]: 'rejected' })
})

test('so does a declared organisation', () => {
  expect(outcomes({}, [span(0, 13)])).toMatchObject({ [ORGANIZATION]: 'not_excluded' })
})

test.each([
  ['cards of four accounts each', CARD, { 'shared-card': inRuns(GROUP, 4) }],
  ['phones of four accounts each', PHONE, { 'shared-phone': inRuns(GROUP, 4) }],
  ['a public mail provider', DOMAIN, { 'shared-email-domain': [span(0, 200)] }],
])('%s do not', (_, explanation, keys) => {
  expect(outcomes(keys)).toMatchObject({ [explanation]: 'rejected' })
})

test('what was not recorded cannot be tested, whatever strangers share', () => {
  const keys = {
    'shared-card': [[300, 301]],
    'shared-phone': [[300, 301]],
    'shared-email-domain': [[300, 301]],
    'shared-address-range': [[300, 301]],
  }
  for (const recorded of [NOWHERE, { organization: 9, card: 9, phone: 9, mailDomain: 9, range: 9 }]) {
    expect(outcomes(keys, [[300, 301]], recorded)).toMatchObject({
      [ORGANIZATION]: 'not_testable',
      [CARD]: 'not_testable',
      [PHONE]: 'not_testable',
      [DOMAIN]: 'not_testable',
      [NETWORK]: 'not_testable',
    })
  }
  expect(explained(keys, [], NOWHERE).get(CARD)?.detail).toBe(
    'No payment card is recorded of any core account.',
  )
})

test('what everybody has and no two share is rejected, and not said to be missing', () => {
  expect(outcomes({})).toMatchObject({
    [ORGANIZATION]: 'rejected',
    [CARD]: 'rejected',
    [PHONE]: 'rejected',
    [DOMAIN]: 'rejected',
    [NETWORK]: 'rejected',
  })
  expect(explained({}).get(CARD)?.detail).toBe(
    'A payment card is recorded of 20 of 20 core accounts. No two of them pay with the same.',
  )
})

describe('the figures of a test', () => {
  const timing = (logP: number) => ({ signal: 'co-activity', family: 'timing' as const, logP })
  const tested = Uint32Array.from(span(0, 50))
  const { coordination, ties } = found.lead
  const withTests = (ofAll: number | undefined, ofTied: number | undefined): Partial<Judged> => ({
    tested,
    coordination: { ...coordination, tests: ofAll === undefined ? [] : [timing(ofAll)] },
    ties: { ...ties, all: { ...ties.all, tests: ofTied === undefined ? [] : [timing(ofTied)] } },
  })
  const zone = (lead: Partial<Judged>): Alternative | undefined =>
    explained({}, [], EVERYWHERE, lead).get('One time zone and the same office hours')

  test('are those of the accused where these were tested, else it says whose they are', () => {
    expect(zone(withTests(-20, -1))).toMatchObject({ outcome: 'not_excluded' })
    expect(zone(withTests(-20, -1))?.detail).not.toContain('tested together')
    expect(zone(withTests(-20, undefined))).toMatchObject({ outcome: 'rejected' })
    expect(zone(withTests(-20, undefined))?.detail).toContain('of all 50 who were tested together')
    expect(zone(withTests(undefined, undefined))).toMatchObject({ outcome: 'not_testable' })
  })

  test('never read as nothing where they are too small for a number', () => {
    expect(zone(withTests(-900, -900))?.detail).toContain('p = below 10^-300')
    const unrelated = explained({}, [], EVERYWHERE, { q: 0, tested }).get(
      'Unrelated users who happen to be alike',
    )
    expect(unrelated?.detail).toContain('false discovery rate below 10^-300')
    expect(unrelated?.detail).toContain('50 who were tested together')
  })
})

test('a group that is openly one customer may be an ordinary one', () => {
  const explanation = 'An ordinary related group: a household, firm, class or team'
  const outcome = (organizations: number[][]): Alternative | undefined => {
    const world = worldOf({ count: 400, organizations })
    const members = GROUP.map((principal) => ({
      principal,
      role: 'core' as const,
      families: [],
      reasons: [],
    }))
    const lead = { ...found.lead, members: Uint32Array.from(GROUP) }
    const { intent } = alternatives(world, { ...found, lead, members }, EVERYWHERE)
    return intent.find((one) => one.explanation === explanation)
  }
  expect(outcome([])).toMatchObject({ outcome: 'rejected' })
  expect(outcome([GROUP])).toMatchObject({
    outcome: 'not_excluded',
    detail: expect.stringContaining('openly one customer'),
  })
})

test('a public application is rejected where keys tie the customers, and stays open where only their kind is alike', () => {
  const outcome = (ties: Ties): Alternative | undefined => {
    const pool = { ...found, lead: { ...found.lead, ties } }
    return alternatives(scene.world, pool, EVERYWHERE).intent.find(
      (one) => one.explanation === 'Users of one public application or prompt',
    )
  }
  const each = tiesOf({ identity: 1e-30 }, { identity: 0.2 })
  expect(outcome(tiesOf({ identity: 1e-30 }))?.outcome).toBe('rejected')
  expect(outcome({ ...each, undeclared: true })).toMatchObject({
    outcome: 'not_excluded',
    detail: expect.stringContaining('as agencies and resellers do too'),
  })
  // Groups on watch may be tied by nothing; their customers are not said to be of any kind.
  expect(outcome(each)).toMatchObject({
    outcome: 'not_excluded',
    detail: expect.not.stringContaining('resellers'),
  })
})
