import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type LoopbackServer, startServer } from '../src/store/testing/http-server.ts'
import { scratchFolder, stillwatch } from './support/cli.ts'
import { everyday, ndjson } from './support/log.ts'

const folder = scratchFolder()
const cwd = folder.path
let server: LoopbackServer | undefined

afterAll(async () => {
  await server?.kill()
  folder.remove()
})

test('a scan beside another, on one server and data folder, takes nothing of what waits for the other', async () => {
  server = await startServer({ folder: join(cwd, 'server') })
  const { url } = server
  const scan = () =>
    stillwatch(['scan', 'log.ndjson', '--no-detect', '--clickhouse', url, '--data', 'data'], { cwd })
  writeFileSync(join(cwd, 'log.ndjson'), ndjson(everyday(20)))
  mkdirSync(join(cwd, 'data/parts'), { recursive: true, mode: 0o700 })
  const waiting = join(cwd, 'data/parts/7.parts')
  writeFileSync(waiting, 'half a request')
  // As another scan lays it down.
  const lock = join(cwd, 'data/reading-other.lock')
  writeFileSync(lock, JSON.stringify({ host: hostname(), process: process.pid }))

  const refused = await scan()
  expect(refused.code).toBe(4)
  expect(refused.stderr).toContain('SW_STORE_LOCKED')
  expect(refused.stderr.replaceAll(/\s+/g, ' ')).toContain(`process ${process.pid} on ${hostname()}`)
  expect(existsSync(waiting)).toBe(true)
  // What the other has read of an account would be stored after it was erased.
  const erased = await stillwatch(['forget', 'acct-1', '--clickhouse', url, '--data', 'data'], { cwd })
  expect(erased.stderr).toContain('SW_STORE_LOCKED')
  expect(existsSync(waiting)).toBe(true)

  rmSync(lock)
  const { code, stderr } = await scan()
  expect(code, stderr).toBe(0)
  expect(existsSync(waiting)).toBe(false)
}, 240_000)
