import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ScanResult } from '../src/record/index.ts'
import { type LoopbackServer, startServer, TEST_CLUSTER } from '../src/store/testing/http-server.ts'
import { capped } from './support/capped.ts'
import { type Run, resultIn, scratchFolder, stillwatch, timeless } from './support/cli.ts'

/**
 * A whole scan against a ClickHouse server, compared with one of the embedded engine. The server is the engine behind HTTP
 * on loopback, and also the one that `STILLWATCH_CLICKHOUSE_URL` names, where it does, in databases that are dropped again;
 * as a cluster where `STILLWATCH_CLICKHOUSE_CLUSTER` says which of its `system.clusters` to use.
 */
const YOURS = process.env.STILLWATCH_CLICKHOUSE_URL
const YOUR_CLUSTER = process.env.STILLWATCH_CLICKHOUSE_CLUSTER
if (YOUR_CLUSTER && !YOURS) throw new Error('STILLWATCH_CLICKHOUSE_CLUSTER wants STILLWATCH_CLICKHOUSE_URL')

const folder = scratchFolder()
const cwd = folder.path
const CONTEXT = ['accounts', 'networks', 'releases', 'known'].flatMap((name) => [
  `--${name}`,
  `traffic/${name}.csv`,
])
let embedded: ScanResult
const servers: LoopbackServer[] = []

async function server(
  name: string,
  more: { readonly port?: number; readonly shards?: number } = {},
): Promise<LoopbackServer> {
  const started = await startServer({ folder: join(cwd, name), user: 'watch', password: 'a-secret', ...more })
  servers.push(started)
  return started
}

/** A scan whose data folder has the key of the embedded one. */
async function scanned(out: string, url?: string, log = 'log.ndjson'): Promise<Run> {
  if (url !== undefined) {
    mkdirSync(join(cwd, out, 'data'), { recursive: true, mode: 0o700 })
    copyFileSync(join(cwd, 'embedded/data/secret.key'), join(cwd, out, 'data/secret.key'))
  }
  const engine = url === undefined ? [] : ['--clickhouse', url]
  return stillwatch(['scan', log, ...CONTEXT, ...engine, '--out', out, '--quiet'], { cwd })
}

beforeAll(async () => {
  const made = await stillwatch(['simulate', '--scale', '0.1', '--out', 'traffic'], { cwd })
  expect(made.code, made.stderr).toBe(0)
  capped(join(cwd, 'traffic/requests.ndjson'), join(cwd, 'log.ndjson'), 40)
  const { code, stderr } = await scanned('embedded')
  expect(code, stderr).toBe(0)
  embedded = resultIn(join(cwd, 'embedded'))
}, 240_000)

afterAll(async () => {
  for (const one of servers) await one.kill()
  folder.remove()
})

const SERVERS: readonly (readonly [name: string, url: () => Promise<string>])[] = [
  ['loopback', async () => (await server('plain')).url],
  ...(YOURS ? [['yours', async () => YOURS] as const] : []),
]

test.each(SERVERS)(
  'a scan over HTTP finds what the embedded engine finds: %s',
  async (name, urlOf) => {
    expect(embedded.campaigns.length).toBeGreaterThan(0)
    await withDatabase(await urlOf(), async (url) => {
      const out = `served-${name}`
      const { code, stderr } = await scanned(out, url)
      expect(code, stderr).toBe(0)
      const result = resultIn(join(cwd, out))
      expect(timeless(result)).toEqual(timeless(embedded))
      const [campaign] = result.campaigns
      const { account_id: member } = campaign.members[0]
      const where = ['--data', `${out}/data`, '--clickhouse', url]
      const told = await stillwatch(['explain', campaign.id, member, ...where], { cwd })
      expect(told.stdout).toContain(campaign.id)
      const erased = await stillwatch(['forget', member, ...where, '--json'], { cwd })
      expect(JSON.parse(erased.stdout).requests_erased, erased.stderr).toBeGreaterThan(0)
      const again = await stillwatch(['forget', member, ...where], { cwd })
      expect(again.stdout).toContain('No request of this account is stored here')
    })
  },
  240_000,
)

