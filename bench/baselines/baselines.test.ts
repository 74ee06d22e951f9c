import { expect, test } from 'vitest'
import type { AccountRecord, RequestRecord } from '../../src/record/index.ts'
import { createRandom } from '../../src/statistics/index.ts'
import { featuresOf } from './features.ts'
import { FOURIER_COUNT, fourierFeatures } from './fourier-features.ts'
import { fraudar } from './fraudar.ts'
import { type Baseline, boundFor, isAbove } from './index.ts'
import { prada } from './prada.ts'
import { rateThreshold } from './rate-threshold.ts'
import { sameTemplate } from './same-template.ts'
import { sharedCard } from './shared-card.ts'
import { synchroTrap } from './synchro-trap.ts'
import { KERNEL_WIDTH, windowedMmd } from './windowed-mmd.ts'

const HOUR = 3_600_000

function run(
  baseline: Baseline,
  requests: readonly RequestRecord[],
  accounts: readonly AccountRecord[] = [],
) {
  const observer = baseline.start()
  for (const request of requests) observer.see(request)
  return Object.fromEntries([...observer.scores(accounts)].sort())
}

const at = (account_id: string, hour: number, more: Partial<RequestRecord> = {}): RequestRecord => ({
  account_id,
  time: hour * HOUR,
  ...more,
})

test('the rate is that of the busiest day, not the sum', () => {
  const requests = [at('slow', 1), at('slow', 30), at('slow', 60), at('fast', 1), at('fast', 2)]
  expect(run(rateThreshold, requests)).toEqual({ fast: 2, slow: 1 })
})

test('cards join accounts into components; who sends nothing joins nobody', () => {
  const accounts = [
    { account_id: 'a', payment_fingerprint: 'one' },
    { account_id: 'b', payment_fingerprint: 'one' },
    { account_id: 'c', payment_fingerprint: 'one' },
    { account_id: 'idle', payment_fingerprint: 'one' },
    { account_id: 'd', payment_fingerprint: 'two' },
    { account_id: 'e' },
  ]
  const requests = ['a', 'b', 'c', 'd', 'e'].map((account) => at(account, 1))
  expect(run(sharedCard, requests, accounts)).toEqual({ a: 3, b: 3, c: 3, d: 1 })
})

test('an instruction used once by somebody does not group them', () => {
  const requests = [
    ...['a', 'b'].flatMap((account) =>
      [1, 2].map((hour) => at(account, hour, { system_text: 'Grade  THIS.' })),
    ),
    at('once', 1, { system_text: 'grade this.' }),
    ...[1, 2].map((hour) =>
      at('c', hour, { input_text: `please tell me in one short sentence all about topic ${hour}` }),
    ),
  ]
  expect(run(sameTemplate, requests)).toEqual({ a: 2, b: 2, c: 1 })
})

test('SynchroTrap: the score is the threshold at which the cluster reaches four', () => {
  const together = (account: string, hours: readonly number[]) =>
    hours.map((hour) => at(account, hour, { client_address: '192.0.2.1' }))
  const requests = [
    ...together('a', [1, 2, 3, 4]),
    ...together('b', [1, 2, 3, 4]),
    ...together('c', [1, 2, 3, 4]),
    // Two of four hours in common with each of the others: 2 / (4 + 2 - 2) = 0.5.
    ...together('d', [1, 2]),
    ...[1, 2, 3].map((hour) => at('alone', hour, { client_address: '198.51.100.7' })),
    ...[1, 2, 3].map((hour) => at('pair', hour, { client_address: '198.51.100.7' })),
  ]
  expect(run(synchroTrap, requests)).toEqual({ a: 0.5, b: 0.5, c: 0.5, d: 0.5 })
})

test('SynchroTrap: who uses one instruction in the same hours is clustered too, whatever the address', () => {
  const requests = ['a', 'b', 'c', 'd'].flatMap((account, i) =>
    [1, 2].map((hour) => at(account, hour, { client_address: `192.0.2.${i}`, system_text: 'Grade this.' })),
  )
  expect(run(synchroTrap, requests)).toEqual({ a: 1, b: 1, c: 1, d: 1 })
})

