import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CUES } from '../models/index.ts'
import type { Known } from '../record/index.ts'
import { KEY_SIGNALS, SIGNALS } from './catalogue.ts'
import { type Edges, holdersOf, keyCount } from './edges.ts'
import { loadWorld } from './load.ts'
import { byId } from './testing/by-id.ts'
import {
  ACCOUNT_VALUES,
  figuresOf,
  holders,
  type Printed,
  printed,
  REQUEST_VALUES,
} from './testing/direct.ts'
import { emptyStore, type OpenStore, START, sample } from './testing/traffic.ts'
import { FEATURES, type World } from './world.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const traffic = sample()
const active = [...new Set(traffic.requests.map(({ account_id: account }) => account))].sort()
const seats = traffic.accounts.flatMap((one) => (one.organization_id === 'firm' ? [one.account_id] : []))
const shells = traffic.accounts.flatMap((one) => (one.organization_id === 'shells' ? [one.account_id] : []))

let open: OpenStore
let world: World
let requests: Printed[]

beforeAll(async () => {
  open = await emptyStore()
  await open.read(traffic)
  world = await loadWorld(open.store)
  requests = await printed(traffic.requests, open.store)
})

afterAll(() => open.close())

/** Accounts behind one principal; the firm's seats stand for the firm. */
function holderNames(account: string): string {
  return seats.includes(account) ? seats.join(' ') : account
}

function accountsOf(principal: number): string {
  return world.principals.accounts[principal].join(' ')
}

/** Every key's holders, sorted: keys themselves are hashes. */
function shape(edges: Edges | undefined): string[] {
  if (!edges) return []
  return Array.from({ length: keyCount(edges) }, (_, key) =>
    Array.from(holdersOf(edges, key), accountsOf).sort().join(' | '),
  ).sort()
}

/** The same from pairs of values and accounts. */
function expectedShape(
  pairs: Iterable<readonly [string | number | undefined, string]>,
  least = 2,
  most = Number.POSITIVE_INFINITY,
): string[] {
  return [...holders(pairs).values()]
    .filter((own) => own.size >= least && own.size <= most)
    .map((own) => [...own].sort().join(' | '))
    .sort()
}

describe('principals', () => {
  test('are the accounts that sent requests, a firm of standing being one', () => {
    const { principals } = world
    expect(principals.count).toBe(active.length - seats.length + 1)
    expect(principals.accounts.flat().sort()).toEqual(active)
    const firm = principals.accounts.findIndex((own) => own.length > 1)
    expect(principals.accounts[firm]).toEqual(seats)
    expect([...principals.contracted].flatMap((flag, p) => (flag ? [p] : []))).toEqual([firm])
    const first = principals.accounts.map(([account]) => account)
    expect(first, 'an order that no key of the installation decides').toEqual([...first].sort())
  })

  test('hold the sums of their requests', () => {
    const { principals } = world
    for (let p = 0; p < principals.count; p++) {
      const own = requests.filter(({ record }) => principals.accounts[p].includes(record.account_id))
      const times = own.map(({ record }) => record.time)
      const total = (of: (one: Printed) => number): number => own.reduce((sum, one) => sum + of(one), 0)
      expect(principals.requests[p]).toBe(own.length)
      expect(principals.texts[p]).toBe(own.length)
      expect(principals.tokens[p]).toBe(
        total(({ record }) => (record.input_tokens ?? 0) + (record.output_tokens ?? 0)),
      )
      expect(principals.firstSeen[p]).toBe(Math.min(...times))
      expect(principals.lastSeen[p]).toBe(Math.max(...times))
      CUES.forEach((_, cue) => {
        expect(principals.cueSums[p * CUES.length + cue]).toBe(total(({ cues }) => cues[cue]))
      })
      for (let f = 0; f < FEATURES; f++) {
        expect(principals.features[p * FEATURES + f]).toBe(total(({ print }) => print.features[f]))
      }
      const segments = new Set(
        own.flatMap(({ record, print }) => print.segments.map((one) => `${record.account_id} ${one}`)),
      )
      expect(principals.segments[p]).toBe(segments.size)
    }
  })

  test('are vouched for while known.csv says so', async () => {
    const last = Math.max(...traffic.requests.map(({ time }) => time))
    const known = (id: string, status: Known['status'], expires: number | undefined): Known => ({
      id,
      status,
      reason: 'test',
      expires_at: expires,
    })
    const { principals } = await loadWorld(open.store, [
      known(active[0], 'cleared', last + DAY),
      known(active[1], 'cleared', last - DAY),
      known(active[2], 'researcher', undefined),
      known(active[3], 'confirmed', undefined),
      known(seats[0], 'evaluator', undefined),
    ])
    const vouched = principals.accounts.filter((_, p) => principals.vouched[p] === 1).flat()
    // One seat does not vouch for the whole firm.
    expect(vouched.sort()).toEqual([active[0], active[2]])
  })
})