test('a server filled under another key is refused: nothing that accounts share would be recognised', async () => {
  const other = await server('other-key')
  const read = (out: string) =>
    stillwatch(['scan', 'log.ndjson', '--no-detect', '--clickhouse', other.url, '--out', out], { cwd })
  const filled = await read('theirs')
  expect(filled.code, filled.stderr).toBe(0)
  const { code, stderr } = await read('ours')
  expect(code).toBe(4)
  expect(stderr).toContain('under another key')
  expect(stderr).not.toContain('a-secret')
}, 240_000)

test('a server killed while rows go in and not started again is told; a rerun loses and doubles nothing', async () => {
  const first = await server('killed')
  await first.fault({ kind: 'die', statement: 'requests', bytes: 2_000_000 })
  const run = await scanned('resumed', first.url)
  expect(run.code).toBe(4)
  expect(run.stderr).toMatch(/ClickHouse server at http:\/\/127\.0\.0\.1:\d+\/ cannot be reached/)
  expect(run.stderr).not.toContain('a-secret')
  const second = await server('killed', { port: first.port })
  const again = await scanned('resumed', `${second.url}/?compression_request=1&compression_response=1`)
  expect(again.code, again.stderr).toBe(0)
  const result = resultIn(join(cwd, 'resumed'))
  // What the killed server had stored came twice, and that does not show: it is no double of the log's.
  expect(timeless(result)).toEqual(timeless(embedded))
}, 240_000)

/** Carries out a statement as `clickhouse-client` or curl would. */
async function order(url: string, statement: string): Promise<void> {
  const { username, password, origin } = new URL(url)
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)
  const answer = await fetch(origin, {
    method: 'POST',
    body: statement,
    ...(username !== '' && { headers: { authorization: `Basic ${credentials.toString('base64')}` } }),
  })
  expect(answer.status, `${statement}: ${await answer.text()}`).toBe(200)
}

/** Where the server's address has that database in place of its own. */
function within(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

/** Makes a database for one test, and drops it again. */
async function withDatabase(url: string, use: (url: string) => Promise<void>): Promise<void> {
  const database = `stillwatch_test_${randomUUID().replaceAll('-', '')}`
  await order(url, `CREATE DATABASE ${database}`)
  try {
    await use(within(url, database))
  } finally {
    await order(url, `DROP DATABASE ${database} SYNC`)
  }
}

/** Makes the tables of a cluster as `stillwatch schema` prints them, and drops them again. */
async function withTablesOn(
  cluster: string,
  url: string,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const database = `stillwatch_test_${randomUUID().replaceAll('-', '')}`
  const { code, stdout } = await stillwatch(['schema', '--cluster', cluster, '--database', database], { cwd })
  expect(code).toBe(0)
  try {
    for (const statement of stdout.split(';\n').filter((text) => text.trim() !== ''))
      await order(url, statement)
    await use(within(url, database))
  } finally {
    await order(url, `DROP DATABASE IF EXISTS ${database} ON CLUSTER '${cluster}' SYNC`)
  }
}

const CLUSTERS: readonly (readonly [name: string, cluster: string, url: () => Promise<string>])[] = [
  ['loopback', TEST_CLUSTER, async () => (await server('one', { shards: 1 })).url],
  ...(YOURS && YOUR_CLUSTER ? [['yours', YOUR_CLUSTER, async () => YOURS] as const] : []),
]

test.each(CLUSTERS)(
  'distributed tables on a cluster give the same: %s',
  async (name, cluster, urlOf) => {
    await withTablesOn(cluster, await urlOf(), async (url) => {
      const out = `distributed-${name}`
      const { code, stderr } = await scanned(out, url)
      expect(code, stderr).toBe(0)
      expect(timeless(resultIn(join(cwd, out)))).toEqual(timeless(embedded))
    })
  },
  240_000,
)

test('no query of a scan is refused over several shards', async () => {
  // Both shards are this server and hold the same rows, so figures double; what is looked at is that all is answered.
  const { url } = await server('two', { shards: 2 })
  capped(join(cwd, 'log.ndjson'), join(cwd, 'short.ndjson'), 6)
  await withTablesOn(TEST_CLUSTER, url, async (traffic) => {
    const { code, stderr } = await scanned('doubled', traffic, 'short.ndjson')
    expect(code, stderr).toBe(0)
  })
}, 240_000)
