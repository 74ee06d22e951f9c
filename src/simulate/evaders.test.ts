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

test('an adaptive pool grows slowly, by old accounts that share no card, device or phone and few referrals', () => {
  const { sent, accounts } = pool(3, ADAPTIVE)
  const first = new Map<string, number>()
  for (const { account_id: id, time } of sent) if (!first.has(id)) first.set(id, time)
  const days = [...first.values()].map((time) => Math.floor(time / DAY))
  expect(mostShared(days)).toBeLessThan(0.25)
  for (const key of ['payment_fingerprint', 'device_fingerprint', 'phone_hash'] as const) {
    const values = accounts.flatMap((one) => one[key] ?? [])
    expect(new Set(values).size).toBe(values.length)
  }
  expect(mostShared(accounts.map((one) => one.referral_code ?? one.account_id))).toBeLessThan(0.3)
  const old = accounts.filter((one) => (first.get(one.account_id) ?? 0) - (one.created_at ?? 0) > 7 * DAY)
  expect(old.length).toBeGreaterThan(0.7 * accounts.length)
})

test('each adaptive account keeps the hours of one time zone, for harvest and cover; a human pool keeps the same ones', () => {
  const hoursOf = (requests: readonly RequestRecord[]): number[] => {
    const counts = Array.from({ length: 24 }, () => 0)
    for (const { time } of requests) counts[Math.floor(time / HOUR) % 24]++
    return counts
  }
  /** The share of requests in the eight quietest hours in a row. */
  const atNight = (requests: readonly RequestRecord[]): number => {
    const counts = hoursOf(requests)
    const nights = counts.map((_, from) =>
      Array.from({ length: 8 }, (__, hour) => counts[(from + hour) % 24]).reduce((sum, own) => sum + own, 0),
    )
    return Math.min(...nights) / requests.length
  }
  const busy: CampaignPlan = { ...ADAPTIVE, cover: 0.5, requests_per_account: 60, ramps: false }
  const { sent, accounts } = pool(5, busy)
  const each = accounts.map((one) => atNight(sent.filter((request) => request.account_id === one.account_id)))
  expect(each.filter((share) => share < 0.12).length).toBeGreaterThan(0.9 * accounts.length)
  expect(atNight(sent)).toBeGreaterThan(0.12)
  expect(atNight(pool(5, { ...busy, cover: 0, rhythm: 'human' }).sent)).toBeLessThan(0.1)
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
    // One harness before all products.
    const harness = sent.map((one) => (one.system_text ?? '').split('\n\n')[0])
    expect(mostShared(harness)).toBeGreaterThan(0.95)
    // Turns of one session on one account, where conversations are told.
    const sessions = new Map<string, string[]>()
    for (const { conversation_id: id, account_id: account } of sent) {
      if (id !== undefined) sessions.set(id, [...(sessions.get(id) ?? []), account])
    }
    for (const accounts of sessions.values()) expect(new Set(accounts).size).toBe(1)
    const turns = [...sessions.values()].reduce((sum, { length }) => sum + length, 0)
    if (sessions.size > 0) expect(turns / sessions.size).toBeGreaterThan(2)
  }
})

test('a transfer station whose words are given sends these, and replays nothing', () => {
  const station: CampaignPlan = { class: 'transfer-station', accounts: 12, requests_per_account: 20 }
  const replays = (plan: CampaignPlan, seed: number): boolean =>
    pool(seed, plan).truth?.tactics.includes('T10') ?? false
  const seed = [1, 2, 3, 4, 5, 6, 7, 8].find((one) => replays(station, one)) ?? 0
  expect(seed).toBeGreaterThan(0)
  expect(replays({ ...station, languages: ['de'] }, seed)).toBe(false)
  const { sent } = pool(seed, { ...station, instructions: ['Think aloud: {item}'], follows: 0 })
  expect(sent.length).toBeGreaterThan(100)
  for (const { input_text: text } of sent) expect(text).toMatch(/^Think aloud: /)
})

test('some pools verify their accounts with few phones, and so do some firms and families', () => {
  const shared = (accounts: readonly { readonly phone_hash?: string }[]): number => {
    const phones = accounts.flatMap((one) => one.phone_hash ?? [])
    return phones.length - new Set(phones).size
  }
  const { accounts } = pool(2, { class: 'plain', accounts: 40, ties: { phone: 0.8 } })
  expect(shared(accounts)).toBeGreaterThan(10)
  const groups = [1, 2, 3].flatMap((seed) => {
    const { accounts: all, truth } = simulate({ scenario: 'benign', seed, scale: 0.3 })
    const byId = new Map(all.map((one) => [one.account_id, one]))
    return [
      ...truth.lookalikes,
      ...(truth.households ?? []).map((own) => ({ kind: 'household', accounts: own })),
    ].map((group) => ({ ...group, shared: shared(group.accounts.flatMap((id) => byId.get(id) ?? [])) }))
  })
  const sharing = (...kinds: readonly string[]): number =>
    groups.filter((group) => kinds.includes(group.kind) && group.shared > 0).length
  expect(sharing('household')).toBeGreaterThan(2)
  expect(sharing('enterprise-seats', 'agency', 'reseller')).toBeGreaterThan(0)
  expect(sharing('class-cohort', 'open-source-app')).toBe(0)
  const drawn = Array.from({ length: 400 }, (_, seed) => drawTies(new Random('ties', seed)).phone > 0)
  expect(drawn.filter(Boolean).length / drawn.length).toBeCloseTo(0.3, 1)
})
