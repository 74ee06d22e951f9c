import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore, type Store } from '../store/index.ts'
import { type LoopbackServer, startServer } from '../store/testing/http-server.ts'
import { ingest } from './ingest.ts'
import { readingAlone } from './reading-lock.ts'

let folder: string
let server: LoopbackServer
let store: Store
let log: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
  server = await startServer({ folder: join(folder, 'server') })
  store = await openStore({ dataDir: join(folder, 'data'), clickhouseUrl: server.url })
  log = join(folder, 'log.ndjson')
  writeFileSync(log, '{"time":"2026-05-01T12:00:00Z","account_id":"a"}\n')
})

afterAll(async () => {
  await store.close()
  await server.kill()
  rmSync(folder, { recursive: true, force: true })
})

const scan = () => ingest({ store, files: [log], textMode: 'none', threads: 1, force: true })
const locks = () => readdirSync(store.folder.root).filter((name) => name.startsWith('reading-'))

function lockOf(host: string, process: number, hoursAgo = 0): string {
  const path = join(store.folder.root, `reading-${host}-${process}.lock`)
  writeFileSync(path, JSON.stringify({ host, process }))
  const time = new Date(Date.now() - hoursAgo * 3_600_000)
  utimesSync(path, time, time)
  return path
}

test('a scan beside another is refused, and takes nothing that waits for the other', async () => {
  const parts = join(store.folder.root, 'parts')
  const waiting = join(parts, '7.parts')
  await readingAlone(store, async () => {
    mkdirSync(parts)
    writeFileSync(waiting, 'half a request')
    await expect(scan()).rejects.toMatchObject({
      code: 'SW_STORE_LOCKED',
      message: expect.stringContaining(`process ${process.pid} on ${hostname()}`),
      advice: expect.stringContaining('delete '),
    })
    expect(existsSync(waiting)).toBe(true)
  })
  expect(locks()).toEqual([])
  expect(await scan()).toMatchObject({ records: 1 })
  expect(existsSync(waiting)).toBe(false)
  expect(locks()).toEqual([])
})

test('what was killed keeps nobody out: asked for on this machine, after six hours on another', async () => {
  const { pid = 0 } = spawnSync(process.execPath, ['--version'])
  lockOf(hostname(), pid)
  // As a container has it that was killed and started again.
  lockOf(hostname(), process.pid)
  lockOf('elsewhere', 1, 7)
  expect(await scan()).toMatchObject({ records: 1 })
  expect(locks()).toEqual([])

  const busy = lockOf('elsewhere', 1, 5)
  await expect(scan()).rejects.toMatchObject({ code: 'SW_STORE_LOCKED' })
  rmSync(busy)
  const alive = lockOf(hostname(), process.ppid)
  await expect(scan()).rejects.toMatchObject({ code: 'SW_STORE_LOCKED' })
  rmSync(alive)
})
