import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ScanResult } from '../record/index.ts'
import { insertAccounts } from './accounts.ts'
import { appendRevisions, latestPass, recordPass, revisions } from './ledger.ts'
import { forgetIn } from './redaction.ts'
import { expireText, forget } from './retention.ts'
import { openStore, type Store } from './store.ts'
import { TabSeparatedWriter } from './tab-separated.ts'
import { timeText } from './tables.ts'
import { account, campaign, evidence, picture, result } from './testing/examples.ts'
import { filesWith } from './testing/files.ts'

let folder: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
  store = await openStore({ dataDir: folder, clickhouseUrl: '' })
})

afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const DAY = 86_400_000
const START = Date.UTC(2026, 1, 1)

async function insertRequests(names: string[]): Promise<void> {
  const writer = new TabSeparatedWriter()
  for (const [index, name] of names.entries()) {
    writer.text(name)
    writer.text(timeText(START + index * DAY))
    writer.integer(index)
    writer.integer(77)
    writer.text(`text ${index}`)
    writer.endRow()
  }
  await store.insert('requests', ['account_id', 'time', 'record_key', 'body', 'text'], writer.take())
}

test('texts before a time go, fingerprints stay', async () => {
  await insertRequests(['a', 'a', 'b'])
  await expireText(store, START + DAY)
  expect(await store.query('SELECT text, body FROM requests FINAL ORDER BY time')).toEqual([
    { text: '', body: '77' },
    { text: 'text 1', body: '77' },
    { text: 'text 2', body: '77' },
  ])
})

