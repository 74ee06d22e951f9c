import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { expireRejects } from './rejects.ts'
import { openSpill } from './spill.ts'

/** A data folder may be a folder that somebody had before. */

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

test('of a folder named parts only what waits for its other half is removed', () => {
  const parts = join(folder, 'parts')
  mkdirSync(join(parts, 'pieces'), { recursive: true })
  for (const name of ['day-1.parquet', '7.parts', 'pieces/3.parts']) writeFileSync(join(parts, name), 'x')
  const spill = openSpill(parts)
  expect(readdirSync(parts)).toEqual(['day-1.parquet'])
  spill.add([{ family: 'bedrock', kind: 'invocation', join: 'req-1', fields: {}, key: 1, line: 1, file: 0 }])
  expect(readdirSync(parts)).toHaveLength(2)
  spill.close()
  expect(readdirSync(parts)).toEqual(['day-1.parquet'])
  rmSync(join(parts, 'day-1.parquet'))
  openSpill(parts).close()
  expect(existsSync(parts)).toBe(false)
})

test('of old files among the rejects only rejects expire', () => {
  const long = new Date('2020-01-01')
  for (const name of ['log.ndjson', 'log.ndjson.draft', 'notes.txt', 'new.ndjson']) {
    writeFileSync(join(folder, name), 'x')
    if (!name.startsWith('new')) utimesSync(join(folder, name), long, long)
  }
  expireRejects(folder, Date.now())
  expect(readdirSync(folder)).toEqual(['new.ndjson', 'notes.txt'])
})
