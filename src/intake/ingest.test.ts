import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileSizes, forget, openStore, type Store } from '../store/index.ts'
import { createIdentityHash } from './identity.ts'
import { type IntakeOptions, ingest } from './ingest.ts'
import type { Progress } from './progress.ts'

let folder: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
  store = await openStore({ dataDir: join(folder, 'data'), clickhouseUrl: '' })
})

afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const START = Date.UTC(2026, 1, 1)
const PROMPT =
  'Explain step by step, with every line of your reasoning, why the sky over the sea is blue at noon.'

type Row = Record<string, unknown>

function request(index: number, more: Row = {}): Row {
  return {
    time: START + index * 1000,
    account_id: `acct-${index % 7}`,
    request_id: `req-${index}`,
    client_address: '192.0.2.7',
    user_agent: 'curl/8',
    request_model: 'm',
    temperature: 0.5,
    input_tokens: 10,
    output_tokens: 20,
    status: 200,
    input_text: `${PROMPT} Case ${index}.`,
    ...more,
  }
}

function requests(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => request(index))
}

function write(name: string, rows: readonly (Row | string)[]): string {
  const path = join(folder, name)
  const lines = rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('')
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(lines) : lines)
  return path
}

const read = (files: string[], more: Partial<IntakeOptions> = {}) =>
  ingest({ store, files, textMode: 'none', threads: 2, ...more })

const count = async () =>
  (await store.query('SELECT count() AS n FROM requests FINAL', {}, { numbers: true }))[0]

test('every record of several files is stored, and summed up', async () => {
  const one = write('one.ndjson', requests(3_000))
  const two = write(
    'two.ndjson.gz',
    requests(3_100)
      .slice(3_000)
      .map((row) => ({ ...row, temperature: 'warm', status: undefined })),
  )
  const reports: Progress[] = []
  const summary = await read([one, two], { onProgress: (progress) => reports.push(progress) })
  expect(await count()).toEqual({ n: 3_100 })
  expect(summary).toMatchObject({
    records: 3_100,
    duplicates: 0,
    unreadable: 0,
    accounts: 7,
    accountsJoined: 0,
    from: START,
    to: START + 3_099_000,
  })
  expect(summary.fieldCounts).toMatchObject({
    time: 3_100,
    input_text: 3_100,
    temperature: 3_000,
    status: 3_000,
  })
  expect(summary.fieldCounts.system_text).toBeUndefined()
  expect(summary.files.map(({ path, format, tally }) => [path, format, tally.records])).toEqual([
    [one, 'lines native', 3_000],
    [two, 'lines native gzip', 100],
  ])
  expect(reports.at(-1)).toMatchObject({
    bytesRead: statSync(one).size + statSync(two).size,
    bytesTotal: statSync(one).size + statSync(two).size,
    records: 3_100,
  })
})

test('progress is of what this run reads; files that were read before are compared, not read', async () => {
  const known = write('known.ndjson', requests(3_000))
  await read([known])
  const fresh = write('fresh.ndjson', requests(100))
  const reports: Progress[] = []
  await read([fresh, known], { onProgress: (progress) => reports.push(progress) })
  for (const { bytesRead, bytesTotal } of reports.filter(({ bytesRead: bytes }) => bytes > 0))
    expect([bytesRead, bytesTotal]).toEqual([statSync(fresh).size, statSync(fresh).size])
  expect(reports.at(-1)).toMatchObject({
    bytesRead: statSync(fresh).size,
    bytesCompared: statSync(known).size,
  })
})

