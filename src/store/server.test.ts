import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Limits } from './engine.ts'
import { appendRevisions, fileKnown, recordFile, recordPass, revisions } from './ledger.ts'
import { loadMigrations } from './migrate.ts'
import { expireText, forget } from './retention.ts'
import { RowBinaryWriter } from './row-binary.ts'
import { openStore, type Store } from './store.ts'
import { sweep } from './sweep.ts'
import { campaign, picture, result } from './testing/examples.ts'
import { type LoopbackServer, startServer } from './testing/http-server.ts'

const PASSWORD = 'p@ss:w/rd#1'
let folder: string
let server: LoopbackServer
let store: Store

function open(url: string, limits: Partial<Limits> = {}): Promise<Store> {
  return openStore({ dataDir: join(folder, 'data'), clickhouseUrl: url, limits })
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
  server = await startServer({
    folder: join(folder, 'server'),
    user: 'watch',
    password: PASSWORD,
  })
  store = await open(server.url)
})

afterAll(async () => {
  await store.close()
  await server.kill()
  rmSync(folder, { recursive: true, force: true })
})

/** Rows of (account_id, time, record_key). */
function rows(count: number, from = 0): Uint8Array {
  const writer = new RowBinaryWriter()
  for (let i = from; i < from + count; i++) {
    writer.text(`account-${i % 100}`)
    writer.time(1_700_000_000_000 + i)
    writer.uint64(i + 1)
  }
  return writer.take()
}

const COLUMNS = ['account_id', 'time', 'record_key']

/** Fails after many blocks. */
const BREAKS = `SELECT number, toString(number) AS word, throwIf(number = 900000, 'it broke') AS broken FROM numbers(1000000)
 SETTINGS max_block_size = 10000, max_threads = 1`

async function stored(of: Store): Promise<{ distinct: number; rows: number }> {
  const [row] = await of.query<{ distinct: number; rows: number }>(
    'SELECT (SELECT count() FROM requests FINAL) AS distinct, count() AS rows FROM requests',
    {},
    { numbers: true },
  )
  return row ?? { distinct: -1, rows: -1 }
}

