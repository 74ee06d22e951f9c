import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadMigrations } from './migrate.ts'
import { openStore, type Store } from './store.ts'

let folder: string
let store: Store | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
})

afterEach(async () => {
  await store?.close()
  store = undefined
  rmSync(folder, { recursive: true, force: true })
})

async function open(dataDir = folder): Promise<Store> {
  store = await openStore({ dataDir, clickhouseUrl: '', limits: { querySeconds: 5, memoryBytes: 2e9 } })
  return store
}

test('a new folder is for its owner alone, and has a key that stays', async () => {
  const data = join(folder, 'made', 'here')
  const first = await open(data)
  expect(statSync(data).mode & 0o777).toBe(0o700)
  expect(statSync(join(data, 'secret.key')).mode & 0o777).toBe(0o600)
  expect(first.folder.secret.length).toBe(32)
  await first.close()
  expect((await open(data)).folder.secret).toEqual(first.folder.secret)
})

test('a damaged key is refused instead of replaced', async () => {
  for (const left of ['', 'short']) {
    writeFileSync(join(folder, 'secret.key'), left)
    await expect(open()).rejects.toMatchObject({
      code: 'SW_STORE_FAILED',
      message: expect.stringContaining(`holds ${left.length} bytes instead of 32`),
      advice: expect.stringContaining('Restore it from a backup'),
    })
  }
})

test('a store filled under one key is refused under another, and taken again under its own', async () => {
  const first = await open()
  const { secret } = first.folder
  await first.close()
  writeFileSync(join(folder, 'secret.key'), Buffer.alloc(32, 7))
  await expect(open()).rejects.toMatchObject({
    code: 'SW_STORE_FAILED',
    message: expect.stringContaining('under another key'),
  })
  writeFileSync(join(folder, 'secret.key'), secret)
  const again = await open()
  const [noted] = await again.query<{ digest: string }>('SELECT digest FROM hash_keys')
  expect(noted.digest).toMatch(/^[0-9a-f]{32}$/)
  expect(Buffer.from(secret).toString('hex')).not.toContain(noted.digest)
})

test('every migration can run again', async () => {
  const first = await open()
  const schema = () =>
    first.query(
      'SELECT name, create_table_query FROM system.tables WHERE database = currentDatabase() ORDER BY name',
    )
  const before = await schema()
  for (const { statements } of loadMigrations()) {
    for (const statement of statements) await first.command(statement)
  }
  expect(await schema()).toEqual(before)
})

test('a migration that was cut short is finished on opening', async () => {
  const first = await open()
  await first.command('ALTER TABLE migrations DELETE WHERE number = 2')
  await first.command('DROP TABLE campaign_revisions')
  await first.close()
  const second = await open()
  expect(await second.query('SELECT count() AS n FROM campaign_revisions')).toEqual([{ n: '0' }])
  expect(await second.query('SELECT number, name FROM migrations FINAL ORDER BY number')).toEqual(
    loadMigrations().map(({ number, name }) => ({ number, name })),
  )
})

test('a store of a newer version is refused', async () => {
  const first = await open()
  await first.command("INSERT INTO migrations VALUES (9999, 'of tomorrow', now64())")
  await first.close()
  await expect(open()).rejects.toMatchObject({ code: 'SW_STORE_FAILED', message: /newer Stillwatch/ })
})

test('parameters arrive as they are, and never as SQL', async () => {
  const opened = await open()
  const hostile = [
    "'",
    "\\'; DROP TABLE requests",
    'tab\there',
    'line\nbreak',
    '\0',
    '\\N',
    'ü😀',
    '{x:String}',
  ]
  for (const text of hostile) {
    expect(await opened.query('SELECT {text:String} AS text', { text })).toEqual([{ text }])
  }
  expect(
    await opened.query('SELECT {list:Array(String)} AS list, {n:UInt64} AS n, {b:Bool} AS b', {
      list: hostile,
      n: 2n ** 63n,
      b: true,
    }),
  ).toEqual([{ list: hostile, n: '9223372036854775808', b: true }])
})

test('parameters of any length arrive', async () => {
  const opened = await open()
  const tokens = Array.from({ length: 100_000 }, (_, i) => 2n ** 63n + BigInt(i))
  expect(
    await opened.query('SELECT length({tokens:Array(UInt64)}) AS n, {tokens:Array(UInt64)}[-1] AS last', {
      tokens,
    }),
  ).toEqual([{ n: '100000', last: String(tokens.at(-1)) }])
})

test('concurrent queries keep their own parameters', async () => {
  const opened = await open()
  const asked = Array.from({ length: 24 }, (_, n) => n)
  const answers = await Promise.all(
    asked.map((n) =>
      opened.query('SELECT {n:UInt32} AS n, count() AS c FROM numbers(1000) WHERE number < {n:UInt32}', {
        n,
      }),
    ),
  )
  expect(answers).toEqual(asked.map((n) => [{ n, c: String(n) }]))
})

