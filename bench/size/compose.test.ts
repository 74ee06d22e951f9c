import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { compose } from './compose.ts'

const folder = mkdtempSync(join(tmpdir(), 'stillwatch-size-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('composes the number of requests that is wanted, each its own, about as long as wanted', async () => {
  const composed = await compose(folder, 12_345, 0.05)
  const path = join(folder, 'requests.ndjson')
  const rows: Record<string, unknown>[] = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(composed).toMatchObject({ requests: 12_345, bytes: statSync(path).size })
  expect(rows).toHaveLength(12_345)
  expect(new Set(rows.map(({ request_id }) => request_id)).size).toBe(12_345)
  expect(new Set(rows.map(({ input_text }) => input_text)).size).toBeGreaterThan(12_000)
  expect(new Set(rows.map(({ account_id }) => account_id)).size).toBeGreaterThan(100)
  expect(composed.bytes / composed.requests).toBeGreaterThan(2_000)
  expect(composed.bytes / composed.requests).toBeLessThan(2_400)
  for (const name of ['accounts', 'networks', 'releases', 'known'])
    expect(readFileSync(join(folder, `${name}.csv`), 'utf8')).not.toBe('')
})
