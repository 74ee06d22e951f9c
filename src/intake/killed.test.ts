import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../store/index.ts'
import { ingest } from './ingest.ts'

const RECORDS = 260_000

test('a scan killed halfway leaves no gap and no double when it is run again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
  const log = join(folder, 'log.ndjson')
  const lines: string[] = []
  for (let index = 0; index < RECORDS; index++) {
    lines.push(
      `{"time":${1_770_000_000_000 + index * 900},"account_id":"a${index % 997}","request_id":"r${index}","input_text":"What is the sum of ${index} and ${index % 31}, and why?"}\n`,
    )
  }
  writeFileSync(log, lines.join(''))
  const dataDir = join(folder, 'data')

  // The scan runs from the build, as a user's would.
  const dist = new URL('../../dist/', import.meta.url)
  const script = join(folder, 'scan.mjs')
  writeFileSync(
    script,
    `import { openStore } from '${new URL('store/index.js', dist)}'
     import { ingest } from '${new URL('intake/index.js', dist)}'
     const store = await openStore({ dataDir: ${JSON.stringify(dataDir)}, clickhouseUrl: '' })
     await ingest({ store, files: [${JSON.stringify(log)}], textMode: 'none', threads: 1,
       onProgress: ({ records }) => process.send(records) })`,
  )
  const child = fork(script)
  child.on('message', (records) => {
    // The second batch is only handed over when the first, of 100,000, is stored; the last never is.
    if (Number(records) >= 0.85 * RECORDS) child.kill('SIGKILL')
  })
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
  expect(existsSync(dataDir)).toBe(true)

  const store = await openStore({ dataDir, clickhouseUrl: '' })
  const count = async () =>
    (await store.query<{ n: number }>('SELECT count() AS n FROM requests FINAL', {}, { numbers: true }))[0]
      ?.n ?? 0
  const survived = await count()
  expect(survived).toBeGreaterThanOrEqual(100_000)
  expect(survived).toBeLessThan(RECORDS)
  expect(await store.query('SELECT * FROM files')).toEqual([])

  const summary = await ingest({ store, files: [log], textMode: 'none', threads: 2 })
  expect(summary).toMatchObject({ records: RECORDS, duplicates: survived })
  expect(await count()).toBe(RECORDS)
  expect(await store.query('SELECT uniqExact(request_key) AS ids FROM requests FINAL')).toEqual([
    { ids: String(RECORDS) },
  ])
  await store.close()
  rmSync(folder, { recursive: true })
})