test('64-bit integers are digits unless numbers are asked for', async () => {
  const opened = await open()
  expect(await opened.query('SELECT toUInt64(7) AS n')).toEqual([{ n: '7' }])
  expect(await opened.query('SELECT toUInt64(7) AS n', {}, { numbers: true })).toEqual([{ n: 7 }])
  expect(await opened.query('SELECT toUInt64(7) AS n')).toEqual([{ n: '7' }])
})

test('columns of every type the schema has', async () => {
  const opened = await open()
  const { rows, columns } = await opened.columns(
    `SELECT toLowCardinality(toString(intDiv(number, 1000))) AS s, number AS n, toUInt16(number % 7) AS m,
            toFloat32(number) / 2 AS f, number % 2 = 0 AS b,
            toLowCardinality(if(number % 3 = 0, '', toString(number))) AS l,
            fromUnixTimestamp64Milli(1700000000000 + toInt64(number), 'UTC') AS t
     FROM numbers({rows:UInt64})`,
    { rows: 300_000 },
    { s: 'string-index', n: 'u64', m: 'u32', f: 'f64', b: 'u8', l: 'string-index', t: 'u64' },
  )
  expect(rows).toBe(300_000)
  for (const row of [0, 1, 65_535, 65_536, 123_457, 299_999]) {
    expect(columns.s.values[columns.s.codes[row] ?? -1]).toBe(String(Math.floor(row / 1000)))
    expect(columns.n[row]).toBe(row)
    expect(columns.m[row]).toBe(row % 7)
    expect(columns.f[row]).toBe(row / 2)
    expect(columns.b[row]).toBe(row % 2 === 0 ? 1 : 0)
    expect(columns.l.values[columns.l.codes[row] ?? -1]).toBe(row % 3 === 0 ? '' : String(row))
    expect(columns.t[row]).toBe(1_700_000_000_000 + row)
  }
})

test('a query ends at its time limit, and the next one is served', async () => {
  const opened = await open()
  const slow = opened.query('SELECT sleepEachRow(0.5) FROM numbers(60) SETTINGS max_block_size = 1')
  await expect(slow).rejects.toMatchObject({ code: 'SW_STORE_FAILED', message: /TIMEOUT_EXCEEDED/ })
  expect(await opened.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('a query ends at its memory limit', async () => {
  const opened = await open()
  const greedy = opened.query('SELECT length(groupArray(number)) FROM numbers(1000000000)')
  await expect(greedy).rejects.toMatchObject({ message: /MEMORY_LIMIT_EXCEEDED/ })
})

test('an insert does not wait behind a query', async () => {
  const opened = await open()
  let done = false
  const slow = opened
    .query('SELECT sleepEachRow(0.3) FROM numbers(6) SETTINGS max_block_size = 1')
    .finally(() => {
      done = true
    })
  await opened.insert('migrations', ['number', 'name'], Buffer.from('3\tthree\n'))
  expect(done).toBe(false)
  await slow
})

test('bad SQL is told with the statement', async () => {
  const opened = await open()
  await expect(opened.query('SELECT nonsense FROM nowhere')).rejects.toMatchObject({
    code: 'SW_STORE_FAILED',
    message: expect.not.stringMatching(/DB::Exception/),
    cause: { message: expect.stringContaining('SELECT nonsense FROM nowhere') },
  })
  const row = Buffer.from('secret-name\tnoon\n')
  await expect(opened.insert('requests', ['account_id', 'time'], row)).rejects.toMatchObject({
    code: 'SW_STORE_FAILED',
    message: expect.not.stringContaining('secret-name'),
  })
})

test('logs that span years go in at once', async () => {
  const opened = await open()
  const lines = Array.from({ length: 1500 }, (_, day) => `a\t${1_500_000_000 + day * 86_400}.000\t${day}\n`)
  await opened.insert('requests', ['account_id', 'time', 'record_key'], Buffer.from(lines.join('')))
  expect(await opened.query('SELECT count() AS n FROM requests FINAL')).toEqual([{ n: '1500' }])
})

test('a folder that another process holds is refused with its id, and free once that one is killed', async () => {
  const holder = join(folder, 'holder.mjs')
  const chdb = import.meta.resolve('chdb')
  const data = join(folder, 'data')
  writeFileSync(
    holder,
    `import chdb from '${chdb}'
     import { mkdirSync } from 'node:fs'
     mkdirSync('${data}', { recursive: true })
     const session = new chdb.Session('${join(data, 'traffic')}')
     process.send('held')
     setInterval(() => session.open, 1000)`,
  )
  const child = fork(holder)
  await once(child, 'message')
  await expect(open(data)).rejects.toMatchObject({
    code: 'SW_STORE_LOCKED',
    message: expect.stringContaining(`process ${child.pid}`),
    advice: expect.stringContaining(`kill ${child.pid}`),
  })
  child.kill('SIGINT')
  await once(child, 'exit')
  expect(await (await open(data)).query('SELECT 1 AS one')).toEqual([{ one: 1 }])
})