test('a forgotten account is nowhere, and the figures of others stay', async () => {
  const gone = "acct-7'\\ü"
  await insertRequests([gone, 'acct-70', gone])
  await insertAccounts(store, [account(gone), account('acct-70')])
  // As a pass leaves them that is killed, and what it has not seen yet.
  for (const table of ['looked_at_uses', 'looked_at_requests', 'looked_at_accounts', 'arrivals'])
    await store.command(`INSERT INTO ${table} (account_id) VALUES ({gone:String})`, { gone })
  const members = [gone, 'acct-70', 'acct-9']
  const cleared = {
    groups: [
      { accounts: members, related_by: 'shared-card', reasons: [{ reason: 'card' as const, figure: 3 }] },
    ],
    omitted: 0,
  }
  await recordPass(store, { startedAt: 1, basis: 'batch', result: { ...result(['c1'], members), cleared } })
  await recordPass(store, { startedAt: 2, basis: 'batch', result: result(['c1'], ['acct-70']) })
  await appendRevisions(store, [
    { passId: 1, campaign: campaign('c1', 1, members), picture: picture('c1', members) },
  ])
  const reject = join(store.folder.rejects, 'log.ndjson')
  writeFileSync(
    reject,
    `${JSON.stringify({ line: 1, text: `{"account_id":${JSON.stringify(gone)},` })}\n{"line":2}\n`,
  )

  expect(await forget(store, gone)).toBe(2)

  const tables = await store.query<{ name: string }>(
    'SELECT name FROM system.tables WHERE database = currentDatabase()',
  )
  for (const { name } of tables) {
    const rows = await store.query(`SELECT * FROM ${name}`)
    expect(JSON.stringify(rows), name).not.toContain("acct-7'")
  }
  expect(readFileSync(reject, 'utf8')).toBe('{"line":2}\n')
  expect(readdirSync(store.folder.rejects)).toEqual(['log.ndjson'])

  expect(await store.query('SELECT account_id FROM requests FINAL')).toEqual([{ account_id: 'acct-70' }])
  expect(await store.query('SELECT account_id FROM accounts FINAL')).toEqual([{ account_id: 'acct-70' }])
  const [kept] = await revisions(store, 'c1')
  const [substitute = '', ...others] = kept?.campaign.accounts ?? []
  expect(substitute).toMatch(/^forgotten-[0-9a-f]{12}$/)
  expect(others).toEqual(['acct-70', 'acct-9'])
  expect(kept).toEqual({
    passId: 1,
    campaign: campaign('c1', 1, [substitute, ...others]),
    picture: {
      ...picture('c1', [substitute, ...others]),
      exemplars: picture('c1', others).exemplars,
    },
  })
  expect(filesWith(folder, "acct-7'")).toEqual([])
  expect(filesWith(folder, 'acct-70')).not.toEqual([])
  expect(
    await store.query('SELECT account_id FROM campaign_accounts FINAL WHERE account_id LIKE {like:String}', {
      like: 'forgotten-%',
    }),
  ).toEqual([{ account_id: substitute }])
  expect((await latestPass(store))?.result).toEqual(result(['c1'], ['acct-70']))
  expect(await store.query('SELECT count() AS n FROM passes')).toEqual([{ n: '2' }])
})

test("the start of a rejected row goes where its account stands behind it: it can be anybody's", async () => {
  const path = join(store.folder.rejects, 'log.ndjson')
  const cut = { line: 1, reason: 'JSON that ends too early', excerpt: '{"prompt":"my illness is' }
  writeFileSync(path, `${JSON.stringify(cut)}\n{"line":3,"reason":"no time"}\n{"line":4,"reason":"not v`)
  await forget(store, 'acct-7')
  expect(filesWith(folder, 'illness')).toEqual([])
  expect(readFileSync(path, 'utf8')).toBe(
    '{"line":1,"reason":"JSON that ends too early"}\n{"line":3,"reason":"no time"}',
  )
})

test('forgetting an account that is nowhere changes nothing', async () => {
  await insertRequests(['a'])
  expect(await forget(store, 'b')).toBe(0)
  expect(await store.query('SELECT account_id FROM requests FINAL')).toEqual([{ account_id: 'a' }])
})

test('an account may be called like a word of ours: results can be read afterwards', () => {
  const cleared = {
    groups: [
      { accounts: ['a'], related_by: 'shared-card', reasons: [{ reason: 'card' as const, figure: 3 }] },
    ],
    omitted: 0,
  }
  const one = { ...campaign('c1', 1, ['a']), evidence: [evidence] }
  const json = JSON.stringify({ ...result(['c1']), campaigns: [one], cleared })
  const words = new Set<string>()
  JSON.parse(json, (key, value: unknown) => {
    words.add(key)
    if (typeof value === 'string') words.add(value)
    return value
  })
  words.delete('')
  expect([...words]).toEqual(expect.arrayContaining(['accounts', 'identity', 'suspected', 'card', 'intent']))
  for (const word of words) {
    const after = ScanResult.parse(JSON.parse(forgetIn(json, word, 'forgotten-1')))
    expect(after.campaigns[0]?.verdict, word).toBe('suspected')
  }
  expect(forgetIn(json, 'identity', 'forgotten-1')).toContain('see forgotten-1 here')
})

test('the empty text is no account: every history would be rewritten', async () => {
  await appendRevisions(store, [
    { passId: 1, campaign: campaign('c1', 1, ['a']), picture: picture('c1', ['a']) },
  ])
  await expect(forget(store, '')).rejects.toThrow('has a name')
  expect((await revisions(store, 'c1'))[0]?.campaign).toEqual(campaign('c1', 1, ['a']))
})

test('a name is replaced as a word, and a figure is not taken for one', () => {
  const json = JSON.stringify({ a: ['42'], b: "42 accounts, '42' among them", c: 'acct-42', x42: 1, '42': 2 })
  expect(JSON.parse(forgetIn(json, '42', 'X'))).toEqual({
    a: ['X'],
    b: "42 accounts, 'X' among them",
    c: 'acct-42',
    x42: 1,
    '42': 2,
  })
  // As a sentence has it; where ids stand, another's name is not touched.
  expect(forgetIn('{"a":"see org/acct (acct), acct-1, acct_2, $acct"}', 'acct', '$&')).toBe(
    '{"a":"see org/$& ($&), acct-1, acct_2, $$&"}',
  )
})

test("another account's name that holds this one as a word stays as it is", () => {
  const other = 'alice@corp.example'
  const before = {
    ...result(['alice'], [other]),
    cleared: {
      groups: [{ accounts: [other, 'team/alice'], related_by: 'shared-card', reasons: [] }],
      omitted: 0,
    },
    pictures: [picture('alice', [other, "o'alice"])],
    query: `SELECT 'alice@corp.example', 'it\\'alice\\'', alice`,
  }
  // The sentences may change: nobody is looked up in them.
  const json = JSON.stringify(before, (key, value) => (key === 'reasons' ? [] : value))
  expect(forgetIn(json, 'alice', 'X')).toBe(json)
})

test('a name is replaced as a whole where ids and literals stand, whatever it consists of', () => {
  for (const name of ['alice', '42', "o'hara", 'a\\b', ', ']) {
    const literal = (text: string) => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")
    const document = (account: string) => ({
      accounts: [account, 'b'],
      nodes: [{ id: account, kind: 'account', label: account }],
      query: `SELECT 'a', '${literal(account)}', 'b'`,
    })
    expect(JSON.parse(forgetIn(JSON.stringify(document(name)), name, 'X')), name).toEqual(document('X'))
  }
})