describe('like the embedded engine', () => {
  test('it is brought up to date', async () => {
    expect(store.kind).toBe('server')
    expect(await store.query('SELECT number, name FROM migrations FINAL ORDER BY number')).toEqual(
      loadMigrations().map(({ number, name }) => ({ number, name })),
    )
  })

  test('rows go in as binary and as text, and come back', async () => {
    const writer = new RowBinaryWriter()
    for (const [name, time] of [
      ['a\t\\', 1_700_000_000_123],
      ['b', 1_700_000_001_000],
    ] as const) {
      writer.text(name)
      writer.time(time)
    }
    await store.insertBinary('requests', ['account_id', 'time'], writer.take())
    await store.insert('requests', ['account_id', 'time'], Buffer.from('c\t1700000002.000\n'))
    expect(await store.query('SELECT account_id, time FROM requests FINAL ORDER BY account_id;')).toEqual([
      { account_id: 'a\t\\', time: '2023-11-14 22:13:20.123' },
      { account_id: 'b', time: '2023-11-14 22:13:21.000' },
      { account_id: 'c', time: '2023-11-14 22:13:22.000' },
    ])
    await store.command('TRUNCATE TABLE requests')
  })

  test('parameters of every type arrive as they are, and never as SQL', async () => {
    const hostile = [
      "'",
      "\\'; DROP TABLE requests",
      'tab\t',
      'line\nbreak',
      '\r',
      '\0',
      '\\N',
      'ü😀&=%+#',
      '',
    ]
    for (const text of hostile) {
      expect(await store.query('SELECT {text:String} AS text', { text })).toEqual([{ text }])
    }
    const asked = { list: hostile, n: 2n ** 63n, i: -5, f: 0.5, b: true, none: [], ids: [1, 2 ** 52] }
    expect(
      await store.query(
        `SELECT {list:Array(String)} AS list, {n:UInt64} AS n, {i:Int64} AS i, {f:Float64} AS f, {b:Bool} AS b,
           {none:Array(UInt64)} AS none, {ids:Array(UInt64)} AS ids`,
        asked,
      ),
    ).toEqual([
      {
        list: hostile,
        n: '9223372036854775808',
        i: '-5',
        f: 0.5,
        b: true,
        none: [],
        ids: ['1', '4503599627370496'],
      },
    ])
    expect(await store.query('SELECT toUInt64(7) AS n', {}, { numbers: true })).toEqual([{ n: 7 }])
  })

  test('columns come in many blocks', async () => {
    const { rows, columns } = await store.columns(
      `SELECT concat('account ', toString(intDiv(number, 1000))) AS account, number, number / 2 AS half
       FROM numbers({n:UInt64})`,
      { n: 300_000 },
      { account: 'string-index', number: 'u64', half: 'f64' },
    )
    expect(rows).toBe(300_000)
    expect(columns.account.values).toHaveLength(300)
    for (const row of [0, 65_535, 65_536, 299_999]) {
      expect(columns.account.values[columns.account.codes[row] ?? -1]).toBe(
        `account ${Math.floor(row / 1000)}`,
      )
      expect(columns.number[row]).toBe(row)
      expect(columns.half[row]).toBe(row / 2)
    }
  })

  test('parameters of any length arrive, and leave the address short', async () => {
    const names = Array.from({ length: 60_000 }, (_, i) => `${'örganisation\t'.repeat(5)}${i}`)
    const asked = { names, hostile: "'\r\n--x\r\n\\", few: [1, 2 ** 52], n: 2n ** 63n, is: true }
    await server.seen()
    expect(
      await store.query(
        `SELECT length({names:Array(String)}) AS length, {names:Array(String)}[-1] AS last, {hostile:String} AS hostile,
           {few:Array(UInt64)} AS few, {n:UInt64} AS n, {is:Bool} AS is`,
        asked,
      ),
    ).toEqual([
      {
        length: '60000',
        last: names.at(-1),
        hostile: asked.hostile,
        few: ['1', '4503599627370496'],
        n: '9223372036854775808',
        is: true,
      },
    ])
    await store.command('INSERT INTO shared_tokens (token) SELECT arrayJoin({tokens:Array(UInt64)})', {
      tokens: Array.from({ length: 100_000 }, (_, i) => i + 1),
    })
    expect(await store.query('SELECT count() AS n FROM shared_tokens')).toEqual([{ n: '100000' }])
    await store.command('TRUNCATE TABLE shared_tokens')
    for (const { address } of await server.seen()) expect(address).toBeLessThan(8_000)
  })

  test('queries at once keep their own parameters', async () => {
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, n) => store.query('SELECT {n:UInt32} AS n', { n })),
    )
    expect(answers).toEqual(answers.map((_, n) => [{ n }]))
  })

  test('ledgers, retention and sweeping work', async () => {
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
    await store.insertBinary('requests', COLUMNS, rows(300))
    await store.command("ALTER TABLE requests UPDATE text = 'kept' WHERE 1")
    await recordPass(store, { startedAt: 1, basis: 'batch', result: result(['cmp-1'], ['account-1']) })
    await appendRevisions(store, [
      { passId: 1, campaign: campaign('cmp-1', 1, ['account-1']), picture: picture('cmp-1', ['account-1']) },
    ])
    await expireText(store, 1_700_000_000_200)
    expect(await store.query("SELECT count() AS n FROM requests FINAL WHERE text = 'kept'")).toEqual([
      { n: '100' },
    ])
    expect(await forget(store, 'account-1')).toBe(3)
    expect(JSON.stringify(await revisions(store))).not.toContain('account-1')
    expect(await stored(store)).toEqual({ distinct: 297, rows: 297 })
    await sweep(store)
    expect(
      await store.query(
        // The list of migrations names nobody, and is merged when the engine likes.
        `SELECT count() AS n FROM system.mutations WHERE database = currentDatabase() AND is_done
         UNION ALL SELECT count() FROM system.parts
         WHERE database = currentDatabase() AND NOT active AND table != 'migrations'`,
      ),
    ).toEqual([{ n: '0' }, { n: '0' }])
    await store.command('TRUNCATE TABLE requests')
  })
})

