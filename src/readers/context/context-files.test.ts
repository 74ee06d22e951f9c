import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, expect, test } from 'vitest'
import { scratch, zstdFrame } from '../testing/collect.ts'
import { readAccounts, readKnown, readNetworks, readReleases } from './context-files.ts'
import { unusedAccounts, unusedIn } from './unused.ts'

const files = scratch()
afterAll(files.clear)

const ACCOUNTS = [
  { account_id: 'a', created_at: Date.UTC(2026, 0, 2), payment_fingerprint: 'p1' },
  { account_id: 'b', plan: 'pro', email_domain: 'example.org' },
]
const ACCOUNTS_CSV =
  'Account ID,Created At,plan,payment-fingerprint,email_domain\na,2026-01-02,,p1,\nb,,pro,,example.org\n'

test('accounts from CSV, NDJSON, a JSON array and Parquet, plain and compressed', async () => {
  const ndjson = ACCOUNTS.map((row) => JSON.stringify(row)).join('\n')
  const parquet = parquetWriteBuffer({
    columnData: [
      { name: 'account_id', data: ['a', 'b'], type: 'STRING' },
      { name: 'created_at', data: [new Date(Date.UTC(2026, 0, 2)), null], type: 'TIMESTAMP' },
      { name: 'payment_fingerprint', data: ['p1', null], type: 'STRING' },
      { name: 'plan', data: [null, 'pro'], type: 'STRING' },
      { name: 'email_domain', data: [null, 'example.org'], type: 'STRING' },
    ],
  })
  const writings = [
    ACCOUNTS_CSV,
    ACCOUNTS_CSV.replaceAll(',', ';'),
    `\ufeff${ACCOUNTS_CSV.replaceAll('\n', '\r\n')}`,
    ndjson,
    JSON.stringify(ACCOUNTS, null, 2),
    JSON.stringify({ data: ACCOUNTS }),
    gzipSync(ndjson),
    zstdFrame(Buffer.from(ACCOUNTS_CSV)),
    new Uint8Array(parquet),
  ]
  for (const content of writings) {
    expect(await readAccounts(files.write('accounts', content))).toMatchObject({
      rows: ACCOUNTS,
      unreadable: [],
      dropped: [],
      repeated: undefined,
    })
  }
})

test('a single account is enough, and a broken row is counted with its line', async () => {
  const path = files.write('accounts.csv', 'account_id,plan\na,free\n,pro\nb\n')
  expect(await readAccounts(path)).toMatchObject({
    rows: [{ account_id: 'a', plan: 'free' }],
    lines: [2],
    unreadable: [
      { line: 3, reason: 'no account_id' },
      { line: 4, reason: '1 columns instead of 2', excerpt: 'b\n' },
    ],
  })
})

test('accounts may have a status, an address and a model preference', async () => {
  const path = files.write('accounts.csv', 'id,status,ip,model\na,active,192.0.2.1,m-1\n')
  expect((await readAccounts(path)).rows).toEqual([{ account_id: 'a' }])
})

test('a request log given as accounts is told from accounts', async () => {
  const path = files.write(
    'log.ndjson',
    '{"id":"r1","time":1700000000000,"user_id":"a","model":"m","prompt":"hi"}\n',
  )
  await expect(readAccounts(path)).rejects.toMatchObject({
    code: 'SW_CONTEXT_INVALID',
    advice: expect.stringContaining('looks like a request log'),
  })
})

test('rows of empty cells, as spreadsheets leave them, are no rows', async () => {
  const path = files.write('known.csv', 'id,status,expires_at\na,cleared,\n,,\n\n,,\n')
  expect(await readKnown(path)).toMatchObject({ rows: [{ id: 'a' }], lines: [2], unreadable: [] })
})

test('what a scan has written is no accounts file', async () => {
  const written = 'account_id,campaign,verdict,role,links\r\na,,,,\r\n'
  await expect(readAccounts(files.write('accounts.csv', written))).rejects.toMatchObject({
    code: 'SW_CONTEXT_INVALID',
    advice: expect.stringContaining('what a scan has written'),
  })
})