test('a row holds what the record said', async () => {
  const networks = join(folder, 'networks.csv')
  writeFileSync(networks, 'prefix,asn,kind\n192.0.2.0/24,64500,hosting\n')
  const full = request(0, {
    api_key_id: 'key',
    conversation_id: 'conversation',
    end_user_id: 'user',
    tls_fingerprint: 'ja4',
    route: 'native',
    operation: 'chat',
    response_model: 'm-2',
    choice_count: 1e6,
    top_logprobs: 300,
    tool_names: ['a', 'b'],
    reasoning_tokens: 7,
    system_text: 'Answer as a teacher would, and name every step that leads you to your result.',
  })
  const bare = { time: START, account_id: 'bare' }
  const redacted = request(1, {
    account_id: 'redacted',
    input_text: '[REDACTED]',
    client_address: 'unknown-host',
  })
  await read([write('log.ndjson', [full, bare, redacted])], { networks })

  const identity = createIdentityHash(store.folder.secret)
  const rows = await store.query<Record<string, unknown>>(
    'SELECT * FROM requests FINAL ORDER BY account_id',
    {},
    { numbers: true },
  )
  const [first, second, third] = rows
  expect(first).toMatchObject({
    account_id: 'acct-0',
    time: '2026-02-01 00:00:00.000',
    request_key: identity('request', 'req-0'),
    api_key: identity('api_key', 'key'),
    conversation: identity('conversation', 'conversation'),
    end_user: identity('end_user', 'user'),
    address: identity('address', '192.0.2.7'),
    prefix: identity('prefix', '192.0.2.0/24'),
    network_kind: 'hosting',
    asn: 64500,
    client: identity('client', 'ja4\ncurl/8'),
    route: 'native',
    operation: 'chat',
    model: 'm-2',
    temperature: 0.5,
    choice_count: 65535,
    top_logprobs: 255,
    tool_count: 2,
    input_tokens: 10,
    output_tokens: 20,
    reasoning_tokens: 7,
    status: 200,
    has_text: 1,
    language: 'en',
    text: '',
    template_pending: 1,
  })
  expect(first?.template).not.toEqual([])
  expect(first?.segments).not.toEqual([])
  expect(first?.body).not.toBe(0)
  expect(first?.cues).toHaveLength(6)
  expect(first?.features).toHaveLength(64)
  const nothing = {
    has_text: 0,
    template: [],
    segments: [],
    body: 0,
    cues: [],
    features: [],
    language: '',
    text: '',
    template_pending: 1,
  }
  expect(second).toEqual({
    ...Object.fromEntries(Object.keys(first ?? {}).map((name) => [name, 0])),
    ...nothing,
    account_id: 'bare',
    time: '2026-02-01 00:00:00.000',
    record_key: expect.any(Number),
    network_kind: '',
    route: '',
    operation: '',
    model: '',
    temperature: -1,
  })
  expect(third).toMatchObject({ ...nothing, prefix: 0, address: identity('address', 'unknown-host') })
})

test('texts are kept as the mode says', async () => {
  const long = requests(600).map((row) => ({
    ...row,
    input_text: `${row.input_text}\t\n\\${'😀'.repeat(9_000)}`,
  }))
  const log = write('log.ndjson', long)
  await read([log], { textMode: 'exemplars' })
  const exemplars = await store.query<{ text: string }>("SELECT text FROM requests FINAL WHERE text != ''")
  expect(exemplars.length).toBeGreaterThan(0)
  expect(exemplars.length).toBeLessThan(30)
  for (const { text } of exemplars) {
    expect(text.length).toBeLessThanOrEqual(600)
    expect(long.some((row) => row.input_text.startsWith(text))).toBe(true)
  }
  for (let index = 0; index < 7; index++) await forget(store, `acct-${index}`)
  await read([log], { textMode: 'keep', force: true })
  const kept = await store.query<{ text: string }>('SELECT text FROM requests FINAL ORDER BY time')
  expect(kept.map(({ text }) => text.length)).toEqual(
    long.map(
      (row) =>
        Math.min(row.input_text.length, 16 * 1024) -
        (row.input_text.length > 16 * 1024 ? halfPair(row.input_text) : 0),
    ),
  )
  expect(kept.every(({ text }, index) => long[index]?.input_text.startsWith(text))).toBe(true)
})

/** 1 where the cut would go through a surrogate pair. */
function halfPair(text: string): number {
  return /[\uD800-\uDBFF]$/.test(text.slice(0, 16 * 1024)) ? 1 : 0
}

test('a file is read once, whatever it is called, until it changes', async () => {
  const log = write('log.ndjson', requests(50))
  await read([log])
  const copy = join(folder, 'copy.ndjson')
  writeFileSync(copy, readFileSync(log))
  const again = await read([copy])
  expect(again.files).toMatchObject([{ alreadyRead: true, format: 'lines native' }])
  expect(again).toMatchObject({ records: 50, duplicates: 0 })
  expect(again.fieldCounts.account_id).toBe(50)
  expect((await read([copy], { force: true })).duplicates).toBe(50)
  expect(await count()).toEqual({ n: 50 })

  appendFileSync(copy, `${JSON.stringify(request(50))}\n`)
  expect(await read([copy])).toMatchObject({ records: 51, duplicates: 50, files: [{ alreadyRead: false }] })
  expect(await count()).toEqual({ n: 51 })
})

