import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ScanResult } from '../src/record/index.ts'
import { type LoopbackServer, startServer } from '../src/store/testing/http-server.ts'
import { capped } from './support/capped.ts'
import { type Run, resultIn, scratchFolder, stillwatch, timeless } from './support/cli.ts'

/** A whole scan against a ClickHouse server, beside one with the embedded engine. */

const folder = scratchFolder()
const cwd = folder.path
const CONTEXT = ['accounts', 'networks', 'releases', 'known'].flatMap((name) => [
  `--${name}`,
  `traffic/${name}.csv`,
])
let embedded: ScanResult
const servers: LoopbackServer[] = []

async function server(name: string, port?: number): Promise<LoopbackServer> {
  const started = await startServer({
    folder: join(cwd, name),
    user: 'watch',
    password: 'a-secret',
    ...(port !== undefined && { port }),
  })
  servers.push(started)
  return started
}

/** A scan whose data folder has the key of the embedded one. */
async function scanned(out: string, url?: string): Promise<Run> {
  if (url !== undefined) {
    mkdirSync(join(cwd, out, 'data'), { recursive: true, mode: 0o700 })
    copyFileSync(join(cwd, 'embedded/data/secret.key'), join(cwd, out, 'data/secret.key'))
  }
  const engine = url === undefined ? [] : ['--clickhouse', url]
  return stillwatch(['scan', 'log.ndjson', ...CONTEXT, ...engine, '--out', out, '--quiet'], { cwd })
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

test('a scan over HTTP finds what the embedded engine finds, and again when it is repeated', async () => {
  expect(embedded.campaigns.length).toBeGreaterThan(0)
  const { url } = await server('plain')
  for (const arguments_ of [url, `${url}/?compression_request=1&compression_response=1`]) {
    const { code, stderr } = await scanned('served', arguments_)
    expect(code, stderr).toBe(0)
    expect(timeless(resultIn(join(cwd, 'served')))).toEqual(timeless(embedded))
  }
}, 240_000)

test('a server killed while rows go in and not started again is told; a rerun loses and doubles nothing', async () => {
  const first = await server('killed')
  await first.fault({ kind: 'die', statement: 'requests', bytes: 2_000_000 })
  const run = await scanned('resumed', first.url)
  expect(run.code).toBe(4)
  expect(run.stderr).toMatch(/ClickHouse server at http:\/\/127\.0\.0\.1:\d+\/ cannot be reached/)
  expect(run.stderr).not.toContain('a-secret')
  const second = await server('killed', first.port)
  const again = await scanned('resumed', second.url)
  expect(again.code, again.stderr).toBe(0)
  const result = resultIn(join(cwd, 'resumed'))
  // What the killed server had stored came twice, and is counted as that.
  expect(result.data_quality.duplicates).toBeGreaterThan(0)
  expect(timeless({ ...result, data_quality: embedded.data_quality })).toEqual(timeless(embedded))
  expect(result.data_quality.records).toBe(embedded.data_quality.records)
}, 240_000)