describe('shared keys', () => {
  test.each(byId(KEY_SIGNALS))('%s ties the same principals as the records do', (id) => {
    const ofAccount = ACCOUNT_VALUES[id]
    const ofRequest = REQUEST_VALUES[id]
    const pairs = ofAccount
      ? traffic.accounts
          .filter(({ account_id: account }) => active.includes(account))
          .map((one) => [ofAccount(one), holderNames(one.account_id)] as const)
      : traffic.requests.map((one) => [ofRequest(one), holderNames(one.account_id)] as const)
    // Keys with the very same holders count once.
    const expected = [...new Set(expectedShape(pairs))]
    expect(expected.length).toBeGreaterThan(0)
    expect(shape(world.keys.get(id))).toEqual(expected)
  })

  test('of requests weigh as many requests as used them', () => {
    for (const id of Object.keys(REQUEST_VALUES)) {
      const edges = world.keys.get(id)
      const shared = holders(
        traffic.requests.map((one) => [REQUEST_VALUES[id](one), holderNames(one.account_id)]),
      )
      const used = traffic.requests.filter(
        (one) => (shared.get(REQUEST_VALUES[id](one) ?? '')?.size ?? 0) >= 2,
      )
      expect(edges?.weights.reduce((sum, weight) => sum + weight, 0)).toBe(used.length)
    }
  })

  test('of organisations tie shells, which no organisation id merges', () => {
    expect(shape(world.organizations)).toEqual([shells.join(' | ')])
  })

  test.each([
    ['campuses', 'campusRanges', '198.51.100.'],
    ['homes', 'homeRanges', '10.3.7.'],
  ] as const)('of %s are those that networks.csv names', (_, kind, start) => {
    const ranges = world.keys.get('shared-address-range')
    expect(world[kind].size).toBe(1)
    const places = Array.from({ length: ranges ? keyCount(ranges) : 0 }, (_, key) => key)
    const named = places.filter((key) => ranges && world[kind].has(ranges.keys[key]))
    const expected = expectedShape(
      traffic.requests
        .filter(({ client_address: address }) => address?.startsWith(start))
        .map((one) => [kind, holderNames(one.account_id)]),
    )
    expect(
      named.map((key) => ranges && Array.from(holdersOf(ranges, key), accountsOf).sort().join(' | ')),
    ).toEqual(expected)
    expect(shape(ranges)).toContain(expected[0])
  })
})

describe('texts', () => {
  /** Instruction tokens per principal: requests and different bodies. */
  function tokenUse(): Map<number, Map<string, { weight: number; bodies: Set<string> }>> {
    const found = new Map<number, Map<string, { weight: number; bodies: Set<string> }>>()
    for (const { record, print } of requests) {
      for (const token of print.template) {
        const users = found.get(token) ?? new Map<string, { weight: number; bodies: Set<string> }>()
        const own = users.get(record.account_id) ?? { weight: 0, bodies: new Set<string>() }
        own.weight++
        own.bodies.add(String(print.body))
        users.set(record.account_id, own)
        found.set(token, users)
      }
    }
    return found
  }

  test('templates hold tokens that three principals used over changing bodies, with requests and bodies', () => {
    const { templates } = world
    const counted = tokenUse()
    expect(keyCount(templates)).toBeGreaterThan(10)
    for (let token = 0; token < keyCount(templates); token++) {
      const users = counted.get(templates.keys[token])
      const held = holdersOf(templates, token)
      expect(held.length).toBeGreaterThanOrEqual(3)
      held.forEach((holder, i) => {
        const edge = templates.offsets[token] + i
        const own = world.principals.accounts[holder]
          .flatMap((account) => users?.get(account) ?? [])
          .filter(({ bodies }) => bodies.size >= 2)
        expect(templates.weights[edge]).toBe(own.reduce((sum, { weight }) => sum + weight, 0))
        expect(templates.bodies[edge]).toBe(own.reduce((sum, { bodies }) => sum + bodies.size, 0))
      })
    }
  })

  test('templates leave out no instruction that all members of a third of the accounts use', () => {
    const everywhere = [...tokenUse()].filter(
      ([, users]) => [...users.values()].filter(({ bodies }) => bodies.size >= 2).length >= 15,
    )
    expect(everywhere.length).toBeGreaterThan(5)
    const kept = new Set(world.templates.keys)
    for (const [token] of everywhere) expect(kept).toContain(token)
  })

  test('cue sums of a template follow its bodies', () => {
    const { templates } = world
    for (let edge = 0; edge < templates.members.length; edge++) {
      for (let cue = 0; cue < CUES.length; cue++) {
        expect(templates.cueSums[edge * CUES.length + cue]).toBeLessThanOrEqual(255 * templates.bodies[edge])
      }
    }
    const first = templates.offsets[0]
    const user = world.principals.accounts[templates.members[first]]
    const own = requests.filter(
      ({ record, print }) => user.includes(record.account_id) && print.template.includes(templates.keys[0]),
    )
    if (user.length > 1) return
    CUES.forEach((_, cue) => {
      const sum = own.reduce((total, { cues }) => total + cues[cue], 0)
      expect(templates.cueSums[first * CUES.length + cue]).toBe(
        Math.floor((sum * templates.bodies[first]) / own.length),
      )
    })
  })

  test('segments tie those who sent the same sentence', () => {
    const uses = new Map<string, number>()
    for (const { record, print } of requests) {
      for (const segment of print.segments) {
        const name = `${segment} ${record.account_id}`
        uses.set(name, (uses.get(name) ?? 0) + 1)
      }
    }
    const pairs = [...uses].flatMap(([name, count]): [number, string][] => {
      const [segment, account] = name.split(' ')
      return count <= 3 ? [[Number(segment), holderNames(account)]] : []
    })
    // Keys with the very same holders count once.
    const expected = [...new Set(expectedShape(pairs))]
    expect(expected.length).toBeGreaterThan(5)
    expect(shape(world.segments)).toEqual(expected)
  })
})