test('a time that is none is counted by its field, with the first line', async () => {
  const path = files.write(
    'dates.csv',
    'account_id,created_at,closed_at\na,2026-04-02 10:11:12+00,\nb,02/04/2026,31.12.2026\nc,13/04/2026,\n',
  )
  const { rows, dropped } = await readAccounts(path)
  expect(rows).toEqual([
    { account_id: 'a', created_at: Date.UTC(2026, 3, 2, 10, 11, 12) },
    { account_id: 'b' },
    { account_id: 'c' },
  ])
  expect(dropped).toEqual([
    { field: 'created_at', rows: 2, line: 3 },
    { field: 'closed_at', rows: 1, line: 3 },
  ])
})

test('verification in any case and with spaces around it is the same', async () => {
  const path = files.write('accounts.csv', 'account_id,verification\na, Business \nb,\n')
  expect((await readAccounts(path)).rows).toEqual([
    { account_id: 'a', verification: 'business' },
    { account_id: 'b' },
  ])
})

test('of an account that comes more than once the last row counts, and it is told', async () => {
  const path = files.write(
    'accounts.csv',
    'account_id,payment_fingerprint\na,p1\nb,p2\na,p3\nb,p4\na,\nc,p5\n',
  )
  const table = await readAccounts(path)
  expect(table).toMatchObject({
    rows: [
      { account_id: 'b', payment_fingerprint: 'p4' },
      { account_id: 'a' },
      { account_id: 'c', payment_fingerprint: 'p5' },
    ],
    lines: [5, 6, 7],
    repeated: { accounts: 2, line: 2 },
  })
  expect(unusedAccounts(table)).toEqual([expect.stringMatching(/several rows of 2 accounts.* line 2\./)])
})

test('fields of an accounts file are those that have a column, by any name, with values or without', async () => {
  const csv = files.write('accounts.csv', 'id,Signup At,card-fingerprint,shoe_size\na,,,44\n')
  expect((await readAccounts(csv)).fields).toEqual(
    new Set(['account_id', 'created_at', 'payment_fingerprint']),
  )
  const ndjson = files.write('accounts.ndjson', '{"id":"a","closed_at":null}\n{"id":"b","plan":"pro"}\n')
  expect((await readAccounts(ndjson)).fields).toEqual(new Set(['account_id', 'closed_at', 'plan']))
})

test('of columns with one name the first that says something counts, and it is told once', async () => {
  const text = 'account_id,plan,Account ID,plan\na,,x,pro\n,free,b,pro\n'
  const table = await readAccounts(files.write('repeated.csv', text))
  expect(table.rows).toEqual([
    { account_id: 'a', plan: 'pro' },
    { account_id: 'b', plan: 'free' },
  ])
  const told = 'The accounts file has several columns of one name: the first that says something is used.'
  expect(unusedAccounts(table)).toEqual([told])
  const row = '{"account_id":"a","Account-Id":"x"}'
  expect(unusedAccounts(await readAccounts(files.write('repeated.ndjson', row)))).toEqual([told])
  expect(unusedAccounts(await readAccounts(files.write('plain.csv', ACCOUNTS_CSV)))).toEqual([])
})

test('networks need a CIDR prefix; an unknown kind is unknown', async () => {
  const path = files.write(
    'networks.csv',
    'prefix,asn,kind\n203.0.113.0/24,AS64500,Hosting\n2001:db8::/32,,residential\n192.0.2.1,64501,starship\n300.1.1.0/24,1,vpn\n,1,vpn\n',
  )
  const table = await readNetworks(path)
  expect(table).toMatchObject({
    rows: [
      { prefix: '203.0.113.0/24', asn: 64500, kind: 'hosting' },
      { prefix: '2001:db8::/32', asn: undefined, kind: 'residential' },
      { prefix: '192.0.2.1', asn: 64501, kind: 'unknown' },
    ],
    unreadable: [
      { line: 5, reason: 'prefix: 300.1.1.0/24 is not CIDR' },
      { line: 6, reason: 'no prefix' },
    ],
  })
  expect(unusedIn('The networks file', table)).toEqual([
    'The networks file has 2 rows that could not be used, the first at line 5 (prefix: 300.1.1.0/24 is not CIDR).',
    'The networks file: kind was unusable in 1 row, first at line 4. The rest of what they say is used.',
  ])
})

