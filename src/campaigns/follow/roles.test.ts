import { describe, expect, test } from 'vitest'
import type { Member } from '../../record/index.ts'
import { FEATURES } from '../../signals/index.ts'
import { ASKS_OTHER, BRINGS_OTHER } from '../members/members.ts'
import type { CampaignBasis } from './kept.ts'
import type { Newcomer } from './newcomers.ts'
import { roleIn } from './roles.ts'

const BASIS: CampaignBasis = {
  campaignId: 'cmp-a',
  revision: 1,
  ties: new Map(),
  figures: {
    fullRevision: 1,
    tokens: [7, 8],
    summary: { ties: [] },
    days: {},
    shares: {},
    texts: { middle: new Array<number>(FEATURES).fill(0), member: 1, single: 1 },
  },
}
const TIED = ['shared-address-range']

/** Somebody who sent so many different texts with the instruction, at this distance from the members' middle. */
function carrier(texts: number, distance: number): Newcomer {
  const features = new Array<number>(FEATURES).fill(0)
  features[0] = texts * distance
  const carried = {
    account_id: 'x',
    own: [7, 8],
    requests: texts,
    bodies: texts,
    texts,
    features,
    squares: 0,
  }
  return { account: 'x', carried: [carried], keys: new Map(), contracted: false, vouched: false, days: [] }
}

function memberOf(newcomer: Newcomer, before?: Member): Member {
  const member = roleIn(BASIS, newcomer, TIED, before, false)
  if (!member) throw new Error('says nothing new')
  return member
}

describe('who brings other texts', () => {
  test('by a follow-up alone is core once the texts in all are like the members’, however they came', () => {
    const first = memberOf(carrier(6, 9))
    expect(first).toMatchObject({ role: 'linked' })
    const inTwo = memberOf(carrier(60, 1), first)
    expect(inTwo.role).toBe('core')
    expect(inTwo).toEqual(memberOf(carrier(60, 1)))
  })

  test.each([BRINGS_OTHER, ASKS_OTHER])('by the full pass stays linked until the next: %s', (reason) => {
    const before = { account_id: 'x', role: 'linked' as const, families: [], reasons: [reason] }
    const member = memberOf(carrier(60, 1), before)
    expect(member).toMatchObject({ role: 'linked' })
    expect(roleIn(BASIS, carrier(61, 1), TIED, member, false)).toBeUndefined()
  })
})

test('somebody linked of whom only more requests are known is not said anew', () => {
  const before = memberOf(carrier(6, 9))
  expect(roleIn(BASIS, carrier(7, 9), TIED, before, false)).toBeUndefined()
  expect(roleIn(BASIS, carrier(7, 9), [...TIED, 'shared-device'], before, false)?.role).toBe('linked')
})
