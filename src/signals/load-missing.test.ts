import { afterEach, beforeEach, expect, test } from 'vitest'
import { KEY_SIGNALS, SIGNALS } from './catalogue.ts'
import { keyCount } from './edges.ts'
import { loadWorld } from './load.ts'
import { emptyStore, type OpenStore, START, sample } from './testing/traffic.ts'

const traffic = sample()
const active = new Set(traffic.requests.map(({ account_id: account }) => account))

let open: OpenStore

beforeEach(async () => {
  open = await emptyStore()
})

afterEach(() => open.close())

test('without an accounts file, identity is left out and says why', async () => {
  await open.read({ requests: traffic.requests })
  const world = await loadWorld(open.store)
  for (const { id, family, needs } of KEY_SIGNALS) {
    expect(world.keys.has(id)).toBe(family === 'network')
    if (family === 'identity') expect(world.leftOut.get(id)).toContain(needs[0])
    else expect(world.leftOut.has(id)).toBe(false)
  }
  // Nobody is under contract where nobody is known.
  expect(world.principals.count).toBe(active.size)
  expect(world.principals.contracted).not.toContain(1)
})

test('without any text, content is left out and says why', async () => {
  await open.read({
    ...traffic,
    requests: traffic.requests.map(({ input_text: _, system_text: __, ...metadata }) => metadata),
  })
  const world = await loadWorld(open.store)
  for (const { id, family } of SIGNALS.filter(({ needs }) => needs.includes('input_text'))) {
    expect(world.leftOut.get(id) ?? world.leftOut.get(family), id).toContain('text')
  }
  expect(world.leftOut.has('shared-card')).toBe(false)
  expect(world.leftOut.has('shared-address')).toBe(false)
  expect(keyCount(world.templates)).toBe(0)
  expect(keyCount(world.segments)).toBe(0)
  expect([...world.principals.texts].every((texts) => texts === 0)).toBe(true)
  expect([...world.principals.cueSums].every((sum) => sum === 0)).toBe(true)
})

test('a name like an organisation’s is no contract', async () => {
  const shell = { organization_id: 'shells', verification: 'email', plan: 'pro' }
  await open.read({
    requests: ['organization:5', 'plain'].map((account) => ({ time: START, account_id: account })),
    accounts: ['organization:5', 'plain'].map((account) => ({ account_id: account, ...shell })),
  })
  const world = await loadWorld(open.store)
  expect(world.principals.names).toEqual(['organization:5', 'plain'])
  expect([...world.principals.contracted]).toEqual([0, 0])
  expect([...world.organizations.members]).toEqual([0, 1])
})

test('a range is homes only where all of it that was seen is', async () => {
  const from = (host: string, account: string) => ({
    time: START,
    account_id: account,
    client_address: host,
  })
  await open.read({
    requests: [
      from('203.0.113.5', 'a'),
      from('203.0.113.6', 'b'),
      from('203.0.113.200', 'c'),
      from('198.51.100.5', 'a'),
      from('198.51.100.6', 'b'),
    ],
    networks: { '203.0.113.0/28': 'residential', '198.51.100.0/24': 'residential' },
  })
  const { homeRanges, unknownRanges } = await loadWorld(open.store)
  expect([homeRanges.size, unknownRanges.size]).toEqual([1, 1])
  expect([...homeRanges].some((range) => unknownRanges.has(range))).toBe(false)
})

test('what a range is does not depend on which of its twins the secret key makes stand for both', async () => {
  const offices = Array.from({ length: 8 }, (_, office) => [`a${office}`, `b${office}`])
  await open.read({
    requests: offices.flatMap((accounts, office) =>
      accounts.flatMap((account) =>
        [`198.51.${office}.1`, `2001:db8:${office}::1`, `203.0.${office}.1`].map((client_address, i) => ({
          time: START + i,
          account_id: account,
          client_address,
        })),
      ),
    ),
    networks: {
      '198.51.0.0/22': 'corporate',
      '198.51.4.0/22': 'residential',
      '203.0.4.0/23': 'residential',
      '2001:db8:4::/47': 'residential',
    },
  })
  const { keys, ...kinds } = await loadWorld(open.store)
  const ranges = keys.get('shared-address-range')
  const placesOf = (of: 'campusRanges' | 'homeRanges' | 'unknownRanges'): number[] =>
    Array.from(ranges?.keys ?? [])
      .flatMap((key, i) => (kinds[of].has(key) ? [ranges?.members[ranges.offsets[i]] ?? -1] : []))
      .sort((a, b) => a - b)
  expect(ranges?.keys.length).toBe(8)
  // The offices' accounts a0 to a7 are the first principals.
  expect(placesOf('campusRanges')).toEqual([0, 1, 2, 3])
  expect(placesOf('homeRanges')).toEqual([4, 5])
  expect(placesOf('unknownRanges')).toEqual([])
})

test('one record of a clock that is months ahead takes no hours from the others, nor what is vouched for', async () => {
  const day = 24 * 3_600_000
  const began = START - 364 * day
  await open.read({
    requests: [
      ...Array.from({ length: 1_200 }, (_, i) => ({ time: began + i * 600_000, account_id: `a${i % 3}` })),
      { time: START, account_id: 'a0' },
    ],
  })
  const known = { id: 'a1', status: 'researcher', reason: 'test', expires_at: began + 60 * day } as const
  const { start, hours, misdated, activity, principals } = await loadWorld(open.store, [known])
  expect({ start, hours, misdated }).toEqual({ start: began, hours: 9 * 24, misdated: 1 })
  expect([...principals.vouched]).toEqual([0, 1, 0])
  expect(activity.counts.reduce((sum, count) => sum + count, 0)).toBe(1_200)
})
