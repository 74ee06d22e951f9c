import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertAccounts } from './accounts.ts'
import { appendRevisions, fileKnown, latestPass, recordFile, recordPass, revisions } from './ledger.ts'
import { openStore, type Store } from './store.ts'
import { account, campaign, picture, result } from './testing/examples.ts'

let folder: string
let store: Store

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
  store = await openStore({ dataDir: folder, clickhouseUrl: '' })
})

afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

test('a file is known by its content once it is recorded', async () => {
  const file = {
    digest: 'abc',
    path: "logs/o'clock\t.ndjson",
    format: 'lines native gzip',
    bytes: 3e10,
    records: 7,
    unreadable: 1,
    field_counts: { time: 7, account_id: 6 },
    dropped_counts: { temperature: 2 },
  }
  expect(await fileKnown(store, 'abc')).toBeUndefined()
  await recordFile(store, file)
  await recordFile(store, { ...file, records: 8 }, Date.now() + 1)
  expect(await fileKnown(store, 'abc')).toEqual({ ...file, records: 8 })
})

test('the latest pass is the one recorded last, even within a millisecond', async () => {
  expect(await latestPass(store)).toBeUndefined()
  const startedAt = Date.UTC(2026, 1, 3)
  const first = await recordPass(store, { startedAt, basis: 'batch', result: result(['c1']) })
  const second = await recordPass(store, { startedAt, basis: 'live', result: result(['c2']) })
  expect(second).toBeGreaterThan(first)
  expect(await latestPass(store)).toEqual({
    passId: second,
    startedAt,
    basis: 'live',
    result: result(['c2']),
  })
})

test('revisions are appended, and the newest of each campaign comes when none is named', async () => {
  const first = {
    passId: 1,
    campaign: campaign('one', 1, ['a', "b'\t"]),
    picture: picture('one', ['a', "b'\t"]),
  }
  const second = { passId: 2, campaign: campaign('one', 2, ['a']), picture: picture('one', ['a']) }
  const other = { passId: 2, campaign: campaign('two', 1, ['z']), picture: picture('two', ['z']) }
  await appendRevisions(store, [first])
  await appendRevisions(store, [second, other])
  await appendRevisions(store, [])
  expect(await revisions(store, 'one')).toEqual([first, second])
  expect(await revisions(store)).toEqual([second, other])
  expect(await revisions(store, 'three')).toEqual([])
  expect(
    await store.query(
      'SELECT revision, account_id FROM campaign_accounts FINAL WHERE campaign_id = {id:String} ORDER BY ALL',
      {
        id: 'one',
      },
    ),
  ).toEqual([
    { revision: 1, account_id: 'a' },
    { revision: 1, account_id: "b'\t" },
    { revision: 2, account_id: 'a' },
  ])
})

test('what is read later counts, though the clock was ahead when the earlier was', async () => {
  await insertAccounts(store, [account('a', { plan: 'free' })], undefined, Date.UTC(2030, 0, 1))
  await insertAccounts(store, [account('a', { plan: 'pro' })], undefined, Date.UTC(2026, 0, 1))
  expect(await store.query('SELECT plan FROM accounts FINAL')).toEqual([{ plan: 'pro' }])
})

test('the newest row of an account counts', async () => {
  await insertAccounts(store, [account('a', { plan: 'free' }), account('b')], undefined, 1_000)
  await insertAccounts(
    store,
    [account('a', { plan: 'pro', card: 2 ** 53 - 1, created_at: 1_700_000_000_123 })],
    undefined,
    2_000,
  )
  expect(
    await store.query(
      `SELECT account_id, plan, card, toUnixTimestamp64Milli(created_at) AS created, country_mismatch
       FROM accounts FINAL ORDER BY account_id`,
      {},
      { numbers: true },
    ),
  ).toEqual([
    { account_id: 'a', plan: 'pro', card: 2 ** 53 - 1, created: 1_700_000_000_123, country_mismatch: 0 },
    { account_id: 'b', plan: '', card: 0, created: 0, country_mismatch: 0 },
  ])
})

test('what a newer row does not state stays as it was stored, to the last bit', async () => {
  const whole = account('c', {
    organization: 2 ** 52 + 1,
    created_at: 1_700_000_000_123,
    plan: "p\t'",
    program: 'beta',
    verification: 'business',
    email_domain: 3,
    email: 4,
    card: 2 ** 53 - 1,
    device: 5,
    phone: 6,
    referral: 7,
    country_mismatch: true,
  })
  await insertAccounts(store, [whole], undefined, 3_000)
  const closed = 1_700_000_100_456
  // Whatever is the one thing that is known.
  const alone = {
    organization: 1,
    created_at: 1_700_000_000_123,
    verification: 'business',
    country_mismatch: true,
  }
  for (const [column, value] of Object.entries(alone)) {
    await insertAccounts(store, [account(column, { [column]: value })], undefined, 3_000)
    await insertAccounts(store, [account(column)], new Set(['closed_at']), 4_000)
  }
  expect(
    await store.query(
      `SELECT sum(organization) AS organizations, uniqExact(created_at) AS times, countIf(verification = 'business') AS firms,
         sum(country_mismatch) AS mismatches
       FROM accounts FINAL WHERE account_id IN {accounts:Array(String)}`,
      { accounts: Object.keys(alone) },
      { numbers: true },
    ),
  ).toEqual([{ organizations: 1, times: 2, firms: 1, mismatches: 1 }])

  const later = [account('c', { closed_at: closed }), account('new', { closed_at: closed })]
  await insertAccounts(store, later, new Set(['closed_at']), 4_000)
  const stored = await store.query(
    `SELECT * EXCEPT (read_at, created_at, closed_at), toUnixTimestamp64Milli(created_at) AS created_at,
       toUnixTimestamp64Milli(closed_at) AS closed_at
     FROM accounts FINAL WHERE account_id IN ('c', 'new') ORDER BY account_id`,
    {},
    { numbers: true },
  )
  expect(stored).toEqual([
    { ...whole, country_mismatch: 1, closed_at: closed },
    { ...account('new'), country_mismatch: 0, closed_at: closed },
  ])
})
