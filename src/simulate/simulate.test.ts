import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { StillwatchError } from '../errors/index.ts'
import { CAMPAIGN_CLASSES } from './campaigns/index.ts'
import { SCENARIOS, simulate, Truth } from './index.ts'
import { LOOKALIKES } from './lookalikes/index.ts'

const SCALE = 0.12

function digest(requests: Iterable<unknown>): string {
  const hash = createHash('sha256')
  for (const record of requests) hash.update(JSON.stringify(record))
  return hash.digest('hex')
}

describe('simulate', () => {
  const mixed = simulate({ scenario: 'mixed', seed: 11, scale: SCALE })

  test('more ordinary people are no more look-alikes and no more harvesters', () => {
    const of = (ordinary: number) => simulate({ scenario: 'plain', seed: 11, scale: SCALE, ordinary })
    const [few, many] = [of(1), of(3)]
    const counts = ({ truth }: typeof few) => ({
      lookalikes: truth.lookalikes.map(({ kind, accounts }) => [kind, accounts.length]),
      campaigns: truth.campaigns.map(({ id, accounts }) => [id, accounts.length]),
    })
    expect(counts(many)).toEqual(counts(few))
    const lookalikes = ({ truth, accounts }: typeof few) => {
      const own = new Set(truth.lookalikes.flatMap((one) => one.accounts))
      return accounts.filter((one) => own.has(one.account_id)).map((one) => one.phone_hash)
    }
    expect(lookalikes(many)).toEqual(lookalikes(few))
    expect(many.truth.households?.length).toBeGreaterThan(2 * (few.truth.households?.length ?? 0))
    expect(many.accounts.length).toBeGreaterThan(1.5 * few.accounts.length)
    expect(() => of(0)).toThrow(StillwatchError)
  })

  test('says the same for the same seed, every time it is asked, and something else for another', () => {
    const again = simulate({ scenario: 'mixed', seed: 11, scale: SCALE })
    const other = simulate({ scenario: 'mixed', seed: 12, scale: SCALE })
    const first = digest(mixed.requests)
    expect(digest(mixed.requests)).toBe(first)
    expect(digest(again.requests)).toBe(first)
    expect(digest(other.requests)).not.toBe(first)
    expect(again.accounts).toEqual(mixed.accounts)
    expect(again.truth).toEqual(mixed.truth)
    expect([again.networks, again.known, again.releases]).toEqual([
      mixed.networks,
      mixed.known,
      mixed.releases,
    ])
  })

  test('gives requests in time order, each within the life of a listed account', () => {
    const accounts = new Map(mixed.accounts.map((account) => [account.account_id, account]))
    let last = 0
    for (const request of mixed.requests) {
      expect(request.time).toBeGreaterThanOrEqual(last)
      last = request.time
      const account = accounts.get(request.account_id)
      expect(account).toBeDefined()
      expect(request.time).toBeGreaterThanOrEqual(account?.created_at ?? 0)
      expect(request.time).toBeLessThan(account?.closed_at ?? Number.POSITIVE_INFINITY)
    }
  })

  test('tells the truth about who sent how much', () => {
    const sent = new Map<string, number>()
    for (const { account_id: account } of mixed.requests) sent.set(account, (sent.get(account) ?? 0) + 1)
    const seen = new Set<string>()
    for (const campaign of mixed.truth.campaigns) {
      let harvest = 0
      for (const account of campaign.accounts) {
        expect(seen).not.toContain(account.account_id)
        seen.add(account.account_id)
        expect(account.requests).toBe(sent.get(account.account_id) ?? 0)
        expect(account.harvest_requests).toBeLessThanOrEqual(account.requests)
        harvest += account.harvest_requests
      }
      expect(campaign.harvest_by_hour.reduce((sum, [, count]) => sum + count, 0)).toBe(harvest)
      expect(harvest).toBeGreaterThan(0)
    }
    for (const { accounts } of mixed.truth.lookalikes) {
      for (const account of accounts) expect(seen).not.toContain(account)
    }
    expect(Object.keys(mixed.truth.people).sort()).toEqual(
      mixed.accounts.map((account) => account.account_id),
    )
    expect(Truth.parse(JSON.parse(JSON.stringify(mixed.truth)))).toEqual(mixed.truth)
  })

  test('has one campaign of every class in the scenario of every tactic', () => {
    const { truth } = simulate({ scenario: 'every-tactic', seed: 11, scale: SCALE })
    expect(truth.campaigns.map((campaign) => campaign.class)).toEqual(
      CAMPAIGN_CLASSES.map(({ name }) => name),
    )
    const kinds = truth.lookalikes.map(({ kind }) => kind)
    expect(kinds).toEqual(
      expect.arrayContaining(LOOKALIKES.flatMap(({ kind, count }) => (count > 0 ? kind : []))),
    )
    for (const { accounts } of truth.lookalikes) expect(accounts.length).toBeGreaterThan(0)
  })

  test('composes the demo as ever: figures of different releases compare', () => {
    const demo = simulate({ scenario: 'demo', seed: 7, scale: 0.1 })
    expect(digest(demo.requests).slice(0, 16)).toBe('a79a314372c72816')
  })

  test('a slow pool grows over most of its time, each account opened shortly before it is used', () => {
    const slow = simulate({ scenario: 'slow-ramp', seed: 4, scale: SCALE })
    const created = new Map(slow.accounts.map((one) => [one.account_id, one.created_at ?? 0]))
    for (const { accounts } of slow.truth.campaigns) {
      const firsts = accounts.flatMap(({ first_harvest: first }) => first ?? [])
      const early = firsts.filter((time) => time < Math.min(...firsts) + 2 * 24 * 3_600_000)
      expect(early.length).toBeLessThan(0.5 * firsts.length)
      expect(Math.max(...firsts) - Math.min(...firsts)).toBeGreaterThan(5 * 24 * 3_600_000)
      for (const { account_id, first_harvest: first } of accounts) {
        if (first !== undefined) expect(created.get(account_id)).toBeLessThanOrEqual(first)
      }
      expect(accounts.some(({ replaces }) => replaces)).toBe(false)
    }
  })

  test('what one account of a failing-over pool is refused, another sends again', () => {
    const { requests, truth } = simulate({ scenario: 'failover', seed: 4, scale: SCALE })
    const pools = new Map(
      truth.campaigns.flatMap(({ id, accounts }) =>
        accounts.map(({ account_id }) => [account_id, id] as const),
      ),
    )
    const refused = new Map<string, string>()
    let again = 0
    let elsewhere = 0
    for (const { account_id, status, input_text } of requests) {
      const pool = pools.get(account_id)
      if (pool === undefined || input_text === undefined) continue
      const before = refused.get(`${pool} ${input_text}`)
      if (before !== undefined) again++
      if (before !== undefined && before !== account_id) elsewhere++
      if (status === 429 || status === 403) refused.set(`${pool} ${input_text}`, account_id)
    }
    expect(again).toBeGreaterThan(50)
    expect(elsewhere / again).toBeGreaterThan(0.5)
  })

  test('countermeasure tests send few probes from many accounts', () => {
    const { requests, truth } = simulate({ scenario: 'countermeasure-testing', seed: 4, scale: SCALE })
    for (const { accounts } of truth.campaigns) {
      const mine = new Set(accounts.map(({ account_id }) => account_id))
      const counts = new Map<string, number>()
      for (const { account_id, input_text = '' } of requests) {
        if (mine.has(account_id)) counts.set(input_text, (counts.get(input_text) ?? 0) + 1)
      }
      expect([...counts.values()].filter((count) => count >= 5).length).toBeGreaterThanOrEqual(12)
    }
  })

  // Replayed arrivals take a data pack.
  const names = (Object.keys(SCENARIOS) as (keyof typeof SCENARIOS)[]).filter(
    (name) => !name.startsWith('replayed'),
  )
  test.each(names)('%s holds its campaigns and every look-alike', (name) => {
    const { truth } = simulate({ scenario: name, seed: 3, scale: SCALE })
    expect(truth.campaigns.map((campaign) => campaign.class)).toEqual([...SCENARIOS[name].campaigns])
    // Whoever an attacker frames is innocent too.
    const kinds = truth.lookalikes.map(({ kind }) => kind).filter((kind) => !kind.startsWith('framed-'))
    const expected = LOOKALIKES.filter(({ kind, count }) => count > 0 || kind === name)
    expect(new Set(kinds)).toEqual(new Set(expected.map(({ kind }) => kind)))
    for (const { accounts } of truth.lookalikes) expect(accounts.length).toBeGreaterThan(0)
  })

  test('leaves the innocent as they are when campaigns are added', () => {
    const benign = simulate({ scenario: 'benign', seed: 11, scale: SCALE })
    const guilty = new Set(
      mixed.truth.campaigns.flatMap(({ accounts }) => accounts.map((item) => item.account_id)),
    )
    expect(mixed.accounts.filter(({ account_id }) => !guilty.has(account_id))).toEqual(benign.accounts)
  })

  test('closes and replaces accounts in a regrowing pool, and shifts a pivoting one', () => {
    const regrowth = simulate({ scenario: 'regrowth', seed: 4, scale: SCALE })
    const accounts = new Map(regrowth.accounts.map((account) => [account.account_id, account]))
    for (const campaign of regrowth.truth.campaigns) {
      const closed = campaign.accounts.filter(
        ({ account_id }) => accounts.get(account_id)?.closed_at !== undefined,
      )
      expect(closed.length).toBeGreaterThan(0)
      expect(closed.length).toBeLessThan(campaign.accounts.length)
    }
    const pivot = simulate({ scenario: 'release-pivot', seed: 4, scale: SCALE })
    const release = pivot.releases.at(-1)
    const members = new Set(
      pivot.truth.campaigns.flatMap(({ accounts: list }) => list.map((item) => item.account_id)),
    )
    let late = 0
    let moved = 0
    for (const request of pivot.requests) {
      if (!members.has(request.account_id)) continue
      if (request.request_model === release?.model) {
        expect(request.time).toBeGreaterThan(release?.time ?? 0)
        moved++
      }
      if (request.time > (release?.time ?? 0) + 24 * 3_600_000) late++
    }
    expect(moved / late).toBeGreaterThan(0.3)
    expect(moved / late).toBeLessThan(0.75)
  })

  test('refuses what makes no sense', () => {
    expect(() => simulate({ scenario: 'benign', seed: 1, scale: 0 })).toThrow(StillwatchError)
    expect(() => simulate({ scenario: 'benign', seed: 1, scale: SCALE, corpus: '/nowhere' })).toThrow(
      /catalog/,
    )
  })
})