test('a kind that is missing, empty or said to be unknown is nothing to tell of', async () => {
  const path = files.write('networks.csv', 'prefix,kind\n203.0.113.0/24,\n198.51.100.0/24,Unknown\n')
  expect(await readNetworks(path)).toMatchObject({
    rows: [{ kind: 'unknown' }, { kind: 'unknown' }],
    dropped: [],
  })
})

test('releases', async () => {
  const path = files.write(
    'releases.json',
    '[{"model":"m-2","time":"2026-05-01T10:00:00Z"},{"model":"m-3","time":"soon"}]',
  )
  const { rows, unreadable } = await readReleases(path)
  expect(rows).toEqual([{ model: 'm-2', time: Date.UTC(2026, 4, 1, 10) }])
  expect(unreadable).toEqual([{ line: 1, reason: expect.stringContaining('time: ') }])
})

test('known accounts by any of their ids, with or without an expiry', async () => {
  const path = files.write(
    'known.csv',
    'account_id,organization_id,status,reason,expiry\na,,cleared,looked at it,2027-01-01\n,org-1,Researcher,,\n',
  )
  expect(await readKnown(path)).toMatchObject({
    rows: [
      { id: 'a', status: 'cleared', reason: 'looked at it', expires_at: Date.UTC(2027, 0, 1) },
      { id: 'org-1', status: 'researcher', reason: '', expires_at: undefined },
    ],
    unreadable: [],
  })
  const numbers = files.write(
    'known.ndjson',
    '{"id":12345678901,"status":"confirmed","reason":"x","expires_at":null}\n',
  )
  expect((await readKnown(numbers)).rows).toEqual([{ id: '12345678901', status: 'confirmed', reason: 'x' }])
  const long = files.write(
    'known-long.ndjson',
    '{"id":1234567890123456789,"status":"cleared","reason":"x"}\n',
  )
  expect((await readKnown(long)).rows).toEqual([
    { id: '1234567890123456789', status: 'cleared', reason: 'x' },
  ])
  const lost = files.write('known-lost.ndjson', '{"id":1.5e300,"status":"cleared","reason":"x"}\n')
  await expect(readKnown(lost)).rejects.toThrow('id: ')
})

test.each(['9999-12-31', '2100-01-01', '2999-12-31T23:59:59Z', ''])(
  'an expiry of %j is never',
  async (expiry) => {
    const path = files.write('known.csv', `account_id,status,expires_at\na,cleared,${expiry}\n`)
    expect((await readKnown(path)).rows).toEqual([
      { id: 'a', status: 'cleared', reason: '', expires_at: undefined },
    ])
  },
)

test.each([
  ['b,allowlisted,', 'status: '],
  ['b,cleared,never', 'expires_at: '],
  ['b,cleared,31.12.2026', 'expires_at: '],
  [',cleared,', 'no id'],
  ['b,cleared', '2 columns instead of 3'],
])('a known account that cannot be used is an error, as it would be accused: %s', async (row, reason) => {
  const path = files.write('known.csv', `id,status,expires_at\na,cleared,\n${row}\nc,cleared,\n`)
  await expect(readKnown(path)).rejects.toMatchObject({
    code: 'SW_CONTEXT_INVALID',
    message: expect.stringContaining(`known.csv, line 3, cannot be used: ${reason}`),
    advice: expect.stringContaining('empty for never'),
  })
})

test('a context file without one usable row says what it expected and what it found', async () => {
  const path = files.write('networks.csv', 'a,b\n1,2\n')
  await expect(readNetworks(path)).rejects.toMatchObject({
    code: 'SW_CONTEXT_INVALID',
    message: expect.stringMatching(/Expected columns: prefix .* Found: a, b\. Line 2: no prefix\./),
  })
  await expect(readKnown(files.write('empty', ''))).rejects.toMatchObject({ code: 'SW_CONTEXT_INVALID' })
  await expect(readKnown(`${path}.gone`)).rejects.toMatchObject({ code: 'SW_FILE_NOT_FOUND' })
})
