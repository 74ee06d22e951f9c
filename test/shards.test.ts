import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PassOutcome, runPass } from '../src/campaigns/index.ts'
import { ingest } from '../src/intake/index.ts'
import { readKnown, readReleases } from '../src/readers/index.ts'
import type { Campaign, ScanResult } from '../src/record/index.ts'
import { loadWorld } from '../src/signals/index.ts'
import { openStore, type Store } from '../src/store/index.ts'
import { type LoopbackServer, startServer } from '../src/store/testing/http-server.ts'
import { capped } from './support/capped.ts'
import { resultIn, scratchFolder, stillwatch, timeless } from './support/cli.ts'

/** The same traffic in one store, and split by account over three: the world and the campaigns are the same. */

const NOW = Date.UTC(2027, 0, 1)
const SHARDS = 3
const folder = scratchFolder()
const at = (name: string): string => join(folder.path, name)
const servers: LoopbackServer[] = []
const shards: Store[] = []
let whole: PassOutcome

beforeAll(async () => {
  const made = await stillwatch(['simulate', '--scale', '0.15', '--out', 'traffic'], { cwd: folder.path })
  expect(made.code, made.stderr).toBe(0)
  capped(at('traffic/requests.ndjson'), at('log.ndjson'), 60)
  const store = await openStore({ dataDir: at('whole'), clickhouseUrl: '' })
  await read(store, 'log.ndjson')
  whole = await runPass(store, { ...(await context()), now: NOW })
  await store.close()
  for (let shard = 0; shard < SHARDS; shard++) {
    const server = await startServer({ folder: at(`server-${shard}`) })
    servers.push(server)
    const data = at(`shard-${shard}`)
    mkdirSync(data, { mode: 0o700 })
    copyFileSync(at('whole/secret.key'), join(data, 'secret.key'))
    shards.push(await openStore({ dataDir: data, clickhouseUrl: server.url }))
    writeFileSync(
      at(`log-${shard}.ndjson`),
      readFileSync(at('log.ndjson'), 'utf8')
        .split(/(?<=\n)/)
        .filter((line) => shardOf(line) === shard)
        .join(''),
    )
    // As a user would: every scan is given the one file of accounts there is.
    await read(shards[shard] ?? store, `log-${shard}.ndjson`)
  }
}, 240_000)

afterAll(async () => {
  for (const store of shards) await store.close()
  for (const server of servers) await server.kill()
  folder.remove()
})

/** By the sum of an account's letters: neighbours in the order of accounts are in different stores. */
function shardOf(line: string): number {
  const [, account = ''] = /"account_id":"([^"]+)"/.exec(line) ?? []
  return Buffer.from(account).reduce((sum, byte) => sum + byte, 0) % SHARDS
}

async function read(store: Store, log: string): Promise<void> {
  await ingest({
    store,
    files: [at(log)],
    accounts: at('traffic/accounts.csv'),
    networks: at('traffic/networks.csv'),
    textMode: 'exemplars',
    threads: 1,
  })
}

async function context() {
  return {
    known: (await readKnown(at('traffic/known.csv'))).rows,
    releases: (await readReleases(at('traffic/releases.csv'))).rows,
    includeText: true,
  }
}

test('the world is the same, whichever store comes first', async () => {
  const { known } = await context()
  const [largest, ...rest] = await Promise.all(
    shards.map((store) =>
      store.query<{ n: number }>('SELECT count() AS n FROM requests FINAL', {}, { numbers: true }),
    ),
  )
  for (const rows of [largest, ...rest]) expect(rows?.[0]?.n).toBeGreaterThan(1000)
  expect(await loadWorld(shards, known)).toEqual(whole.world)
  expect(await loadWorld([...shards].reverse(), known)).toEqual(whole.world)
})

test('a world is not the same without one of them', async () => {
  expect(await loadWorld(shards.slice(1))).not.toEqual(whole.world)
})

test('so are the campaigns, to the last byte of their evidence', async () => {
  mkdirSync(at('own'), { mode: 0o700 })
  copyFileSync(at('whole/secret.key'), at('own/secret.key'))
  const own = await openStore({ dataDir: at('own'), clickhouseUrl: '' })
  const outcome = await runPass(own, { ...(await context()), now: NOW, traffic: shards })
  expect(whole.campaigns.length).toBeGreaterThan(0)
  expect(whole.campaigns.some(({ evidence }) => evidence.length > 1)).toBe(true)
  expect(JSON.stringify(outcome.campaigns)).toBe(JSON.stringify(whole.campaigns))
  expect(JSON.stringify(outcome.pictures)).toBe(JSON.stringify(whole.pictures))
  // Whoever holds the pass's own store gets the figures from the queries as they are printed.
  for (const { evidence } of outcome.campaigns) {
    for (const { query } of evidence) expect((await own.query(query)).length).toBe(1)
  }
  await own.close()
})

test('on the command line: read first, look later, here or on several servers', async () => {
  const cwd = folder.path
  const context = ['--known', 'traffic/known.csv', '--releases', 'traffic/releases.csv']
  const files = [
    '--accounts',
    'traffic/accounts.csv',
    '--networks',
    'traffic/networks.csv',
    '--text',
    'exemplars',
  ]
  for (const data of ['here', 'servers']) {
    mkdirSync(at(`${data}/data`), { recursive: true, mode: 0o700 })
    copyFileSync(at('whole/secret.key'), at(`${data}/data/secret.key`))
  }
  const read = await stillwatch(['scan', 'log.ndjson', ...files, '--no-detect', '--out', 'here'], { cwd })
  expect(read.code, read.stderr).toBe(0)
  expect(read.stdout).toMatch(
    /^[\d,]+ records read \(0 known before\), 0 rows unreadable; \d+ accounts are stored\./,
  )
  const urls = servers.map(({ url }) => url)
  const here = await stillwatch(['detect', ...context, '--out', 'here', '--quiet'], { cwd })
  expect(here.code, here.stderr).toBe(0)
  const there = await stillwatch(['detect', '--shards', ...urls, ...context, '--out', 'servers', '--quiet'], {
    cwd,
  })
  expect(there.code, there.stderr).toBe(0)
  const result = resultIn(at('here'))
  expect(timeless(result)).toEqual(timeless({ ...result, campaigns: [...whole.campaigns].sort(as(result)) }))
  expect(timeless(resultIn(at('servers')))).toEqual(timeless(result))

  const mixed = await stillwatch(['detect', '--shards', ...urls, '--out', 'here'], { cwd })
  expect(mixed.code).toBe(2)
  expect(mixed.stderr).toContain('traffic of its own')
  expect((await stillwatch(['detect', '--out', 'nowhere'], { cwd })).code).toBe(2)
})

function as({ campaigns }: ScanResult): (a: Campaign, b: Campaign) => number {
  const place = (one: Campaign): number => campaigns.findIndex(({ id }) => id === one.id)
  return (a, b) => place(a) - place(b)
}

test('stores that share an account are refused', async () => {
  const [first, second] = shards
  if (!first || !second) throw new Error('no stores')
  await read(second, 'log-0.ndjson')
  await expect(loadWorld([first, second])).rejects.toMatchObject({
    code: 'SW_USAGE',
    message: expect.stringContaining('two of the stores'),
  })
})
