import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { mixInto } from '../simulate/index.ts'
import { readOwnLogs } from './own-logs.ts'
import { HOUR } from './units.ts'
import { warningsOf } from './warnings.ts'

const folder = mkdtempSync(join(tmpdir(), 'stillwatch-own-'))
afterAll(() => rmSync(folder, { recursive: true }))

const START = Date.UTC(2026, 2, 2)

function log(name: string, rows: readonly object[]): string {
  const path = join(folder, name)
  writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'))
  return path
}

const usual = Array.from({ length: 2_000 }, (_, n) => ({
  time: START + (n % 96) * HOUR,
  account_id: `user-${100 + (n % 60)}`,
  model: n % 4 === 0 ? 'small' : 'large',
  user_agent: 'ours/2',
}))

test('among many logs some are silent', async () => {
  const { own } = await readOwnLogs([log('hour-1.ndjson', usual), log('hour-2.ndjson', [])], {})
  expect(own.requests).toBe(usual.length)
})

test('own logs are known by their span, models, clients, fields and ids; strays do not stretch them', async () => {
  const stray = { ...usual[0], time: Date.UTC(2019, 0, 1) }
  const { own, format, files } = await readOwnLogs(
    [log('native.ndjson', [...usual, stray, { broken: true }])],
    {},
  )
  expect(format).toBe('native')
  expect(files).toEqual([join(folder, 'native.ndjson')])
  expect(own).toMatchObject({ from: START, to: START + 95 * HOUR, requests: 2_001, accounts: undefined })
  expect(own.accountIds.size).toBe(60)
  expect(own.models).toEqual([
    ['large', 1_500],
    ['small', 501],
  ])
  expect(own.clients).toEqual([[{ user_agent: 'ours/2' }, 2_001]])
  expect(own.coverage).toEqual({ time: 1, account_id: 1, request_model: 1, user_agent: 1 })
})

test('what callers write cannot fill the memory, and what is usual is still known', async () => {
  const written = Array.from({ length: 25_000 }, (_, n) => ({
    ...usual[0],
    model: `m${n}`,
    route: `/r/${n}`,
    user_agent: n === 9 ? 'x'.repeat(5_000) : `agent ${n}`,
  }))
  const { own } = await readOwnLogs([log('written.ndjson', [...usual, ...written, ...usual])], {})
  expect(own.requests).toBe(29_000)
  expect(own.models.slice(0, 2)).toEqual([
    ['large', 3_000],
    ['small', 1_000],
  ])
  expect(own.clients[0]).toEqual([{ user_agent: 'ours/2' }, 4_000])
  for (const { length } of [own.models, own.routes]) expect(length).toBeLessThanOrEqual(10_000)
})

test('an accounts file tells which fields are known, and the latest release within the logs counts', async () => {
  const accounts = join(folder, 'accounts.csv')
  writeFileSync(accounts, 'account_id,plan,created_at\nuser-100,free,2026-01-01\nuser-101,,2026-01-02\n')
  const releases = [-50, 20, 60, 500].map((hour) => ({ model: `m${hour}`, time: START + hour * HOUR }))
  const { own } = await readOwnLogs([log('again.ndjson', usual)], { accounts, releases })
  expect(own.accounts).toEqual({
    coverage: { account_id: 1, plan: 0.5, created_at: 1 },
    plans: [['free', 1]],
    verifications: [],
  })
  expect(own.release?.model).toBe('m60')
})

test('what the logs lack is said in the result', async () => {
  const { own } = await readOwnLogs([log('bare.ndjson', usual)], {})
  const { truth } = mixInto({ scenario: 'release-pivot', seed: 1, share: 0.1, own })
  const warnings = warningsOf(truth, 3, own).join('\n')
  for (const words of [/3 rows/, /no prompt text/, /--accounts/, /client addresses/, /--releases/])
    expect(warnings).toMatch(words)
  expect(warningsOf(truth, 0, undefined)).toEqual([])
})

test('logs without a whole request cannot be mixed into', async () => {
  await expect(readOwnLogs([log('none.ndjson', [{ time: 'never', account_id: 'a' }])], {})).rejects.toThrow(
    /No whole request|usable/,
  )
})
