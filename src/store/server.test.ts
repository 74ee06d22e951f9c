import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { Session } from 'chdb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileKnown, recordFile } from './ledger.ts'
import { stringLiteral } from './parameters.ts'
import { forget } from './retention.ts'
import { RowBinaryWriter } from './row-binary.ts'
import { openStore, type Store } from './store.ts'

/**
 * ClickHouse's HTTP interface in front of a real engine: statements in the body or, with data, in the address;
 * `param_` and settings in the address. Requests are served one at a time, as they share the engine's session.
 */
let folder: string
let session: Session
let server: Server
let store: Store
let turn: Promise<void> = Promise.resolve()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
  session = new Session(join(folder, 'engine'))
  server = createServer((request, response) => {
    turn = turn.then(() => answer(request, response))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  store = await openStore({
    dataDir: join(folder, 'data'),
    clickhouseUrl: `http://127.0.0.1:${address.port}`,
  })
})

afterAll(async () => {
  await store.close()
  server.close()
  session.close()
  rmSync(folder, { recursive: true })
})

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request)
  const address = new URL(request.url ?? '/', 'http://localhost')
  const statement = address.searchParams.get('query') ?? body.toString()
  try {
    for (const [name, value] of address.searchParams) {
      if (
        name !== 'query' &&
        name !== 'query_id' &&
        !/^(enable_http|wait_end|send_progress|default_format)/.test(name)
      ) {
        await session.queryAsync(
          `SET ${name} = ${/^\d+$/.test(value) && !name.startsWith('param_') ? value : stringLiteral(value)}`,
        )
      }
    }
    response.end(await run(statement, address.searchParams.has('query') ? body : undefined))
  } catch (error) {
    response.writeHead(500).end(error instanceof Error ? error.message : String(error))
  }
}

async function run(statement: string, data: Buffer | undefined): Promise<Uint8Array> {
  if (!data || data.length === 0) return (await session.queryAsync(statement)).bytes()
  const [, table = '', columns = '', format] =
    /^INSERT INTO (\w+) \(([^)]+)\)\s+FORMAT (\w+)/.exec(statement) ?? []
  if (format === 'TabSeparated') {
    const settings = { date_time_input_format: 'basic' }
    await session.insert({ table, columns: columns.split(', '), values: data, format, settings })
    return new Uint8Array(0)
  }
  const file = join(folder, 'body')
  writeFileSync(file, data)
  await session.queryAsync(
    `INSERT INTO ${table} (${columns}) SELECT * FROM file('${file}', '${format}', 'account_id String, time DateTime64(3, ''UTC'')')`,
  )
  return new Uint8Array(0)
}

test('a server is brought up to date, written to and asked like the embedded engine', async () => {
  expect(store.kind).toBe('server')
  const writer = new RowBinaryWriter()
  for (const [name, time] of [
    ['a', 1_700_000_000_123],
    ['b', 1_700_000_001_000],
  ] as const) {
    writer.text(name)
    writer.time(time)
  }
  await store.insertBinary('requests', ['account_id', 'time'], writer.take())
  expect(await store.query('SELECT account_id, time FROM requests FINAL ORDER BY account_id;')).toEqual([
    { account_id: 'a', time: '2023-11-14 22:13:20.123' },
    { account_id: 'b', time: '2023-11-14 22:13:21.000' },
  ])
  const { rows, columns } = await store.columns(
    'SELECT account_id, time, number FROM requests FINAL, numbers({n:UInt64}) AS n ORDER BY account_id, number',
    { n: 50_000 },
    { account_id: 'string-index', time: 'u64', number: 'u64' },
  )
  expect(rows).toBe(100_000)
  expect(columns.account_id.values).toEqual(['a', 'b'])
  expect(columns.time[99_999]).toBe(1_700_000_001_000)
  expect(columns.number[99_999]).toBe(49_999)
})

test('ledgers and retention work over HTTP too', async () => {
  const file = {
    digest: "d'\\\t",
    path: 'p',
    format: 'lines native',
    bytes: 1,
    records: 2,
    unreadable: 0,
    field_counts: { time: 2 },
    dropped_counts: {},
  }
  await recordFile(store, file)
  expect(await fileKnown(store, "d'\\\t")).toEqual(file)
  expect(await forget(store, 'a')).toBe(1)
  expect(await store.query('SELECT account_id FROM requests FINAL')).toEqual([{ account_id: 'b' }])
})

test('an error of the server is told in short', async () => {
  await expect(store.query('SELECT nonsense')).rejects.toMatchObject({
    code: 'SW_STORE_FAILED',
    message: expect.stringContaining('nonsense'),
  })
})

test('a server that is not there is named with advice', async () => {
  await expect(
    openStore({ dataDir: join(folder, 'other'), clickhouseUrl: 'http://127.0.0.1:1' }),
  ).rejects.toMatchObject({
    code: 'SW_STORE_FAILED',
    advice: expect.stringContaining('STILLWATCH_CLICKHOUSE_URL'),
  })
})
