import { expect, test } from 'vitest'
import type { RequestRecord } from '../record/index.ts'
import { isMissingText } from '../record/index.ts'
import { simulate } from './scenario.ts'

const SEED = 6
const SCALE = 0.05

function compose(scenario: string) {
  const composed = simulate({ scenario, seed: SEED, scale: SCALE })
  const account = new Map(composed.accounts.map((one) => [one.account_id, one]))
  const pools = composed.truth.campaigns.map(({ accounts }) =>
    accounts.flatMap(({ account_id: id }) => account.get(id) ?? []),
  )
  return { ...composed, pools, ids: new Set(pools.flat().map((one) => one.account_id)) }
}

function sentBy(ids: ReadonlySet<string>, requests: Iterable<RequestRecord>): RequestRecord[] {
  return [...requests].filter(({ account_id: id }) => ids.has(id))
}

const DAY = 86_400_000

test('shell companies are verified and paying, or old, but never both for two months', () => {
  const { pools, truth, requests } = compose('shell-companies')
  const [first] = requests
  const start = Math.floor((first?.time ?? 0) / DAY) * DAY
  for (const pool of pools) {
    const companies = new Set(pool.map((one) => one.organization_id))
    expect(companies.size).toBeGreaterThan(1)
    expect(new Set(pool.map((one) => one.payment_fingerprint)).size).toBe(companies.size)
    for (const { verification, plan, created_at: created = 0 } of pool) {
      expect(verification).toBe('business')
      expect(plan === 'free' || start - created < 60 * DAY).toBe(true)
    }
  }
  expect(truth.campaigns).toHaveLength(3)
})

test('forged ids meet on several accounts, and only a part of the texts is left', () => {
  const { ids, requests } = compose('forged-ids')
  const sent = sentBy(ids, requests)
  const missing = sent.filter(({ input_text: text }) => isMissingText(text)).length / sent.length
  expect(missing).toBeGreaterThan(0.1)
  expect(missing).toBeLessThan(0.7)
  const holders = new Map<string, Set<string>>()
  for (const { conversation_id: id, account_id: account } of sent) {
    if (id !== undefined) holders.set(id, (holders.get(id) ?? new Set()).add(account))
  }
  expect([...holders.values()].some((accounts) => accounts.size > 3)).toBe(true)
})

test('a borrowed template is one that innocent accounts use', () => {
  const { ids, requests } = compose('borrowed-template')
  const all = [...requests]
  const innocent = new Set(all.flatMap((one) => (ids.has(one.account_id) ? [] : (one.system_text ?? []))))
  const sent = all.filter(({ account_id: id }) => ids.has(id))
  const borrowed = sent.filter(({ system_text: text = '' }) =>
    [...innocent].some((prompt) => prompt.length > 800 && text.startsWith(prompt)),
  )
  expect(borrowed.length / sent.length).toBeGreaterThan(0.5)
})

test('one account is one account, and more than half a thousand harvests', () => {
  const { truth } = compose('one-account')
  for (const { accounts } of truth.campaigns) {
    expect(accounts).toHaveLength(1)
    expect(accounts[0]?.harvest_requests).toBeGreaterThan(500)
    expect(accounts[0]?.requests).toBeGreaterThan(accounts[0]?.harvest_requests ?? 0)
  }
})

test('vouchers have run out before the traffic ends', () => {
  const { ids, known, requests } = compose('expired-vouchers')
  const last = Math.max(...[...requests].map(({ time }) => time))
  const own = known.filter(({ id }) => ids.has(id))
  expect(own.length).toBeGreaterThan(0.4 * ids.size)
  for (const { expires_at: expires = Number.POSITIVE_INFINITY } of own) expect(expires).toBeLessThan(last)
})

test('cells share no card, device or code with another cell', () => {
  for (const pool of compose('many-small-pools').pools) {
    for (const field of ['payment_fingerprint', 'device_fingerprint'] as const) {
      const holders = new Map<string, number>()
      for (const { [field]: key } of pool) if (key) holders.set(key, (holders.get(key) ?? 0) + 1)
      expect(Math.max(0, ...holders.values())).toBeLessThanOrEqual(9)
    }
  }
})

test('the framed hold what the pool holds, and harvest nothing', () => {
  const { pools, truth, accounts, ids } = compose('framed-bystanders')
  const cards = new Set(pools.flat().map((one) => one.payment_fingerprint))
  const codes = new Set(pools.flat().map((one) => one.referral_code))
  const framed = (kind: string) => {
    const own = new Set(truth.lookalikes.flatMap((one) => (one.kind === kind ? one.accounts : [])))
    return accounts.filter(({ account_id: id }) => own.has(id))
  }
  for (const { account_id: id, payment_fingerprint: card } of framed('framed-by-card')) {
    expect(ids.has(id)).toBe(false)
    expect(cards.has(card)).toBe(true)
  }
  const both = framed('framed-by-code-and-prompt')
  expect(both.length).toBeGreaterThan(3)
  for (const { referral_code: code } of both) expect(codes.has(code)).toBe(true)
})
