import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { alone } from './at-work.ts'
import { openStore, type Store } from './store.ts'
import { type LoopbackServer, startServer } from './testing/http-server.ts'

let folder: string
let server: LoopbackServer
let one: Store
let other: Store

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
  server = await startServer({ folder: join(folder, 'server') })
  // A server takes none but data folders with the key under which it was filled.
  const open = (name: string) => {
    mkdirSync(join(folder, name), { mode: 0o700 })
    writeFileSync(join(folder, name, 'secret.key'), Buffer.alloc(32, 1), { mode: 0o600 })
    return openStore({ dataDir: join(folder, name), clickhouseUrl: server.url })
  }
  one = await open('one')
  other = await open('other')
})

afterAll(async () => {
  await one.close()
  await other.close()
  await server.kill()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(() => one.command('TRUNCATE TABLE at_work'))

const enter = (id: string, host: string, process: number, hoursAgo: number) =>
  one.command(
    `INSERT INTO at_work SELECT {id:String}, 'A full pass', {host:String}, {process:UInt32}, now64(3) - INTERVAL {hours:UInt8} HOUR, 0`,
    { id, host, process, hours: hoursAgo },
  )

const answers = (store: Store) => alone([store], 'A follow-up', async () => 'done')

test('who comes while another is at work is refused and told who it is; afterwards it may', async () => {
  const said = await alone([one], 'A full pass', async () => {
    await expect(answers(other)).rejects.toMatchObject({
      code: 'SW_STORE_LOCKED',
      message: expect.stringContaining(`A full pass is at work`),
    })
    // Being refused leaves nothing behind, and keeps nobody out.
    await expect(answers(other)).rejects.toMatchObject({ message: expect.stringContaining(`${process.pid}`) })
    return 'done'
  })
  expect(said).toBe('done')
  expect(await answers(other)).toBe('done')
})

test('who sees another does not go on, though its own clock reading is the earlier one', async () => {
  // Had the other looked before this one could be seen, it would go on as well.
  await one.command(
    `INSERT INTO at_work SELECT 'swift', 'A full pass', 'elsewhere.example', 1, now64(3) + INTERVAL 1 MINUTE, 0`,
  )
  await expect(answers(other)).rejects.toMatchObject({ code: 'SW_STORE_LOCKED' })
})

test('a look that fails has left as well', async () => {
  await expect(alone([one], 'A full pass', () => Promise.reject(new Error('broken off')))).rejects.toThrow(
    'broken off',
  )
  expect(await answers(other)).toBe('done')
})

test('of a process of this machine that was killed nothing is left', async () => {
  const { pid } = spawnSync(process.execPath, ['--version'])
  await enter('killed', hostname(), pid, 0)
  // As a container has it that was killed and started again.
  await enter('before', hostname(), process.pid, 1)
  expect(await answers(one)).toBe('done')
  await enter('alive', hostname(), process.ppid, 0)
  await expect(answers(one)).rejects.toMatchObject({ code: 'SW_STORE_LOCKED' })
})

test('on another machine it counts as gone after six hours', async () => {
  await enter('long ago', 'elsewhere.example', 1, 7)
  expect(await answers(one)).toBe('done')
  await enter('lately', 'elsewhere.example', 1, 5)
  await expect(answers(one)).rejects.toMatchObject({ message: expect.stringContaining('elsewhere.example') })
})

test('where it is refused at one of several servers it is gone from the others', async () => {
  await enter('lately', 'elsewhere.example', 1, 1)
  await expect(alone([one, other], 'A full pass', async () => 'done')).rejects.toMatchObject({
    code: 'SW_STORE_LOCKED',
  })
  expect(
    await one.query(
      'SELECT id FROM (SELECT id, max(ended) AS ended FROM at_work GROUP BY id) WHERE ended = 0',
    ),
  ).toEqual([{ id: 'lately' }])
})
