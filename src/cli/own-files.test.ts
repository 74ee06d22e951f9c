import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { replaceEarlierRun } from './own-files.ts'

let out = ''
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'stillwatch-own-'))
})
afterEach(() => rmSync(out, { recursive: true, force: true }))

const write = (...names: readonly string[]): void => {
  for (const name of names) {
    mkdirSync(join(out, name, '..'), { recursive: true })
    writeFileSync(join(out, name), '')
  }
}

test('a data folder beside a simulation is nobody’s to replace', () => {
  write('traffic/truth.json', 'traffic/requests.ndjson', 'data/secret.key')
  expect(() => replaceEarlierRun(out)).toThrow(expect.objectContaining({ code: 'SW_USAGE' }))
  rmSync(join(out, 'traffic'), { recursive: true })
  expect(() => replaceEarlierRun(out)).toThrow(`${join(out, 'data')} would be replaced`)
  expect(existsSync(join(out, 'data/secret.key'))).toBe(true)
})

test('what an earlier run left is gone, and what stands beside it is not', () => {
  replaceEarlierRun(out)
  expect(statSync(join(out, 'data')).mode & 0o777).toBe(0o700)
  write('traffic/truth.json', 'data/secret.key', 'data/traffic/part', 'rehearsal.json')
  replaceEarlierRun(out)
  expect(readdirSync(out).sort()).toEqual(['data', 'rehearsal.json', 'traffic'])
  for (const name of ['data', 'traffic']) expect(readdirSync(join(out, name))).toHaveLength(1)
})

test('a run that was killed before it had written anything is known', () => {
  replaceEarlierRun(out)
  rmSync(join(out, 'data'), { recursive: true })
  expect(() => replaceEarlierRun(out)).not.toThrow()
})