test('what goes over the network is compressed if the address asks for it', async () => {
  const thin = await open(`${server.url}/?compression_request=1&compression_response=1`)
  await server.seen()
  await thin.insertBinary('requests', COLUMNS, rows(30_000))
  await thin.insert('requests', COLUMNS, Buffer.from('z\t1700000002.000\t7\n'))
  expect(await thin.query('SELECT count() AS n FROM requests FINAL')).toEqual([{ n: '30001' }])
  const { columns } = await thin.columns(
    'SELECT account_id, time FROM requests FINAL ORDER BY time',
    {},
    { account_id: 'string-index', time: 'u64' },
  )
  expect(columns.time.at(-1)).toBe(1_700_000_029_999)
  const seen = await server.seen()
  expect(seen).toHaveLength(4)
  for (const { encoding } of seen) expect(encoding).toBe('gzip')
  for (const at of [0, 2, 3]) expect(seen[at]?.accepted).toContain('gzip')
  const long = Array.from({ length: 1_000 }, (_, i) => i + 1)
  expect(await thin.query('SELECT length({long:Array(UInt64)}) AS n', { long })).toEqual([{ n: '1000' }])
  const [form] = await server.seen()
  expect(form?.encoding).toBeUndefined()
  expect(form?.accepted).toContain('gzip')
  await expect(thin.query(BREAKS)).rejects.toMatchObject({ message: expect.stringContaining('it broke') })
  await thin.command('TRUNCATE TABLE requests')
  await thin.close()
  await server.seen()
  await store.query('SELECT 1')
  expect((await server.seen())[0]?.encoding).toBeUndefined()
})

