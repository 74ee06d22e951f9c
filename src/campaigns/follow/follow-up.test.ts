import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createIdentityHash } from '../../intake/index.ts'
import type { Campaign, Known } from '../../record/index.ts'
import type { Figures } from '../../signals/index.ts'
import {
  arrivals,
  forget,
  latestPass,
  readBasis,
  recordPass,
  revisions,
  type Store,
  writeBasis,
} from '../../store/index.ts'
import { record, runPass } from '../pass.ts'
import { resultOf } from '../testing/results.ts'
import {
  CARRIERS_FROM,
  type Carrier,
  carrierTraffic,
  type OpenStore,
  poolNames,
  poolTraffic,
  storeWith,
  type Traffic,
} from '../testing/traffic.ts'
import { ATTACHED } from './evidence.ts'
import { type FollowUp, followUp, recordFollowUp, type Standing, standing } from './follow-up.ts'
import { rowOf } from './kept.ts'

/** One fortnight, split at an hour: a full pass over the first part, follow-ups over the rest. */

const EXIT = '10.88.8.'
/** Of the pool; each sent one request from a range that nobody else knew at the full pass. */
const AT_EXIT = [2, 6, 10].map((i) => poolNames[i])
const whole = withExit(poolTraffic())
/** Of the pool; their cards are known by others of it. */
const LATE = [1, 5, 9, 13, 17].map((i) => poolNames[i])
const isEarly = ({ account_id, time }: { account_id: string; time: number }): boolean =>
  time < CARRIERS_FROM && !LATE.includes(account_id)
const first = { ...whole, requests: whole.requests.filter(isEarly) }
const rest = { ...whole, requests: whole.requests.filter((one) => !isEarly(one)) }

const BUSINESS = { verification: 'business', organization_id: 'org-of-standing', plan: 'pro' } as const
const ofPool = { address: '10.9.0.3', texts: 'tasks', requests: 20 } as const
const CARRIERS: readonly Carrier[] = [
  { ...ofPool, account: 'new-range' },
  { ...ofPool, account: 'new-card', address: '10.77.1.1', card: 'pool-card-2', requests: 1 },
  { ...ofPool, account: 'new-range-few', requests: 2 },
  { ...ofPool, account: 'new-range-own-texts', texts: 'own' },
  { ...ofPool, account: 'new-copyist', address: '10.77.2.1' },
  {
    ...ofPool,
    account: 'new-seat',
    card: 'pool-card-2',
    data: { ...BUSINESS, created_at: CARRIERS_FROM - 86_400_000 },
  },
  {
    ...ofPool,
    account: 'new-business',
    card: 'pool-card-2',
    data: BUSINESS,
  },
  { ...ofPool, account: 'new-exit', address: `${EXIT}7` },
  { ...ofPool, account: 'new-vouched', card: 'pool-card-2' },
  { ...ofPool, account: 'new-vouched-then', card: 'pool-card-2' },
  { ...ofPool, account: 'new-vouched-once', card: 'pool-card-6' },
]
/** Strangers who come to that range later. */
const CROWD = whole.requests
  .filter(({ account_id }) => account_id.startsWith('user-'))
  .slice(0, 300)
  .map((one, i) => ({
    ...one,
    account_id: `crowd-${i}`,
    client_address: `${EXIT}${i % 250}`,
    time: CARRIERS_FROM + i,
  }))
const voucher = (id: string): Known => ({ id, status: 'evaluator', reason: 'ours', expires_at: undefined })
const KNOWN_THEN = [
  voucher('new-vouched-then'),
  { ...voucher('new-vouched-once'), expires_at: CARRIERS_FROM - 30 * 86_400_000 },
]

function withExit(traffic: Traffic): Traffic {
  const first = AT_EXIT.map((name) => traffic.requests.find(({ account_id }) => account_id === name))
  const requests = traffic.requests.map((one) =>
    first.includes(one) ? { ...one, client_address: `${EXIT}1` } : one,
  )
  return { ...traffic, requests }
}

let open: OpenStore
let fullId: number
let before: Campaign
let stand: Standing
let found: FollowUp

async function fullPass(known: readonly Known[]): Promise<{ id: number; campaigns: readonly Campaign[] }> {
  const outcome = await runPass(open.store, { known, forFollowUps: true })
  const id = await recordPass(open.store, {
    startedAt: Date.now(),
    basis: 'batch',
    result: resultOf(outcome.campaigns),
  })
  await record(open.store, id, outcome)
  return { id, campaigns: outcome.campaigns }
}

async function mustStand(): Promise<Standing> {
  const now = await standing(open.store)
  if (!now) throw new Error('nothing stands')
  return now
}