test('FRAUDAR: density of the own block, in which common keys weigh little', () => {
  const card = { payment_fingerprint: 'card', device_fingerprint: 'device' }
  const accounts = [
    ...['a', 'b', 'c'].map((account_id) => ({ account_id, ...card })),
    ...['d', 'e'].map((account_id) => ({ account_id, email_domain: 'a.example' })),
    { account_id: 'alone', referral_code: 'nobody else' },
    { account_id: 'idle', ...card },
  ]
  const requests = ['a', 'b', 'c', 'd', 'e', 'alone'].map((account) => at(account, 1))
  const ring = 6 / Math.log(3 + 5) / (3 + 2)
  const pair = 2 / Math.log(2 + 5) / (2 + 1)
  const scores = run(fraudar, requests, accounts)
  expect(Object.keys(scores)).toEqual(['a', 'b', 'c', 'd', 'e'])
  for (const account of ['a', 'b', 'c']) expect(scores[account]).toBeCloseTo(ring, 10)
  for (const account of ['d', 'e']) expect(scores[account]).toBeCloseTo(pair, 10)
})

const repeated = (account: string, times: number, text: (i: number) => string) =>
  Array.from({ length: times }, (_, i) => at(account, 24 * 100 + i, { input_text: text(i) }))

test('windowed MMD: who writes as the established do has 0, who writes otherwise what the kernel says', () => {
  const usual = 'where do I find the opening hours of the town library'
  const other = 'rate this answer from one to ten and explain why'
  const requests = [
    ...['old', 'older', 'like them'].flatMap((account) => repeated(account, 20, () => usual)),
    ...repeated('unlike', 20, () => other),
    ...repeated('half', 20, (i) => (i % 2 === 0 ? usual : other)),
    ...repeated('few', 9, () => other),
  ]
  const accounts = ['old', 'older'].map((account_id) => ({ account_id, created_at: 0 }))
  const scores = run(windowedMmd, requests, accounts)
  expect(scores.few).toBeUndefined()
  expect(scores['like them']).toBeCloseTo(0, 10)
  const [x, y] = [usual, other].map((input_text) => mapped(featuresOf(at('', 0, { input_text }))))
  const kernel = x.reduce((sum, value, i) => sum + value * y[i], 0)
  expect(kernel).toBeLessThan(0.9)
  expect(scores.unlike).toBeCloseTo(2 - 2 * kernel, 10)
  // Of 380 ordered pairs of the half-and-half window, 180 are of one text and 200 of two.
  expect(scores.half).toBeCloseTo((180 + 200 * kernel) / 380 + 1 - (1 + kernel), 10)
})

function mapped(features: Int8Array): Float64Array {
  const sum = new Float64Array(FOURIER_COUNT)
  fourierFeatures(features.length, KERNEL_WIDTH)(features, sum)
  return sum
}

test('windowed MMD without established accounts accuses nobody', () => {
  expect(
    run(
      windowedMmd,
      repeated('a', 50, (i) => `text number ${i} of many`),
    ),
  ).toEqual({})
})

test('PRADA: many texts at random have distances like normal ones, copies in turn with them have not', () => {
  const random = createRandom('prada')
  const words = Array.from({ length: 500 }, (_, i) => `word${String.fromCharCode(97 + (i % 26))}${i}`)
  const sentence = () => Array.from({ length: 30 }, () => random.pick(words)).join(' ')
  let last = ''
  const scores = run(prada, [
    ...repeated('natural', 200, sentence),
    ...repeated('copies', 200, (i) => {
      last = i % 2 === 0 ? sentence() : last
      return last
    }),
    ...repeated('same', 200, () => 'always the very same question'),
    ...repeated('few', 40, () => 'always the very same question'),
  ])
  expect(scores.natural).toBeLessThan(0.1)
  expect(scores.copies).toBeGreaterThan(0.3)
  expect(scores.same).toBe(1)
  expect(scores.few).toBe(0)
})

test('the budget is used up, equal scores by their ties, and nobody without a score is accused', () => {
  const scored = (...scores: number[]) => scores.map((score, i) => ({ score, tie: (7 * i) % 5 }))
  const accused = (scores: number[], budget: number): number => {
    const all = scored(...scores)
    const bound = boundFor(all, budget)
    return all.filter((one) => isAbove(one, bound)).length
  }
  for (const budget of [0, 1, 2, 3, 4]) expect(accused([1, 5, 5, 9], budget)).toBe(budget)
  expect(accused([5, 5, 9, 9], 1)).toBe(1)
  expect(accused([0, 0, 3], 2)).toBe(1)
  expect(boundFor(scored(5, 5, 5), 1)).toEqual({ score: 5, tie: 2 })
})