test('activity holds the requests of every hour', () => {
  const { activity, principals, hours, start } = world
  expect(start).toBe(START)
  expect(hours).toBe(7 * 24)
  for (let p = 0; p < principals.count; p++) {
    const expected = new Map<number, number>()
    for (const { time, account_id: account } of traffic.requests) {
      if (!principals.accounts[p].includes(account)) continue
      const hour = Math.floor((time - start) / HOUR)
      expected.set(hour, (expected.get(hour) ?? 0) + 1)
    }
    const found = new Map<number, number>()
    for (let at = activity.offsets[p]; at < activity.offsets[p + 1]; at++)
      found.set(activity.hours[at], activity.counts[at])
    expect([...found]).toEqual([...expected].sort(([a], [b]) => a - b))
  }
})

describe('every signal’s query', () => {
  const chosen = new Set([...active.slice(0, 12), ...active.slice(40, 47), seats[0]])
  const accounts = `(SELECT account_id FROM campaign_accounts FINAL WHERE campaign_id = 'cmp-test' AND revision = 1)`

  test.each(byId(SIGNALS))('%s gives the figure that counting gives', async (id, signal) => {
    await open.store.insert(
      'campaign_accounts',
      ['campaign_id', 'revision', 'account_id'],
      new TextEncoder().encode([...chosen].map((account) => `cmp-test\t1\t${account}\n`).join('')),
    )
    const tokens = requests[0].print.template.slice(0, 5)
    const times = requests.map(({ record }) => record.time).sort((a, b) => a - b)
    const until = times[Math.floor(0.9 * times.length)]
    const query = signal.query
      .replaceAll('{accounts}', accounts)
      .replaceAll('{until}', `fromUnixTimestamp64Milli(${until})`)
      .replaceAll('{tokens}', `[${tokens.join(', ')}]`)
      .replaceAll('{together}', '2')
      .replaceAll('{common}', '[0]')
    const [row] = await open.store.query(query, {}, { numbers: true })
    const seen = requests.filter(({ record }) => record.time <= until)
    const expected = figuresOf(id, chosen, { accounts: traffic.accounts, requests: seen }, tokens)
    expect(row).toEqual(expected)
  })
})

test('a second reading of the same files changes nothing', async () => {
  await open.read(traffic)
  expect(await loadWorld(open.store)).toEqual(world)
})

test('which country a card or a bill comes from changes nothing and is stored nowhere', async () => {
  const moved: Record<string, string> = { NO: 'Chile-label', CL: 'Kenya-label', KE: 'Norway-label' }
  await open.read({
    ...traffic,
    accounts: traffic.accounts.map((one) => ({
      ...one,
      card_bin_country: moved[one.card_bin_country ?? ''],
      billing_country: moved[one.billing_country ?? ''],
    })),
  })
  expect(await loadWorld(open.store)).toEqual(world)
  const rows = await open.store.query('SELECT * FROM accounts FINAL')
  expect(JSON.stringify(rows)).not.toMatch(/-label|"(NO|CL|KE)"/)
})