test('what cannot be read is counted, shown and set aside for its owner alone', async () => {
  const broken = Array.from({ length: 30 }, (_, index) => `{"broken": ${index}`)
  // A file's head decides its format, so the breakage comes later.
  const rows = [...requests(300), ...broken, { account_id: 'no time' }, request(300)]
  const summary = await read([write('log.ndjson', rows)])
  expect(summary).toMatchObject({ records: 301, unreadable: 31 })
  const [file] = summary.files
  expect(file?.examples).toHaveLength(20)
  expect(file?.examples[0]).toMatchObject({ line: 301 })
  const rejects = readFileSync(file?.rejects ?? '', 'utf8')
    .trim()
    .split('\n')
  expect(rejects).toHaveLength(31)
  expect(JSON.parse(rejects.at(-1) ?? '')).toMatchObject({ line: 331, reason: 'no time' })
  expect(statSync(file?.rejects ?? '').mode & 0o777).toBe(0o600)
})

test('accounts are stored with hashed identities, and joined', async () => {
  const accounts = join(folder, 'accounts.csv')
  writeFileSync(
    accounts,
    [
      'account_id,organization_id,created_at,email_domain,payment_fingerprint,card_bin_country,billing_country',
      'acct-0,org,2026-01-01T00:00:00Z,Example.COM,card,DE,de',
      'acct-1,,,example.com,card,DE,FR',
      'never-seen,,,,,,',
    ].join('\n'),
  )
  const summary = await read([write('log.ndjson', requests(20))], { accounts })
  expect(summary).toMatchObject({
    accounts: 7,
    accountsJoined: 2,
    accountsFile: { accounts: 3 },
    contextUnused: [],
  })
  const identity = createIdentityHash(store.folder.secret)
  const stored = await store.query(
    'SELECT * EXCEPT read_at FROM accounts FINAL ORDER BY account_id LIMIT 2',
    {},
    { numbers: true },
  )
  expect(stored).toMatchObject([
    {
      organization: identity('organization', 'org'),
      created_at: '2026-01-01 00:00:00.000',
      email_domain: identity('email_domain', 'example.com'),
      card: identity('card', 'card'),
      country_mismatch: 0,
    },
    {
      organization: 0,
      created_at: '1970-01-01 00:00:00.000',
      card: identity('card', 'card'),
      country_mismatch: 1,
    },
  ])
  expect(JSON.stringify(stored)).not.toMatch(/"(DE|FR|de)"/)
})

/** What is stored of `acct-0`. */
async function stored(): Promise<Record<string, unknown> | undefined> {
  const rows = await store.query<Record<string, unknown>>(
    "SELECT * EXCEPT read_at FROM accounts FINAL WHERE account_id = 'acct-0'",
    {},
    { numbers: true },
  )
  expect(rows).toHaveLength(1)
  return rows[0]
}

test('a later file of accounts changes what it has columns for, and nothing else', async () => {
  const log = write('log.ndjson', requests(20))
  const accountsOf = (name: string, lines: readonly string[]): string => {
    writeFileSync(join(folder, name), lines.join('\n'))
    return join(folder, name)
  }
  const whole = accountsOf('whole.csv', [
    'account_id,organization_id,created_at,verification,payment_fingerprint,card_bin_country,billing_country',
    'acct-0,org,2026-01-01,business,card,DE,FR',
  ])
  await read([log], { accounts: whole })
  const before = await stored()
  await read([log], {
    accounts: accountsOf('closures.csv', ['account_id,closed_at', 'acct-0,2026-05-01']),
  })
  expect(await stored()).toEqual({ ...before, closed_at: '2026-05-01 00:00:00.000' })
  await read([log], {
    accounts: accountsOf('cleared.csv', ['account_id,payment_fingerprint,billing_country', 'acct-0,,DE']),
  })
  expect(await stored()).toEqual({ ...before, closed_at: '2026-05-01 00:00:00.000', card: 0 })
})

