import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ingest } from '../intake/index.ts'
import { openStore } from '../store/index.ts'
import { holdBack } from './held-back.ts'
import { passTimes, usualInterval } from './replay.ts'
import { HOUR } from './units.ts'

const START = Date.UTC(2026, 2, 2)
const folder = mkdtempSync(join(tmpdir(), 'stillwatch-rehearse-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a store that is held back knows what was known, and everything in the end', async () => {
  const log = join(folder, 'log.ndjson')
  const accounts = join(folder, 'accounts.csv')
  const rows = Array.from({ length: 48 }, (_, n) => ({
    time: START + n * HOUR,
    account_id: `a${n % 4}`,
    input_text: `question ${n}`,
  }))
  writeFileSync(log, rows.map((row) => JSON.stringify(row)).join('\n'))
  const day = (n: number) => new Date(START + n * 24 * HOUR).toISOString()
  writeFileSync(
    accounts,
    `account_id,created_at,closed_at\na0,${day(-9)},\na1,${day(-9)},${day(1.5)}\na2,${day(0.75)},\na3,,\n`,
  )
  const store = await openStore({ dataDir: join(folder, 'data'), clickhouseUrl: '' })
  try {
    await ingest({ store, files: [log], accounts, textMode: 'none', threads: 1 })
    const known = async () => {
      const [row] = await store.query<{ requests: number; accounts: number; closed: number }>(
        `SELECT (SELECT count() FROM requests FINAL) AS requests, count() AS accounts, countIf(closed_at > '1970-01-02') AS closed
         FROM accounts FINAL`,
        {},
        { numbers: true },
      )
      return row
    }
    const whole = await known()
    expect(whole).toEqual({ requests: 48, accounts: 4, closed: 1 })
    const held = await holdBack(store)
    expect(await known()).toEqual({ requests: 0, accounts: 0, closed: 0 })
    expect(held).toMatchObject({ requests: 48, from: START, to: START + 47 * HOUR })
    await held.letIn(START + 12 * HOUR)
    expect(await known()).toEqual({ requests: 12, accounts: 3, closed: 0 })
    await held.letIn(START + 24 * HOUR)
    expect(await known()).toEqual({ requests: 24, accounts: 4, closed: 0 })
    await held.letIn(START + 37 * HOUR)
    expect(await known()).toEqual({ requests: 37, accounts: 4, closed: 1 })
    await held.release()
    expect(await known()).toEqual(whole)
    expect(await store.query("SELECT name FROM system.tables WHERE name LIKE '%held_back'")).toEqual([])
  } finally {
    await store.close()
  }
})

test('passes stand at full intervals until the last request is known', () => {
  const from = START + 0.5 * HOUR
  expect(passTimes(from, START + 5.2 * HOUR, 2 * HOUR)).toEqual([2, 4, 6].map((hour) => START + hour * HOUR))
  expect(passTimes(from, from, HOUR)).toEqual([START + HOUR])
  expect(usualInterval(14 * 24 * HOUR)).toBe(12 * HOUR)
  expect(usualInterval(HOUR)).toBe(HOUR)
  expect(usualInterval(365 * 24 * HOUR)).toBe(336 * HOUR)
})
