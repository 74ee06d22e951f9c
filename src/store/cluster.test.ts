import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clusterSchema, commandOnCluster, definitionOnCluster, localOf } from './cluster.ts'
import { recordFile } from './ledger.ts'
import { loadMigrations } from './migrate.ts'
import { forget } from './retention.ts'
import { RowBinaryWriter } from './row-binary.ts'
import { dropUnsharedTokens, refreshSharedTokens } from './shared-tokens.ts'
import { openStore, type Store } from './store.ts'
import { type LoopbackServer, startServer, TEST_CLUSTER } from './testing/http-server.ts'

const NAMES = { cluster: TEST_CLUSTER, database: 'watch' }
const schema = clusterSchema(NAMES)

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the schema for a cluster', () => {
  test('has for every table one that is replicated and one that is distributed', () => {
    const tables = loadMigrations()
      .flatMap(({ statements }) => statements)
      .flatMap((statement) => /^CREATE TABLE IF NOT EXISTS (\w+)/.exec(statement)?.[1] ?? [])
    expect(tables).toContain('requests')
    for (const table of ['migrations', ...tables]) {
      const local = schema.filter((statement) =>
        statement.includes(`CREATE TABLE IF NOT EXISTS \`watch\`.${table}_local `),
      )
      const whole = schema.filter((statement) =>
        statement.includes(`CREATE TABLE IF NOT EXISTS \`watch\`.${table} `),
      )
      expect(local, table).toHaveLength(1)
      expect(whole, table).toHaveLength(1)
      expect(local[0]).toMatch(
        /ON CLUSTER 'test_cluster'\n[\s\S]+ENGINE = Replicated(Replacing)?MergeTree\('\/clickhouse\/tables\/\{uuid\}\/\{shard\}', '\{replica\}'(, \w+)?\)\n[\s\S]*ORDER BY /,
      )
      expect(whole[0]).toMatch(
        new RegExp(
          `ENGINE = Distributed\\('test_cluster', 'watch', '${table}_local', cityHash64\\(\\w+\\)\\)$`,
        ),
      )
    }
  })

  test('keeps an account on one shard, and what replaces what', () => {
    const [requests = '', distributed = ''] = schema.filter((statement) =>
      /\.requests(_local)? /.test(statement),
    )
    expect(requests).toContain('PARTITION BY toDate(time)\nORDER BY (account_id, time, record_key)')
    for (const table of ['requests', 'accounts', 'campaign_accounts']) {
      const whole = schema.find(
        (statement) => statement.includes(`.${table} ON`) && statement.includes('Distributed'),
      )
      expect(whole, table).toContain('cityHash64(account_id)')
    }
    expect(distributed).toContain(
      "Distributed('test_cluster', 'watch', 'requests_local', cityHash64(account_id))",
    )
    expect(schema.find((statement) => statement.includes('.accounts_local'))).toContain(
      "'{replica}', read_at)",
    )
  })

  test('adds later columns to both', () => {
    expect(schema.filter((statement) => statement.includes('ADD COLUMN'))).toEqual([
      "ALTER TABLE `watch`.requests_local ON CLUSTER 'test_cluster' ADD COLUMN IF NOT EXISTS template_pending UInt8 DEFAULT 1",
      "ALTER TABLE `watch`.requests ON CLUSTER 'test_cluster' ADD COLUMN IF NOT EXISTS template_pending UInt8 DEFAULT 1",
    ])
  })

  test('refuses what it does not know', () => {
    expect(() => definitionOnCluster('DROP TABLE requests', NAMES)).toThrow(/not known/)
    expect(() => definitionOnCluster('ALTER TABLE requests DROP COLUMN text', NAMES)).toThrow(/not known/)
  })

  test('names are quoted', () => {
    const [database = ''] = clusterSchema({ cluster: "o'clock", database: 'a`b' }, [])
    expect(database).toBe("CREATE DATABASE IF NOT EXISTS `a\\`b` ON CLUSTER 'o\\'clock'")
  })
})

test('what changes stored rows goes to the shards', () => {
  expect(commandOnCluster('ALTER TABLE requests DELETE WHERE account_id = {a:String}', 'c')).toBe(
    "ALTER TABLE requests_local ON CLUSTER 'c' DELETE WHERE account_id = {a:String}",
  )
  expect(commandOnCluster('TRUNCATE TABLE shared_tokens', 'c')).toBe(
    "TRUNCATE TABLE shared_tokens_local ON CLUSTER 'c'",
  )
  const insert = 'INSERT INTO shared_tokens SELECT token FROM requests'
  expect(commandOnCluster(insert, 'c')).toBe(insert)
})

