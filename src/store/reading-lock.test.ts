import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readingAlone } from './reading-lock.ts'
import { openStore, type Store } from './store.ts'
import { type LoopbackServer, startServer } from './testing/http-server.ts'

let folder: string
let server: LoopbackServer
let store: Store

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
  server = await startServer({ folder: join(folder, 'server') })
  store = await openStore({ dataDir: join(folder, 'data'), clickhouseUrl: server.url })
})

afterAll(async () => {
  await store.close()
  await server.kill()
  rmSync(folder, { recursive: true, force: true })
})

const scan = () => readingAlone(store, async () => 'read')
const locks = () => readdirSync(store.folder.root).filter((name) => name.startsWith('reading-'))

function lockOf(host: string, process: number, hoursAgo = 0): string {
  const path = join(store.folder.root, `reading-${host}-${process}.lock`)
  writeFileSync(path, JSON.stringify({ host, process }))
  const time = new Date(Date.now() - hoursAgo * 3_600_000)
  utimesSync(path, time, time)
  return path
}

test('who reads beside another is refused and told who it is; afterwards it may', async () => {
  await readingAlone(store, async () => {
    await expect(scan()).rejects.toMatchObject({
      code: 'SW_STORE_LOCKED',
      message: expect.stringContaining(`process ${process.pid} on ${hostname()}`),
      advice: expect.stringContaining('delete '),
    })
  })
  expect(locks()).toEqual([])
  expect(await scan()).toBe('read')
  await expect(readingAlone(store, () => Promise.reject(new Error('broken off')))).rejects.toThrow('broken')
  expect(locks()).toEqual([])
})

test('what was killed keeps nobody out: asked for on this machine, after six hours on another', async () => {
  const { pid = 0 } = spawnSync(process.execPath, ['--version'])
  lockOf(hostname(), pid)
  // As a container has it that was killed and started again.
  lockOf(hostname(), process.pid, 1)
  lockOf('elsewhere', 1, 7)
  expect(await scan()).toBe('read')
  expect(locks()).toEqual([])

  const busy = lockOf('elsewhere', 1, 5)
  await expect(scan()).rejects.toMatchObject({ code: 'SW_STORE_LOCKED' })
  rmSync(busy)
  const alive = lockOf(hostname(), process.ppid)
  await expect(scan()).rejects.toMatchObject({ code: 'SW_STORE_LOCKED' })
  rmSync(alive)
})
