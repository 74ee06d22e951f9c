import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Random } from '../random.ts'
import { idLike } from './ids.ts'
import { mixInto } from './mix.ts'
import type { OwnLogs } from './own-logs.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 4, 5, 7)

const own: OwnLogs = {
  from: START,
  to: START + 9 * 24 * HOUR,
  requests: 80_000,
  accountIds: new Set(Array.from({ length: 900 }, (_, n) => `team-${1_000 + n}`)),
  models: [
    ['alpha-large', 900],
    ['alpha-small', 100],
  ],
  embeddingModels: [],
  clients: [[{ user_agent: 'own-client/1.0' }, 5]],
  routes: [['openai', 10]],
  coverage: {
    request_model: 1,
    client_address: 0.5,
    user_agent: 1,
    route: 1,
    input_text: 1,
    input_tokens: 1,
    temperature: 0.2,
    operation: 1,
  },
  accounts: { coverage: { created_at: 1, plan: 0.9 }, plans: [['gold', 1]], verifications: [] },
  release: { model: 'alpha-next', time: START + 4 * 24 * HOUR },
}

describe('campaigns for somebody else’s logs', () => {
  const scenario = mixInto({ scenario: 'release-pivot', seed: 3, share: 0.02, own })
  const requests = [...scenario.requests]

  test('stay within their time and take their share', () => {
    for (const { time } of requests) {
      expect(time).toBeGreaterThanOrEqual(own.from)
      expect(time).toBeLessThan(own.to)
    }
    for (const { accounts } of scenario.truth.campaigns) {
      const harvest = accounts.reduce((sum, one) => sum + one.harvest_requests, 0)
      expect(harvest).toBeGreaterThan(800)
      expect(harvest).toBeLessThan(2_400)
    }
  })

  test('have their models in their proportions, their clients and routes, and no field that they lack', () => {
    const fields = new Set(requests.flatMap((record) => Object.keys(record)))
    expect([...fields].filter((field) => !(field in own.coverage)).sort()).toEqual(['account_id', 'time'])
    expect(new Set(requests.map(({ user_agent }) => user_agent))).toEqual(new Set(['own-client/1.0']))
    expect(new Set(requests.map(({ route }) => route))).toEqual(new Set(['openai']))
    const of = (model: string) => requests.filter(({ request_model }) => request_model === model)
    expect(of('alpha-large').length).toBeGreaterThan(of('alpha-small').length)
    expect(of('alpha-next').length).toBeGreaterThan(100)
    for (const { time } of of('alpha-next')) expect(time).toBeGreaterThan(own.release?.time ?? 0)
    expect(of('alpha-large').length + of('alpha-small').length + of('alpha-next').length).toBe(
      requests.length,
    )
    const addressed = requests.filter(({ client_address }) => client_address !== undefined).length
    expect(addressed / requests.length).toBeGreaterThan(0.25)
    expect(addressed / requests.length).toBeLessThan(0.75)
  })

  test('have accounts of their shape that are not theirs, with what their accounts file tells', () => {
    const added = new Set(scenario.accounts.map(({ account_id }) => account_id))
    for (const account of scenario.accounts) {
      expect(account.account_id).toMatch(/^team-\d{4,}$/)
      expect(own.accountIds.has(account.account_id)).toBe(false)
      expect(Object.keys(account).sort()).toEqual(['account_id', 'created_at', 'plan'])
      expect(account.plan).toBe('gold')
    }
    const told = scenario.truth.campaigns.flatMap(({ accounts }) =>
      accounts.map(({ account_id }) => account_id),
    )
    expect(new Set(told)).toEqual(added)
    expect(requests.every(({ account_id }) => added.has(account_id))).toBe(true)
    expect(Object.keys(scenario.truth.people).sort()).toEqual([...added].sort())
  })

  test('are the same every time', () => {
    expect([...scenario.requests]).toEqual(requests)
    expect([...mixInto({ scenario: 'release-pivot', seed: 3, share: 0.02, own }).requests]).toEqual(requests)
  })

  test('a frugal class gets more accounts instead of busier ones', () => {
    const [swarm] = mixInto({ scenario: 'swarm', seed: 3, share: 0.05, own }).truth.campaigns
    const harvest = swarm?.accounts.reduce((sum, one) => sum + one.harvest_requests, 0) ?? 0
    expect(harvest / (swarm?.accounts.length ?? 1)).toBeLessThan(8)
    expect(harvest).toBeGreaterThan(2_000)
  })

  test('logs of an hour are too short', () => {
    expect(() => mixInto({ scenario: 'plain', share: 0.1, own: { ...own, to: START + HOUR } })).toThrow(
      /1\.0 hours/,
    )
  })
})

test('an id keeps the shape of its example and is never taken', () => {
  const random = new Random('ids')
  expect(idLike('acct_00ff34ab', new Set(), random)).toMatch(/^acct_[0-9a-f]{8}$/)
  expect(idLike('Team-7B2', new Set(), random)).toMatch(/^Team-\d[A-Z]\d$/)
  expect(idLike('0190f5e2-7c3b-7d11-9a5e-3f2b1c0d9e8f', new Set(), random)).toMatch(
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  )
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 12 }), (example) => {
      const taken = new Set([example])
      for (let at = 0; at < 20; at++) {
        const id = idLike(example, taken, random)
        expect(taken.has(id)).toBe(false)
        taken.add(id)
      }
    }),
  )
})
