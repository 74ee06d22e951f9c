import { describe, expect, test } from 'vitest'
import { groupOf, span, type WorldPlan, worldOf } from '../testing/worlds.ts'
import { openness } from './openness.ts'

const EVERYBODY = 200
const GROUP = span(0, 20)
const PUBLIC = span(0, 160)

function opennessIn(plan: Omit<WorldPlan, 'count'>) {
  return openness(worldOf({ count: EVERYBODY, ...plan }), groupOf(GROUP))
}

describe('a group is one customer', () => {
  test.each([
    ['one organisation', { organizations: [GROUP] }, 'organization'],
    ['a firm and its contractor', { organizations: [span(0, 10), span(10, 20)] }, 'organization'],
    ['nearly all of them one organisation', { organizations: [span(0, 18)] }, 'organization'],
    ['one card', { keys: { 'shared-card': [GROUP] } }, 'card'],
    ['one phone', { keys: { 'shared-phone': [GROUP] } }, 'phone'],
    ['most of them one phone', { keys: { 'shared-phone': [span(0, 13)] } }, 'phone'],
    ['a mail domain of its own', { keys: { 'shared-email-domain': [GROUP] } }, 'mail-domain'],
    [
      'a part of a firm with its mail domain and its networks',
      { keys: { 'shared-email-domain': [span(0, 60)], 'shared-address-range': [span(0, 40), span(30, 60)] } },
      'mail-domain',
    ],
    ['one campus', { keys: { 'shared-address-range': [GROUP] }, campus: [0] }, 'campus'],
    [
      'one unnamed place and one day of opening',
      { keys: { 'shared-address-range': [GROUP], 'sign-up-batch': [GROUP] }, unknownPlaces: [0] },
      'campus',
    ],
    [
      'half of them on campus and one day of opening',
      { keys: { 'shared-address-range': [span(0, 10)], 'sign-up-batch': [GROUP] }, campus: [0] },
      'campus',
    ],
    ['most were seen on campus', { keys: { 'shared-address-range': [span(0, 15)] }, campus: [0] }, 'campus'],
  ] as const)('%s', (_, plan, expected) => {
    expect(opennessIn(plan)).toBe(expected)
  })
})

describe('a group is none', () => {
  test.each<[string, Omit<WorldPlan, 'count'>]>([
    ['with nothing in common', {}],
    ['of many shells', { organizations: [span(0, 5), span(5, 10), span(10, 15), span(15, 20)] }],
    ['with many cards', { keys: { 'shared-card': [span(0, 4), span(4, 8), span(8, 12), span(12, 16)] } }],
    ['with a phone for every five', { keys: { 'shared-phone': [span(0, 5), span(5, 10), span(10, 15)] } }],
    ['with a public mail provider', { keys: { 'shared-email-domain': [PUBLIC] } }],
    [
      'with a provider of disposable mail, whose other users are strangers',
      { keys: { 'shared-email-domain': [span(0, 60)], 'shared-address-range': [GROUP] } },
    ],
    ['behind a range of no campus', { keys: { 'shared-address-range': [GROUP] } }],
    ['in one unnamed place alone', { keys: { 'shared-address-range': [GROUP] }, unknownPlaces: [0] }],
    [
      'with a few on campus and one day of opening',
      { keys: { 'shared-address-range': [span(0, 6)], 'sign-up-batch': [GROUP] }, campus: [0] },
    ],
    ['with a few on campus', { keys: { 'shared-address-range': [span(0, 6)] }, campus: [0] }],
    ['beside a campus of others', { keys: { 'shared-address-range': [GROUP, span(50, 90)] }, campus: [1] }],
    ['on one device alone', { keys: { 'shared-device': [GROUP] } }],
  ])('%s', (_, plan) => {
    expect(opennessIn(plan)).toBeUndefined()
  })
})

test('a phone of a few accounts is no front desk', () => {
  const on = (...phones: number[][]) =>
    openness(worldOf({ count: EVERYBODY, keys: { 'shared-phone': phones } }), groupOf(span(0, 8)))
  expect(on(span(0, 4), span(4, 8))).toBeUndefined()
  expect(on(span(0, 5))).toBeUndefined()
  expect(on(span(0, 6))).toBe('phone')
})

test('a public mail provider names no firm, be half of its users one pool', () => {
  const users = (count: number) => ({
    'shared-email-domain': [span(0, count)],
    'shared-address-range': [span(0, 0.3 * count), span(0.25 * count, 0.6 * count)],
  })
  const some = groupOf(span(0, 20))
  expect(openness(worldOf({ count: 1_000, keys: users(400) }), some)).toBeUndefined()
  // A firm in a small place is no provider.
  expect(openness(worldOf({ count: 1_000, keys: users(100) }), some)).toBe('mail-domain')
})
