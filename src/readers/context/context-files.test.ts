import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, expect, test } from 'vitest'
import { scratch, zstdFrame } from '../testing/collect.ts'
import { readAccounts, readKnown, readNetworks, readReleases } from './context-files.ts'

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
    expect(await readAccounts(files.write('accounts', content))).toEqual({ rows: ACCOUNTS, unreadable: [] })
  }
})

test('a single account is enough, and a broken row is counted with its line', async () => {
  const path = files.write('accounts.csv', 'account_id,plan\na,free\n,pro\nb\n')
  expect(await readAccounts(path)).toEqual({
    rows: [{ account_id: 'a', plan: 'free' }],
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

test('networks need a CIDR prefix; an unknown kind is unknown', async () => {
  const path = files.write(
    'networks.csv',
    'prefix,asn,kind\n203.0.113.0/24,AS64500,Hosting\n2001:db8::/32,,residential\n192.0.2.1,64501,starship\n300.1.1.0/24,1,vpn\n,1,vpn\n',
  )
  expect(await readNetworks(path)).toEqual({
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
    'account_id,organization_id,status,reason,expiry\na,,cleared,looked at it,2027-01-01\n,org-1,Researcher,,\nb,,banned,,\n',
  )
  expect(await readKnown(path)).toEqual({
    rows: [
      { id: 'a', status: 'cleared', reason: 'looked at it', expires_at: Date.UTC(2027, 0, 1) },
      { id: 'org-1', status: 'researcher', reason: '', expires_at: undefined },
    ],
    unreadable: [{ line: 4, reason: expect.stringContaining('status: ') }],
  })
  const numbers = files.write(
    'known.ndjson',
    '{"id":12345678901,"status":"confirmed","reason":"x","expires_at":null}\n',
  )
  expect((await readKnown(numbers)).rows).toEqual([{ id: '12345678901', status: 'confirmed', reason: 'x' }])
  const long = files.write(
    'known-long.ndjson',
    '{"id":1234567890123456789,"status":"cleared","reason":"x"}\n{"id":1.5e300,"status":"cleared","reason":"x"}\n',
  )
  expect(await readKnown(long)).toEqual({
    rows: [{ id: '1234567890123456789', status: 'cleared', reason: 'x' }],
    unreadable: [{ line: 2, reason: expect.stringContaining('id: ') }],
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