async function recorded(of: Standing, outcome: FollowUp): Promise<void> {
  const result = resultOf(outcome.campaigns, { follow_up: outcome.said })
  const id = await recordPass(open.store, { startedAt: Date.now(), basis: 'batch', result })
  await recordFollowUp(open.store, id, of, outcome)
}

const roleOf = ([campaign]: readonly Campaign[], account: string): string | undefined =>
  campaign.members.find(({ account_id }) => account_id === account)?.role
const reasonsOf = ([campaign]: readonly Campaign[], account: string): string =>
  campaign.members.find(({ account_id }) => account_id === account)?.reasons.join('; ') ?? ''

beforeAll(async () => {
  open = await storeWith(first)
  expect(await standing(open.store)).toBeUndefined()
  const pass = await fullPass(KNOWN_THEN)
  fullId = pass.id
  ;[before] = pass.campaigns
  expect(pass.campaigns).toHaveLength(1)
  await open.read(rest)
  await open.read(carrierTraffic(CARRIERS))
  await open.read({ accounts: whole.accounts.slice(0, 1), requests: CROWD })
  stand = await mustStand()
  found = await followUp(open.store, stand, [voucher('new-vouched')])
}, 60_000)

afterAll(() => open.close())

describe('a follow-up', () => {
  test('notes nothing before there is something to follow up on, and all that arrives afterwards', async () => {
    // The first read came before the pass; so what is noted is the rest.
    const noted = await arrivals(open.store)
    expect(noted?.requests).toBe(rest.requests.length + CROWD.length + 20 * 9 + 1 + 2)
  })

  test('attaches members that came later, as a full pass would', () => {
    for (const account of LATE) expect(roleOf(found.campaigns, account), account).toBe('core')
    expect(found.campaigns[0].accounts).toEqual([...found.campaigns[0].accounts].sort())
  })

  test.each([
    ['a range of the pool and its tasks', 'new-range', 'core', 'keys that tie its members: address range'],
    ['one use and a card of the pool', 'new-card', 'core', 'keys that tie its members: payment card'],
    ['a range and hardly a text', 'new-range-few', 'linked', 'too few texts'],
    ['a range and texts of its own', 'new-range-own-texts', 'linked', 'so far brings texts unlike'],
    ['a range that has become everybody’s', 'new-exit', 'linked', 'in 20 of its requests'],
    ['the instruction alone', 'new-copyist', 'linked', 'in 20 of its requests'],
    ['a contract behind it', 'new-business', 'linked', 'under contract'],
    ['a contract that another seat stands for', 'new-seat', 'linked', 'under contract'],
    ['known.csv of now behind it', 'new-vouched', 'linked', 'vouched for'],
    ['a voucher that had expired at the full pass', 'new-vouched-once', 'core', 'keys that tie its members'],
    ['known.csv of the full pass behind it', 'new-vouched-then', 'linked', 'vouched for'],
  ])('with %s: %s is %s', (_, account, role, reason) => {
    expect(roleOf(found.campaigns, account)).toBe(role)
    expect(reasonsOf(found.campaigns, account)).toContain(reason)
  })

  test('gives the figures of the core accounts as a full pass counts them', () => {
    const [campaign] = found.campaigns
    const all = [...whole.requests, ...carrierTraffic(CARRIERS).requests]
    const own = all.filter(({ account_id }) => campaign.accounts.includes(account_id))
    expect(campaign.requests).toBe(own.length)
    expect(campaign.tokens).toBe(300 * own.length)
    expect(campaign.last_seen).toBe(new Date(Math.max(...own.map(({ time }) => time))).toISOString())
    expect(campaign.summary).toContain(
      `${before.accounts.length} accounts tied by networks, identities, working hours and load, and ${campaign.accounts.length - before.accounts.length} attached since,`,
    )
    const [{ timeline, graph }] = found.pictures
    expect(timeline.total.reduce((sum, n) => sum + n, 0)).toBe(own.length)
    expect(timeline.lanes.map(({ account_id }) => account_id).sort()).toEqual(campaign.accounts)
    const drawn = new Map(graph.nodes.map(({ id, role }) => [id, role]))
    for (const account of LATE) expect(drawn.get(account)).toBe('core')
  })

  test('keeps the full pass’s verdict and evidence, and tells by a query what it added', async () => {
    const [campaign] = found.campaigns
    for (const name of ['id', 'verdict', 'coordination_q', 'intent_rank', 'detected_at'] as const)
      expect(campaign[name]).toEqual(before[name])
    expect(campaign.evidence.slice(0, -1)).toEqual(before.evidence)
    const item = campaign.evidence.at(-1)
    expect(item).toMatchObject({ signal: ATTACHED, weighed: false, p_value: null })
    const gained = campaign.accounts.length - before.accounts.length
    const [row] = await open.store.query<Figures>(item?.query ?? '', {}, { numbers: true })
    expect(row).toMatchObject({ figure: gained, accounts: gained })
    expect(item?.observation).toContain(`${gained} accounts attached`)
  })

  test('leaves no copies of anybody’s rows behind', async () => {
    for (const table of ['looked_at_requests', 'looked_at_accounts'])
      expect(await open.store.query(`SELECT account_id FROM ${table}`)).toEqual([])
  })

  test('that is cut short at any point is done again to the same end', async () => {
    const known = [voucher('new-vouched')]
    // Nothing is written yet; then what it would write first is.
    expect(await followUp(open.store, await mustStand(), known)).toEqual(found)
    await writeBasis(open.store, fullId, found.bases.map(rowOf))
    const again = await followUp(open.store, await mustStand(), known)
    expect(again.campaigns).toEqual(found.campaigns)
    const id = await recordPass(open.store, {
      startedAt: Date.now(),
      basis: 'batch',
      result: resultOf(again.campaigns, { follow_up: again.said }),
    })
    // The result names a revision that is not there yet.
    const third = await followUp(open.store, await mustStand(), known)
    expect(third.campaigns).toEqual(found.campaigns)
    await recordFollowUp(open.store, id, stand, { ...third, arrived: undefined })
    // What it has seen is still there, and changes nothing when it is seen again.
    const last = await mustStand()
    const fourth = await followUp(open.store, last, known)
    expect(fourth.said.attached).toEqual([])
    expect(fourth.added.map(({ campaign }) => campaign.revision)).toEqual([])
    expect(fourth.campaigns).toEqual(found.campaigns)
    await recorded(last, fourth)
    expect((await revisions(open.store, before.id)).map(({ campaign }) => campaign.revision)).toEqual([1, 2])
  })

  test('with nothing new does nothing', async () => {
    expect(await arrivals(open.store)).toBeUndefined()
    const next = await followUp(open.store, await mustStand())
    expect(next).toMatchObject({ added: [], bases: [], said: { requests: 0, attached: [] } })
    expect(next.campaigns).toEqual(found.campaigns)
  })

  test('sees requests that come late, and counts none twice', async () => {
    const now = await mustStand()
    const [{ account_id: account }] = now.campaigns[0].campaign.members.filter(({ role }) => role === 'core')
    const [own] = whole.requests.filter(({ account_id }) => account_id === account)
    const late = { ...own, time: own.time - 3 * 86_400_000, input_text: `${own.input_text} Late.` }
    await open.read({ accounts: whole.accounts, requests: [late, own] })
    const next = await followUp(open.store, now)
    expect(next.campaigns[0].requests).toBe(found.campaigns[0].requests + 1)
    expect(next.campaigns[0].first_seen <= new Date(late.time).toISOString()).toBe(true)
    await recorded(now, next)
  })

  test('makes core of who was linked once more is known of it', async () => {
    const now = await mustStand()
    await open.read(carrierTraffic([{ ...ofPool, account: 'new-range-few', requests: 15 }]))
    const next = await followUp(open.store, now, [voucher('new-vouched')])
    expect(next.said.attached).toEqual([
      { campaign_id: before.id, account_id: 'new-range-few', role: 'core' },
    ])
    expect(reasonsOf(next.campaigns, 'new-range-few')).not.toContain('too few')
    await recorded(now, next)
  })

  test('makes no revision where somebody who is linked sent more of the same', async () => {
    const now = await mustStand()
    await open.read(
      carrierTraffic([{ ...ofPool, account: 'new-copyist', address: '10.77.2.1', requests: 9 }]),
    )
    const next = await followUp(open.store, now, [voucher('new-vouched')])
    expect(next.said.requests).toBe(9)
    expect(next.added).toEqual([])
    await recorded(now, next)
  })

  test('attaches and shows who carried the instruction on days long ago that arrive only now', async () => {
    const now = await mustStand()
    const traffic = carrierTraffic([{ ...ofPool, account: 'new-late', card: 'pool-card-2', requests: 5 }])
    const early = Date.parse(now.basis.since) - 40 * 86_400_000
    const requests = traffic.requests.map((one, i) => ({ ...one, time: early + i }))
    await open.read({ accounts: traffic.accounts, requests })
    const next = await followUp(open.store, now, [voucher('new-vouched')])
    expect(next.said.attached).toEqual([{ campaign_id: before.id, account_id: 'new-late', role: 'core' }])
    const item = next.campaigns[0].evidence.at(-1)
    const gained = next.campaigns[0].accounts.length - before.accounts.length
    expect(item?.observation).toContain(`${gained} accounts attached`)
    expect(item?.observation).toContain('before, of which requests arrived late')
    await recorded(now, next)
    // Also once the next follow-up has nothing more of these days.
    const then = await mustStand()
    await open.read(carrierTraffic([{ ...ofPool, account: 'new-range', requests: 1 }]))
    const last = await followUp(open.store, then, [voucher('new-vouched')])
    expect(last.campaigns[0].evidence.at(-1)?.observation).toContain(`${gained} accounts attached`)
    expect(last.campaigns[0].summary).toContain(`${gained} attached since`)
    await recorded(then, last)
  })

  test('says of new accounts what a full pass over everything says, or less', async () => {
    const now = (await mustStand()).campaigns[0].campaign
    const { id, campaigns } = await fullPass([...KNOWN_THEN, voucher('new-vouched')])
    fullId = id
    expect(campaigns).toHaveLength(1)
    // Nobody is core by a follow-up alone.
    expect(now.accounts.filter((account) => !campaigns[0].accounts.includes(account))).toEqual([])
    const missed = campaigns[0].accounts.filter((account) => !now.accounts.includes(account))
    // A full pass weighs their texts with all the rest; a follow-up leaves both linked.
    expect(missed).toEqual(['new-copyist', 'new-exit'])
  })

  test('knows what full passes keep, but no account of it after it is forgotten', async () => {
    const kept = (await readBasis(open.store, fullId)).find(({ campaignId }) => campaignId === before.id)
    const cards = kept?.keys['shared-card'] ?? []
    expect(cards.length).toBeGreaterThan(0)
    const [{ card }] = await open.store.query<{ card: number }>(
      'SELECT card FROM accounts FINAL WHERE account_id = {account:String}',
      { account: poolNames[28] },
      { numbers: true },
    )
    expect(cards).toContain(card)
    await open.read({
      accounts: whole.accounts.slice(-1),
      requests: whole.requests.filter((one) => one.account_id === poolNames[28]),
    })
    expect((await arrivals(open.store))?.accounts).toBe(1)
    const holders = await open.store.query<{ account_id: string }>(
      'SELECT DISTINCT account_id FROM accounts FINAL WHERE card = {card:UInt64}',
      { card },
    )
    const hash = createIdentityHash(open.store.folder.secret)
    const vouched = (await readBasis(open.store, fullId)).find(({ campaignId }) => campaignId === '')?.keys
      .vouched
    expect(vouched).toContain(hash('account', 'new-vouched'))
    await forget(open.store, 'new-vouched', [hash('account', 'new-vouched')])
    const others = (await readBasis(open.store, fullId)).find(({ campaignId }) => campaignId === '')?.keys
      .vouched
    expect(others).toEqual(vouched?.filter((key) => key !== hash('account', 'new-vouched')))
    // One that is killed has done its part for the keys, or is done again whole.
    const killed: Store = {
      ...open.store,
      command: (sql, parameters) => {
        if (sql.includes('INTO campaign_accounts')) throw new Error('killed')
        return open.store.command(sql, parameters)
      },
    }
    for (const { account_id } of holders) {
      await expect(forget(killed, account_id)).rejects.toThrow('killed')
      await forget(open.store, account_id)
    }
    expect(await arrivals(open.store)).toBeUndefined()
    const left = (await readBasis(open.store, fullId)).find(({ campaignId }) => campaignId === before.id)
    expect(left?.keys['shared-card']).toEqual(cards.filter((one) => one !== card))
    const everything = JSON.stringify([
      await open.store.query('SELECT * FROM campaign_basis'),
      (await latestPass(open.store))?.result,
      await revisions(open.store),
    ])
    for (const { account_id } of holders) expect(everything).not.toContain(account_id)
    expect(await standing(open.store)).toBeDefined()
  })

  test('has nothing to go by after a pass that keeps nothing, and nothing is noted for it any more', async () => {
    await open.read(carrierTraffic([{ ...ofPool, account: 'last', requests: 1 }]))
    expect(await arrivals(open.store)).toBeDefined()
    const outcome = await runPass(open.store)
    const result = resultOf(outcome.campaigns)
    await record(
      open.store,
      await recordPass(open.store, { startedAt: Date.now(), basis: 'batch', result }),
      outcome,
    )
    expect(await standing(open.store)).toBeUndefined()
    expect(await arrivals(open.store)).toBeUndefined()
    await open.read(carrierTraffic([{ ...ofPool, account: 'after', requests: 1 }]))
    expect(await arrivals(open.store)).toBeUndefined()
  })
})
