import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dropUnsharedTokens, refreshSharedTokens } from './shared-tokens.ts'
import { openStore, type Store } from './store.ts'
import { sweep } from './sweep.ts'
import { TabSeparatedWriter } from './tab-separated.ts'
import { timeText } from './tables.ts'

let folder: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
  store = await openStore({ dataDir: folder, clickhouseUrl: '' })
})

afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const DAY = 86_400_000
const START = Date.UTC(2026, 1, 1)
type Row = readonly [account: string, day: number, tokens: readonly number[]]

async function insert(rows: readonly Row[]): Promise<void> {
  const writer = new TabSeparatedWriter()
  for (const [index, [account, day, tokens]] of rows.entries()) {
    writer.text(account)
    writer.text(timeText(START + day * DAY))
    writer.integer(index)
    writer.integers(tokens)
    writer.endRow()
  }
  await store.insert('requests', ['account_id', 'time', 'record_key', 'template'], writer.take())
}

/** What a scan does at its end. */
async function drop(before: number): Promise<void> {
  await refreshSharedTokens(store)
  await dropUnsharedTokens(store, START + before * DAY)
  await sweep(store)
}

const tokens = async () =>
  (
    await store.query<{ account_id: string; template: number[] }>(
      'SELECT account_id, template FROM requests FINAL ORDER BY account_id, time',
      {},
      { numbers: true },
    )
  ).map(({ account_id, template }) => [account_id, ...template])

test('of requests before a time only tokens of at least three accounts stay', async () => {
  const rows: Row[] = [
    ['a', 0, [1, 2, 3]],
    ['a', 9, [1, 4]],
    ['b', 0, [1, 2]],
    ['c', 8, [1, 5]],
  ]
  await insert(rows)
  await drop(5)
  expect(await tokens()).toEqual([
    ['a', 1],
    ['a', 1, 4],
    ['b', 1],
    ['c', 1, 5],
  ])
  await drop(20)
  expect(await tokens()).toEqual([
    ['a', 1],
    ['a', 1],
    ['b', 1],
    ['c', 1],
  ])
  expect(await store.query("SELECT name FROM system.parts WHERE table = 'requests' AND NOT active")).toEqual(
    [],
  )
})

test('two accounts and then a third: the tokens of all three are there while the first wait', async () => {
  await insert([
    ['a', 0, [7]],
    ['b', 3, [7]],
  ])
  await drop(3 - 7)
  await insert([['c', 5, [7]]])
  await drop(30)
  expect(await tokens()).toEqual([
    ['a', 7],
    ['b', 7],
    ['c', 7],
  ])
})

test('a token of many requests and two accounts is nobody’s instruction', async () => {
  await insert([
    ...Array.from({ length: 50 }, (_, index): Row => ['a', index / 100, [9]]),
    ['b', 0, [9]],
    ['b', 0.5, []],
  ])
  await drop(30)
  expect((await tokens()).flat().filter((value) => value === 9)).toEqual([])
  expect(await store.query('SELECT token FROM shared_tokens')).toEqual([])
})

test('where no such requests are left nothing is written again', async () => {
  await insert([
    ['a', 0, [1]],
    ['b', 1, [2]],
  ])
  await drop(30)
  const parts = () => store.query("SELECT name FROM system.parts WHERE table = 'requests' ORDER BY name")
  const before = await parts()
  await drop(30)
  expect(await parts()).toEqual(before)
})

test('what is read again after its tokens were dropped loses them again', async () => {
  const rows: Row[] = [
    ['a', 0, [1]],
    ['b', 1, [2]],
  ]
  await insert(rows)
  await drop(30)
  await insert(rows)
  expect(await tokens()).toEqual([
    ['a', 1],
    ['b', 2],
  ])
  await drop(30)
  expect(await tokens()).toEqual([['a'], ['b']])
})

test('nor do they stay in what has arrived and no pass has seen', async () => {
  await insert([
    ['a', 0, [1, 2]],
    ['b', 0, [1]],
    ['c', 0, [1]],
  ])
  await store.command(
    'INSERT INTO arrivals (account_id, time, record_key, template) SELECT account_id, time, record_key, template FROM requests',
  )
  await drop(1)
  expect(await store.query('SELECT DISTINCT template FROM arrivals FINAL')).toEqual([{ template: ['1'] }])
})

test('a change that a killed run left at work does not see the list while it is made anew', async () => {
  await insert([
    ['a', 0, [1, 2]],
    ['b', 0, [1]],
    ['c', 0, [1]],
  ])
  const unfinished = () => store.query('SELECT 1 FROM system.mutations WHERE NOT is_done')
  const until = async (count: number) => {
    while ((await unfinished()).length !== count) await setTimeout(10)
  }
  await store.command('SYSTEM STOP MERGES requests')
  const killed = dropUnsharedTokens(store, START + DAY).catch(() => {})
  await until(1)
  // The list is filled slowly: what is at work goes on meanwhile.
  const slow: Store = {
    ...store,
    async command(sql, parameters) {
      await store.command(sql, parameters)
      if (!sql.startsWith('TRUNCATE')) return
      await store.command('SYSTEM START MERGES requests')
      await until(0)
    },
  }
  await refreshSharedTokens(slow)
  await killed
  expect((await tokens()).map(([account, ...rest]) => [account, rest.includes(1)])).toEqual([
    ['a', true],
    ['b', true],
    ['c', true],
  ])
  await drop(1)
  expect(await tokens()).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', 1],
  ])
})
