import { expect, test } from 'vitest'
import type { AccountRecord, RequestRecord } from '../../src/record/index.ts'
import { type Baseline, thresholdFor } from './index.ts'
import { rateThreshold } from './rate-threshold.ts'
import { sameTemplate } from './same-template.ts'
import { sharedCard } from './shared-card.ts'
import { synchroTrap } from './synchro-trap.ts'

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

test('the threshold never accuses more innocent accounts than the budget, ties included', () => {
  expect(thresholdFor([1, 5, 5, 9], 1)).toBe(9)
  expect(thresholdFor([1, 5, 5, 9], 2)).toBe(9)
  expect(thresholdFor([1, 5, 5, 9], 3)).toBe(5)
  expect(thresholdFor([5, 5, 9, 9], 1)).toBe(Number.POSITIVE_INFINITY)
  expect(thresholdFor([0, 0, 3], 1)).toBeLessThan(1)
})
