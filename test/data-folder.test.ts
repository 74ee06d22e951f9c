import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ended, resultIn, said, scratchFolder, start, stillwatch, timeless } from './support/cli.ts'
import { everyday, ndjson } from './support/log.ts'

const folder = scratchFolder()
afterAll(folder.remove)
const cwd = folder.path
const rows = everyday(300)

test('scans into one data folder add up, and what was read before counts once', async () => {
  writeFileSync(join(cwd, 'monday.ndjson'), ndjson(rows.slice(0, 200)))
  writeFileSync(join(cwd, 'tuesday.ndjson'), ndjson(rows.slice(150)))
  writeFileSync(join(cwd, 'whole.ndjson'), ndjson(rows))
  const scan = async (file: string) => {
    const { code, stderr } = await stillwatch(['scan', file, '--data', 'shared', '--out', 'added'], { cwd })
    expect(code, stderr).toBe(0)
    return resultIn(join(cwd, 'added'))
  }
  await scan('monday.ndjson')
  const both = await scan('tuesday.ndjson')
  expect(both.data_quality).toMatchObject({ records: 350, duplicates: 50, accounts: 20 })
  expect(both.data_quality.this_run?.records).toBe(150)

  const { code } = await stillwatch(['scan', 'whole.ndjson', '--out', 'once', '--quiet'], { cwd })
  expect(code).toBe(0)
  const whole = resultIn(join(cwd, 'once'))
  expect(both.window).toEqual(whole.window)
  expect(both.campaigns).toEqual(whole.campaigns)

  const again = await scan('tuesday.ndjson')
  expect(again.campaigns).toEqual(both.campaigns)
  // It read nothing, so there is nothing that it has read itself.
  const { this_run: _, ...stored } = both.data_quality
  expect(again.data_quality).toEqual(stored)
  const third = await scan('tuesday.ndjson')
  expect(timeless(third)).toEqual(timeless(again))
})

test('a second scan of a folder in use is told who holds it, and does no harm', async () => {
  const first = start(['scan', '-', '--out', 'busy'], cwd)
  const done = ended(first)
  // Its standard input stays open, so it holds the folder for as long as we like.
  first.stdin?.write(ndjson(rows.slice(0, 100)))
  await said(first, /Reading/)
  for (const args of [
    ['scan', 'monday.ndjson', '--out', 'other', '--data', 'busy/data'],
    ['explain', 'cmp-0', '--data', 'busy/data'],
  ]) {
    const { code, stderr } = await stillwatch(args, { cwd })
    expect(code, stderr).toBe(4)
    expect(stderr).toContain('SW_STORE_LOCKED')
    expect(stderr).toContain(`process ${first.pid}`)
    expect(stderr).not.toMatch(/^\s+at /m)
  }
  first.stdin?.end(ndjson(rows.slice(100)))
  expect((await done).code).toBe(0)
  expect(timeless(resultIn(join(cwd, 'busy')))).toEqual(timeless(resultIn(join(cwd, 'once'))))
})
