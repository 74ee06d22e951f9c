import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openRejects } from './rejects.ts'

const folder = mkdtempSync(join(tmpdir(), 'stillwatch-rejects-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('of any number of inputs no file is held open, and each takes more rows later', () => {
  const descriptors = () => readdirSync('/dev/fd').length
  const before = descriptors()
  const all = Array.from({ length: 300 }, (_, n) => openRejects(folder, `hour-${n}.ndjson`))
  for (const line of [1, 2]) for (const rejects of all) rejects.add([{ line, reason: 'no time' }])
  expect(descriptors() - before).toBeLessThan(50)
  const path = all.at(-1)?.path ?? ''
  expect(readFileSync(path, 'utf8')).toBe('{"line":1,"reason":"no time"}\n{"line":2,"reason":"no time"}\n')
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('nothing to put in makes no file, and nothing goes beyond 10 MB', () => {
  const rejects = openRejects(folder, 'large.ndjson')
  rejects.add([])
  expect(rejects.path).toBeUndefined()
  const row = { line: 1, reason: 'x'.repeat(1_000_000) }
  for (let n = 0; n < 6; n++) rejects.add([row, row])
  expect(statSync(rejects.path ?? '').size).toBeGreaterThan(9_000_000)
  expect(statSync(rejects.path ?? '').size).toBeLessThanOrEqual(10 * 1024 * 1024)
})