test('what could not be used of accounts and networks is told', async () => {
  const accounts = join(folder, 'accounts.csv')
  writeFileSync(accounts, 'account_id,created_at\nacct-0,02/04/2026\nacct-1,2026-01-01\nacct-1,\n')
  const networks = join(folder, 'networks.csv')
  writeFileSync(networks, 'prefix,kind\n203.0.113.0/24,education\n10/8,corporate\n')
  const { contextUnused } = await read([write('log.ndjson', requests(3))], { accounts, networks })
  expect(contextUnused).toEqual([
    expect.stringContaining('created_at was unusable in 1 row, first at line 2'),
    expect.stringContaining('several rows of 1 account, the first at line 3'),
    expect.stringContaining('1 row that could not be used, the first at line 3 (prefix: 10/8 is not CIDR)'),
  ])
})

test('a time that cannot be read is told how to write, not where to find', async () => {
  const odd = write('odd.ndjson', [{ time: '02/04/2026', account_id: 'a', input_text: 'x' }])
  await expect(read([odd])).rejects.toMatchObject({ advice: expect.stringContaining('ISO 8601') })
})

test('standard input is read and noted', async () => {
  const lines = requests(40).map((row) => `${JSON.stringify(row)}\n`)
  const summary = await read(['-'], { stdin: Readable.from(lines.map((line) => Buffer.from(line))) })
  expect(summary.records).toBe(40)
  expect(await store.query('SELECT path, records FROM files FINAL')).toEqual([{ path: '-', records: '40' }])
})

test('an empty file among others is no problem, but nothing at all is', async () => {
  const empty = write('empty.ndjson', [])
  expect(await read([empty, write('log.ndjson', requests(3))])).toMatchObject({
    records: 3,
    files: [{ path: empty, format: '' }, {}],
  })
  const useless = write('useless.ndjson', [{ time: START, model: 'm', messages: [] }])
  await expect(read([empty])).rejects.toMatchObject({ code: 'SW_NO_RECORDS' })
  await expect(read([useless])).rejects.toThrow()
})

test('a mistake is told before anything is read', async () => {
  const log = write('log.ndjson', requests(3))
  await expect(read([log, join(folder, 'missing.ndjson')])).rejects.toMatchObject({
    code: 'SW_FILE_NOT_FOUND',
  })
  expect(await count()).toEqual({ n: 0 })
})

function writeParquet(name: string, rows: number): { path: string; bytes: Buffer } {
  const numbers = Array.from({ length: rows }, (_, index) => index)
  const bytes = Buffer.from(
    parquetWriteBuffer({
      rowGroupSize: rows,
      pageSize: 1 << 16,
      codec: 'UNCOMPRESSED',
      columnData: [
        { name: 'time', data: numbers.map((index) => BigInt(START + index)), type: 'INT64' },
        { name: 'account_id', data: numbers.map((index) => BigInt(index % 7) + 2n ** 60n), type: 'INT64' },
        { name: 'input_text', data: numbers.map((index) => `${index} why?`), type: 'STRING' },
      ],
    }),
  )
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return { path, bytes }
}

test('the same Parquet file is not read twice, and what it held is known', async () => {
  const { path, bytes } = writeParquet('log.parquet', 100)
  const first = await read([path])
  expect(first).toMatchObject({ records: 100, accounts: 7 })
  const again = await read([path])
  expect(again.files).toMatchObject([{ alreadyRead: true, tally: { records: 100 } }])
  expect(again.fieldCounts).toMatchObject({ time: 100, input_text: 100 })
  expect((await fileSizes(store)).has(bytes.length)).toBe(true)
})

test('of Parquet that cannot be decoded all rows count as unreadable', async () => {
  const rows = 40_000
  const { path, bytes } = writeParquet('log.parquet', rows)
  bytes.writeUInt32LE(0x7fffffff, bytes.lastIndexOf('39990 why?') - 4)
  writeFileSync(path, bytes)
  const { records, unreadable, files } = await read([path])
  expect(records).toBe(32_768)
  expect(unreadable).toBe(rows - 32_768)
  expect(files[0]?.examples).toMatchObject([{ line: 32_769, rows: rows - 32_768 }])
})
