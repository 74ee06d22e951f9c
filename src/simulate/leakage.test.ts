import fc from 'fast-check'
import { expect, test } from 'vitest'
import { auc, leakage } from './leakage.ts'
import { simulate } from './scenario.ts'

/**
 * Features that no tactic needs. Ties (shared cards, referrals, ranges), volumes, rhythms and what the text
 * brings with it are the tactics themselves and may tell; these may not.
 */
const NEUTRAL = [
  'account_id_length',
  'has_created_at',
  'has_organization_id',
  'has_program',
  'has_payment_fingerprint',
  'has_device_fingerprint',
  'has_phone_hash',
  'plan_holders',
  'verification_holders',
  'country_mismatch',
  'conversation_share',
  'trace_share',
  'stream_share',
  'temperature_share',
  'mean_temperature',
  'top_p_share',
  'max_tokens_share',
  'reasoning_share',
  'route_holders',
  'tls_holders',
  'user_agent_holders',
  'failed_share',
  'api_keys',
]

/** Where even these belong to the tactic: embedding requests have no chat parameters, who fails over has failures. */
const TACTICAL = new Map([
  ['embeddings', /conversation|stream|temperature|top_p|max_tokens|reasoning/],
  ['programme-abuse', /program/],
  ['multi-route', /route/],
  ['failover', /failed/],
  ['shell-companies', /organization|plan|verification|payment/],
  ['one-customer', /organization|verification|payment/],
  ['forged-ids', /conversation/],
  // One account is no distribution.
  ['one-account', /./],
])

test('no neutral field tells harvesters from the innocent', () => {
  const areas = new Map<string, number[]>()
  for (const seed of [1, 2, 3, 4]) {
    const { requests, accounts, truth, networks } = simulate({ scenario: 'every-tactic', seed, scale: 0.3 })
    for (const found of leakage(requests, accounts, truth, networks)) {
      for (const { feature, auc: area, higher } of found.leaks) {
        if (!NEUTRAL.includes(feature) || TACTICAL.get(found.class)?.test(feature)) continue
        const key = `${found.class}: ${feature}`
        areas.set(key, [...(areas.get(key) ?? []), higher ? area : 1 - area])
      }
    }
  }
  const means = [...areas].map(([key, list]) => {
    const mean = list.reduce((sum, value) => sum + value, 0) / list.length
    return { key, area: Math.max(mean, 1 - mean) }
  })
  expect(means.length).toBeGreaterThan(200)
  expect(means.filter(({ area }) => area > 0.8)).toEqual([])
})

test('the area under the curve is the share of pairs in the right order', () => {
  const values = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(values, values, (positive, negative) => {
      const pairs = positive.flatMap((left) =>
        negative.map((right) => (left > right ? 1 : left === right ? 0.5 : 0)),
      )
      const expected = pairs.reduce<number>((sum, value) => sum + value, 0) / pairs.length
      expect(auc(positive, negative)).toBeCloseTo(expected, 10)
    }),
  )
})
