import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Campaign } from '../record/index.ts'
import { type Figures, loadWorld, SIGNALS } from '../signals/index.ts'
import { revisions } from '../store/index.ts'
import { detect } from './detect.ts'
import { bind } from './evidence/bind.ts'
import { type PassOutcome, record, runPass } from './pass.ts'
import { COPYIST, OCCASIONAL, type OpenStore, poolNames, poolTraffic, storeWith } from './testing/traffic.ts'

const traffic = poolTraffic()
const NOW = Date.UTC(2026, 2, 1)
const accused = [OCCASIONAL, ...poolNames]

let open: OpenStore
let first: PassOutcome

beforeAll(async () => {
  open = await storeWith(traffic)
  first = await runPass(open.store, { now: NOW })
  await record(open.store, 1, first, NOW)
})

afterAll(() => open.close())

describe('a pass over a store', () => {
  test('finds the pool to the last account and accuses nobody else', () => {
    expect(first.campaigns.map(({ accounts }) => accounts)).toEqual([accused])
    const [campaign] = first.campaigns
    expect(['suspected', 'confirmed']).toContain(campaign.verdict)
    expect(campaign.review).toBe('unreviewed')
    expect(Campaign.safeParse(campaign).error).toBeUndefined()
  })

  test('takes in who used the instruction once, as core only where a key ties the account as well', () => {
    const member = (name: string) =>
      first.campaigns[0].members.find(({ account_id: account }) => account === name)
    expect(member(OCCASIONAL)).toMatchObject({ role: 'core', families: ['content'] })
    expect(member(COPYIST)).toMatchObject({ role: 'linked', families: ['content'] })
    for (const name of [OCCASIONAL, COPYIST])
      expect(member(name)?.reasons.join()).toContain('1 of its requests')
  })

  test('sums up the core accounts', () => {
    const [campaign] = first.campaigns
    const own = traffic.requests.filter(({ account_id: account }) => accused.includes(account))
    const times = own.map(({ time }) => time)
    expect(campaign.requests).toBe(own.length)
    expect(campaign.tokens).toBe(300 * own.length)
    expect(campaign.first_seen).toBe(new Date(Math.min(...times)).toISOString())
    expect(campaign.last_seen).toBe(new Date(Math.max(...times)).toISOString())
  })

  test('draws the accounts and what they share, and when they were active', () => {
    const [picture] = first.pictures
    const drawn = picture.graph.nodes.filter(({ role }) => role === 'core').map(({ id }) => id)
    expect(drawn.sort()).toEqual(accused)
    const nodes = new Set(picture.graph.nodes.map(({ id }) => id))
    for (const { source, target } of picture.graph.edges) {
      expect(nodes).toContain(source)
      expect(nodes).toContain(target)
    }
    expect(picture.timeline.total.reduce((sum, n) => sum + n, 0)).toBe(first.campaigns[0].requests)
    // No text is kept unless asked for.
    expect(picture.exemplars).toEqual([])
  })

  test('gives evidence on both axes, each item weighed against innocent causes', () => {
    const { evidence, families } = first.campaigns[0]
    expect(new Set(evidence.map(({ axis }) => axis))).toEqual(new Set(['coordination', 'intent']))
    expect(new Set(families)).toEqual(
      new Set(evidence.filter(({ weighed }) => weighed).map(({ family }) => family)),
    )
    for (const item of evidence) {
      const signal = SIGNALS.find(({ id }) => id === item.signal)
      const explained = item.alternatives.map(({ explanation }) => explanation)
      expect(explained).toEqual(expect.arrayContaining([...(signal?.innocentCauses ?? ['no such signal'])]))
      expect(item.p_value).toBeLessThanOrEqual(0.05)
      expect(item.references).toEqual(signal?.references)
    }
  })

  test('prints queries that give the very figures of the observations', async () => {
    for (const { signal: id, query, observation } of first.campaigns[0].evidence) {
      const [row] = await open.store.query<Figures>(query, {}, { numbers: true })
      expect(SIGNALS.find((signal) => signal.id === id)?.observe(row)).toBe(observation)
      expect(row.accounts, id).toBeGreaterThan(0)
    }
  })

  test('leaves no copies of anybody’s rows behind', async () => {
    for (const table of ['looked_at_requests', 'looked_at_accounts'])
      expect(await open.store.query(`SELECT account_id FROM ${table}`)).toEqual([])
  })

  test('that finds nothing new adds nothing', async () => {
    const again = await runPass(open.store, { now: NOW + 1_000 })
    expect(again.campaigns).toEqual(first.campaigns)
    expect(again.added).toEqual([])
  })

  test('finds the same whichever country every card and bill is from', async () => {
    const moved: Record<string, string> = { NO: 'CL', CL: 'KE', KE: 'NO' }
    await open.read({
      ...traffic,
      accounts: traffic.accounts.map((one) => ({
        ...one,
        card_bin_country: moved[one.card_bin_country ?? ''],
        billing_country: moved[one.billing_country ?? ''],
      })),
    })
    const world = await loadWorld(open.store)
    expect(world).toEqual(first.world)
    expect(detect(world)).toEqual(detect(first.world))
    expect((await runPass(open.store, { now: NOW })).campaigns).toEqual(first.campaigns)
  })

  test('takes an account that was vouched for out of the core, and out of every figure', async () => {
    const [, cleared] = accused
    const rest = accused.filter((account) => account !== cleared)
    const known = [
      { id: cleared, status: 'cleared' as const, reason: 'a customer of ours', expires_at: undefined },
    ]
    const next = await runPass(open.store, { known, now: NOW + 2_000 })
    await record(open.store, 2, next, NOW + 2_000)
    const [campaign] = next.campaigns
    expect(campaign).toMatchObject({ id: first.campaigns[0].id, revision: 2, accounts: rest })
    expect(campaign.detected_at).toBe(first.campaigns[0].detected_at)
    expect(campaign.members.find(({ account_id: account }) => account === cleared)?.role).toBe('linked')
    for (const { query, signal } of campaign.evidence) {
      const [row] = await open.store.query<Figures>(query, {}, { numbers: true })
      expect(row.accounts, signal).toBeLessThanOrEqual(rest.length)
    }
    const history = await revisions(open.store)
    expect(history.map(({ campaign: one }) => [one.id, one.revision])).toEqual([[campaign.id, 2]])
  })

  test.each([
    ['clearances that have expired', 'cleared', accused, NOW - 400 * 86_400_000, 'unreviewed'],
    ['a confirmation of every core account', 'confirmed', accused, undefined, 'confirmed'],
    ['confirmations that have expired', 'confirmed', accused, NOW - 400 * 86_400_000, 'unreviewed'],
    ['confirmations of some', 'confirmed', accused.slice(1), undefined, 'unreviewed'],
  ] as const)('with %s accuses nobody else, and says so', async (_, status, ids, expires_at, review) => {
    const known = ids.map((id) => ({ id, status, reason: '', expires_at }))
    const { campaigns } = await runPass(open.store, { known, now: NOW + 3_000 })
    expect(campaigns.map(({ accounts }) => accounts)).toEqual([accused])
    expect(campaigns[0].review).toBe(review)
  })

  test('has no campaign where everybody is vouched for', async () => {
    const known = accused.map((id) => ({
      id,
      status: 'evaluator' as const,
      reason: 'our own',
      expires_at: undefined,
    }))
    expect((await runPass(open.store, { known, now: NOW + 4_000 })).campaigns).toEqual([])
  })
})

