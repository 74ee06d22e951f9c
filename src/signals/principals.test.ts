import { describe, expect, test } from 'vitest'
import { contractOf, contracts, STANDING_DAYS, type Standing } from './principals.ts'

const NOW = Date.UTC(2026, 5, 1)
const DAY = 86_400_000

const firm: Standing = {
  organization: 7,
  verification: 'business',
  createdAt: NOW - 2 * STANDING_DAYS * DAY,
  plan: 'enterprise',
}

describe('a contract', () => {
  test('is with a verified business of standing that pays', () => {
    expect(contractOf(firm, NOW)).toBe(7)
  })

  test.each([
    ['no organisation', { organization: 0 }],
    ['no verification', { verification: '' }],
    ['a verified person', { verification: 'government_id' }],
    ['nothing paid', { plan: 'free' }],
    ['a trial', { plan: 'trial' }],
    ['an unknown plan', { plan: '' }],
    ['an unknown age', { createdAt: 0 }],
    ['a business verified last week', { createdAt: NOW - 7 * DAY }],
    ['an account opened after the traffic began', { createdAt: NOW + DAY }],
  ])('is not with %s', (_, change) => {
    expect(contractOf({ ...firm, ...change }, NOW)).toBe(0)
  })

  test('stands from the day the standing is long enough', () => {
    const opened = (before: number): Standing => ({ ...firm, createdAt: NOW - before })
    expect(contractOf(opened(STANDING_DAYS * DAY), NOW)).toBe(7)
    expect(contractOf(opened(STANDING_DAYS * DAY - 1), NOW)).toBe(0)
  })

  test('takes one account of standing; shells have none however many they are', () => {
    const shell: Standing = { organization: 9, verification: 'email', createdAt: NOW - DAY, plan: 'pro' }
    const seat: Standing = { ...firm, createdAt: NOW - DAY }
    expect(contracts([shell, shell, shell, seat, firm], NOW)).toEqual(new Set([7]))
    expect(contracts([shell, shell, seat], NOW)).toEqual(new Set())
  })
})
