import { expect, test } from 'vitest'
import type { RequestRecord } from '../record/index.ts'
import { drawTies } from './campaigns/traits.ts'
import type { CampaignPlan } from './plan.ts'
import { Random } from './random.ts'
import { simulate } from './scenario.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** One campaign without cover, and what its accounts are and send; nobody else harvests, and few are there. */
function pool(seed: number, campaign: CampaignPlan) {
  const composed = simulate({
    scenario: { name: 'one-pool', campaigns: [{ cover: 0, ...campaign }] },
    seed,
    scale: 0.03,
  })
  const [truth] = composed.truth.campaigns
  const ids = new Set(truth?.accounts.map((one) => one.account_id))
  const sent = [...composed.requests].filter((one) => ids.has(one.account_id))
  return { truth, sent, accounts: composed.accounts.filter((one) => ids.has(one.account_id)) }
}

const ADAPTIVE: CampaignPlan = {
  class: 'adaptive',
  accounts: 60,
  requests_per_account: 20,
  languages: ['en'],
  from_day: 0,
  to_day: 14,
}

/** The commonest value's share. */
function mostShared(values: readonly unknown[]): number {
  const counts = new Map<unknown, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return Math.max(...counts.values()) / values.length
}

test('an adaptive pool words its instruction anew for every request', () => {
  const systems = pool(3, ADAPTIVE).sent.flatMap((one) => one.system_text ?? [])
  expect(systems.length).toBeGreaterThan(200)
  expect(mostShared(systems)).toBeLessThan(0.03)
  expect(new Set(systems).size).toBeGreaterThan(0.8 * systems.length)
  const usual = pool(3, { ...ADAPTIVE, class: 'plain', wordings: 3 }).sent.flatMap(
    (one) => one.system_text ?? [],
  )
  expect(new Set(usual).size).toBeLessThanOrEqual(3)
})

test('an adaptive pool grows slowly, and its accounts share no card, device, phone or day', () => {
  const { sent, accounts } = pool(3, ADAPTIVE)
  const first = new Map<string, number>()
  for (const { account_id: id, time } of sent) if (!first.has(id)) first.set(id, time)
  const days = [...first.values()].map((time) => Math.floor(time / DAY))
  expect(mostShared(days)).toBeLessThan(0.25)
  for (const key of ['payment_fingerprint', 'device_fingerprint', 'phone_hash'] as const) {
    const values = accounts.flatMap((one) => one[key] ?? [])
    expect(new Set(values).size).toBe(values.length)
  }
})

test('scattered accounts keep hours of their own, those of a human pool the same ones', () => {
  const night = (requests: readonly RequestRecord[]): number => {
    const hours = requests.map((one) => Math.floor(one.time / HOUR) % 24)
    return Math.min(...Array.from({ length: 24 }, (_, hour) => hours.filter((one) => one === hour).length))
  }
  const busy = { ...ADAPTIVE, requests_per_account: 60, duty_hours: 24, duty_days: 1, ramps: false }
  const even = 60 * 60 * (1 / 24)
  expect(night(pool(5, busy).sent)).toBeGreaterThan(0.4 * even)
  expect(night(pool(5, { ...busy, rhythm: 'human' }).sent)).toBeLessThan(0.3 * even)
})

test('with half of the transfer stations the harvest is the replay of saved sessions, in many languages', () => {
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8]
  const station: CampaignPlan = { class: 'transfer-station', accounts: 20, requests_per_account: 40 }
  const stations = seeds.map((seed) => pool(seed, station))
  const replaying = stations.filter(({ truth }) => truth?.tactics.includes('T10'))
  expect(replaying.length).toBeGreaterThan(1)
  expect(replaying.length).toBeLessThan(seeds.length)
  for (const { truth, sent } of replaying) {
    expect(truth?.languages?.length).toBe(8)
    // One harness before all products, and turns of one session on one account.
    const harness = sent.map((one) => (one.system_text ?? '').split('\n\n')[0])
    expect(mostShared(harness)).toBeGreaterThan(0.95)
    expect(new Set(sent.map((one) => one.conversation_id)).size).toBeLessThan(0.5 * sent.length)
  }
  const own = pool(1, { ...station, task: 'reasoning', instructions: ['Think aloud: {item}'] })
  expect(own.sent.every((one) => one.input_text?.startsWith('Think aloud: ') ?? false)).toBe(true)
})

test('some pools verify their accounts with few phones, and so do some firms and families', () => {
  const shared = (accounts: readonly { readonly phone_hash?: string }[]): number => {
    const phones = accounts.flatMap((one) => one.phone_hash ?? [])
    return phones.length - new Set(phones).size
  }
  const { accounts } = pool(2, { class: 'plain', accounts: 40, ties: { phone: 0.8 } })
  expect(shared(accounts)).toBeGreaterThan(15)
  const innocent = simulate({ scenario: 'benign', seed: 2, scale: 0.3 })
  expect(shared(innocent.accounts)).toBeGreaterThan(5)
  const drawn = Array.from({ length: 400 }, (_, seed) => drawTies(new Random('ties', seed)).phone > 0)
  expect(drawn.filter(Boolean).length / drawn.length).toBeCloseTo(0.3, 1)
})