describe('bind', () => {
  const at = { campaignId: 'cmp-0a1b', revision: 3 }

  test('makes complete SQL of a signal’s query', () => {
    const sql = bind('SELECT 1 FROM {accounts} WHERE has({tokens}, 1) AND x IN {accounts}', at, {
      tokens: [2 ** 52 - 1, 7],
    })
    expect(sql).not.toMatch(/[{}]/)
    expect(sql).toContain(`campaign_id = 'cmp-0a1b' AND revision = 3`)
    expect(sql).toContain('[4503599627370495, 7]')
  })

  test('asks for two tokens together, as membership does, or for the only one, and for nothing later than was seen', () => {
    const query = '{together} {until}'
    const until = Date.UTC(2026, 2, 1, 12, 30, 0, 250)
    const bound = "toDateTime64('2026-03-01 12:30:00.250', 3, 'UTC')"
    expect(bind(query, at, { tokens: [5, 6, 7], until })).toBe(`2 ${bound}`)
    expect(bind(query, at, { tokens: [5], until })).toBe(`1 ${bound}`)
  })

  test.each(["x' OR 1=1 --", "cmp-'", '', 'CMP-1', 'cmp_1', 'cmp-1\n', 'cmp-1;'])(
    'refuses the id %j',
    (campaignId) => {
      expect(() => bind('SELECT 1 FROM {accounts}', { ...at, campaignId })).toThrow(RangeError)
    },
  )

  test('refuses a token that is no whole number', () => {
    expect(() => bind('{tokens}', at, { tokens: [1.5] })).toThrow(RangeError)
  })
})