test.each([
  ['the embedded engine', ''],
  ...(process.env.STILLWATCH_CLICKHOUSE_URL ? [['the server', process.env.STILLWATCH_CLICKHOUSE_URL]] : []),
])('%s understands every statement', async (_, clickhouseUrl) => {
  const store = await openStore({ dataDir: join(folder, 'syntax'), clickhouseUrl: clickhouseUrl ?? '' })
  for (const statement of schema) {
    // Parses it, and throws where it cannot.
    const [row] = await store.query<{ text: string }>('SELECT formatQuery({statement:String}) AS text', {
      statement,
    })
    expect(row?.text).toMatch(/^(CREATE (DATABASE|TABLE)|ALTER TABLE|INSERT INTO)/)
  }
  await store.close()
})

describe('on a cluster of one shard', () => {
  let server: LoopbackServer
  let store: Store

  beforeAll(async () => {
    server = await startServer({ folder: join(folder, 'one'), shards: 1 })
    const plain = await openStore({ dataDir: join(folder, 'data'), clickhouseUrl: server.url })
    expect(plain.cluster).toBeUndefined()
    for (const statement of schema) await plain.command(statement)
    await plain.close()
    store = await openStore({ dataDir: join(folder, 'data'), clickhouseUrl: `${server.url}/watch` })
  })

  afterAll(async () => {
    await store.close()
    await server.kill()
  })

  const count = async (sql: string): Promise<number> =>
    (await store.query<{ n: number }>(sql, {}, { numbers: true }))[0]?.n ?? -1

  test('it is known for one by its tables, and up to date', async () => {
    expect(store.cluster).toBe(TEST_CLUSTER)
    expect(await count('SELECT count() AS n FROM migrations FINAL')).toBe(loadMigrations().length)
    expect(
      await count(
        "SELECT count() AS n FROM system.tables WHERE database = 'watch' AND engine = 'Distributed'",
      ),
    ).toBe(
      await count("SELECT count() AS n FROM system.tables WHERE database = 'watch' AND name LIKE '%_local'"),
    )
  })

  test('a later migration is carried out on it', async () => {
    await store.command('ALTER TABLE migrations DELETE WHERE number = 4')
    await store.command('ALTER TABLE requests DROP COLUMN template_pending')
    const again = await openStore({ dataDir: join(folder, 'data'), clickhouseUrl: `${server.url}/watch` })
    await again.close()
    expect(
      await count(
        "SELECT count() AS n FROM system.columns WHERE database = 'watch' AND name = 'template_pending'",
      ),
    ).toBe(2)
    expect(await count('SELECT count() AS n FROM migrations FINAL')).toBe(loadMigrations().length)
  })

  test('rows go in, are read once, and are changed where they lie', async () => {
    const writer = new RowBinaryWriter()
    for (const [account, tokens] of [
      ['a', [1, 2]],
      ['b', [1, 3]],
      ['c', [1, 2]],
      ['c', [1, 2]],
    ] as const) {
      writer.text(account)
      writer.time(1_700_000_000_000)
      writer.uint64s(tokens)
    }
    await store.insertBinary('requests', ['account_id', 'time', 'template'], writer.take())
    expect(await count('SELECT count() AS n FROM requests FINAL')).toBe(3)
    expect(await count(`SELECT count() AS n FROM ${localOf('requests')} FINAL`)).toBe(3)

    for (let time = 0; time < 2; time++) await refreshSharedTokens(store)
    expect(await store.query('SELECT token, uses FROM shared_tokens')).toEqual([{ token: '1', uses: '3' }])
    await dropUnsharedTokens(store, 1_800_000_000_000)
    expect(await store.query('SELECT DISTINCT template FROM requests FINAL')).toEqual([{ template: ['1'] }])
    expect(
      await count(
        `SELECT count() AS n FROM requests FINAL WHERE account_id IN (SELECT account_id FROM accounts)`,
      ),
    ).toBe(0)

    const file = {
      path: 'p',
      format: 'f',
      bytes: 1,
      records: 2,
      unreadable: 0,
      field_counts: {},
      dropped_counts: {},
    }
    await recordFile(store, { digest: 'd', ...file })
    expect(await forget(store, 'c')).toBe(1)
    expect(await count('SELECT count() AS n FROM requests FINAL')).toBe(2)
    expect(
      await count("SELECT count() AS n FROM system.mutations WHERE table != 'migrations_local' AND is_done"),
    ).toBe(0)
  })
})