describe('what goes wrong is told with advice', () => {
  const failed = (message: RegExp, advice: RegExp) => ({
    code: 'SW_STORE_FAILED',
    message: expect.stringMatching(message),
    advice: expect.stringMatching(advice),
  })

  test('a statement it does not understand', async () => {
    await expect(store.query('SELECT nonsense')).rejects.toMatchObject(failed(/nonsense/, /report it/))
  })

  test('a password it does not take, which nobody gets to see', async () => {
    const wrong = open(`http://watch:secret-word@127.0.0.1:${server.port}`)
    const error = await wrong.catch((thrown: unknown) => thrown)
    expect(error).toMatchObject(failed(/watch: Authentication failed/, /user and password/))
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('secret-word')
  })

  test('an address that is none, which may hold a password', async () => {
    for (const url of [
      'watch:secret-word@host:8123',
      'http://watch:secret-word@host:port',
      'tcp://secret-word@h',
    ]) {
      const error = await open(url).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'SW_USAGE', advice: expect.stringContaining('percent-encoded') })
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('secret-word')
    }
  })

  test('a server that is not there, at once', async () => {
    await expect(open('http://user:secret-word@127.0.0.1:1')).rejects.toMatchObject(
      failed(
        /^The ClickHouse server at http:\/\/127\.0\.0\.1:1\/ cannot be reached/,
        /STILLWATCH_CLICKHOUSE_URL/,
      ),
    )
    await expect(open('http://localhost:1')).rejects.toMatchObject(failed(/cannot be reached \(\S+/, /./))
  })

  test('a database that is not there', async () => {
    await expect(open(`${server.url}/nowhere`)).rejects.toMatchObject(failed(/nowhere/, /CREATE DATABASE/))
  })

  test('a query beyond its memory', async () => {
    const small = await open(server.url, { memoryBytes: 2e8 })
    await expect(
      small.query('SELECT length(groupArray(number)) FROM numbers(1000000000)'),
    ).rejects.toMatchObject(failed(/MEMORY_LIMIT_EXCEEDED/, /memory/))
    await small.close()
  })

  test.each([
    ['marked, as servers do now', false],
    ['bare, as servers did before', true],
  ])('a query that fails midway, %s', async (_, bare) => {
    const own = bare ? await startServer({ folder: join(folder, 'bare'), bare }) : server
    const asked = bare ? await open(own.url) : store
    await expect(asked.query(BREAKS)).rejects.toMatchObject(failed(/it broke/, /./))
    await expect(
      asked.columns(BREAKS, {}, { number: 'u64', word: 'string-index', broken: 'u8' }),
    ).rejects.toMatchObject(failed(/it broke/, /./))
    expect(await asked.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
    if (bare) {
      await asked.close()
      await own.kill()
    }
  })

  test('a connection that ends within a result', async () => {
    await server.fault({ kind: 'cut', statement: 'numbers(1000001)' })
    await expect(
      store.columns('SELECT number FROM numbers(1000001)', {}, { number: 'u64' }),
    ).rejects.toMatchObject(failed(/was lost/, /run the command again/))
    await server.fault(undefined)
  })

  test('a server that takes a statement and never answers, once its time is over', async () => {
    const impatient = await open(server.url, { querySeconds: 1 })
    await server.fault({ kind: 'hang', statement: 'SELECT 42' })
    const silent = failed(/has not answered for 6 seconds/, /system\.processes/)
    await Promise.all([
      expect(impatient.query('SELECT 42 AS n')).rejects.toMatchObject(silent),
      expect(impatient.command('SELECT 42')).rejects.toMatchObject(silent),
    ])
    await server.fault({ kind: 'hang', statement: "SELECT 'ping'" })
    await expect(open(server.url, { querySeconds: 1 })).rejects.toMatchObject(silent)
    await server.fault(undefined)
    await impatient.close()
  })
})

describe('a server that is killed while it takes rows', () => {
  const bytes = rows(50_000)

  async function killedAt(name: string, retrySeconds: number) {
    const place = join(folder, name)
    const first = await startServer({ folder: place })
    const opened = await open(first.url, { retrySeconds })
    await opened.insertBinary('requests', COLUMNS, rows(10, 1_000_000))
    await first.fault({ kind: 'die', statement: 'requests', bytes: bytes.length / 2 })
    return { first, opened, restart: () => startServer({ folder: place, port: first.port }) }
  }

  test('and stays down: it is told, and doing it again loses nothing and counts nothing twice', async () => {
    const { first, opened, restart } = await killedAt('down', 0)
    await expect(opened.insertBinary('requests', COLUMNS, bytes)).rejects.toMatchObject({
      code: 'SW_STORE_FAILED',
      message: expect.stringMatching(/was lost|cannot be reached/),
      advice: expect.stringMatching(/run the command again/),
    })
    await first.ended
    const second = await restart()
    const before = await stored(opened)
    // Blocks that were whole are there already.
    expect(before.distinct).toBeGreaterThan(10)
    expect(before.distinct).toBeLessThan(50_010)
    await opened.insertBinary('requests', COLUMNS, bytes)
    expect((await stored(opened)).distinct).toBe(50_010)
    await opened.close()
    await second.kill()
  })

  test('and comes back: the rows are sent again, and count once', async () => {
    const { first, opened, restart } = await killedAt('back', 60)
    const inserted = opened.insertBinary('requests', COLUMNS, bytes)
    await first.ended
    const second = await restart()
    await inserted
    expect((await stored(opened)).distinct).toBe(50_010)
    await opened.close()
    await second.kill()
  })
})
