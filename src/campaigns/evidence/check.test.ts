import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Evidence } from '../../record/index.ts'
import { openStore, recordFile, recordPass, type Store } from '../../store/index.ts'
import { resultOf } from '../testing/results.ts'
import { checkEvidence } from './check.ts'

async function emptyStore(): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'check-'))
  const store = await openStore({ dataDir: folder, clickhouseUrl: '' })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  return store
}

function item(signal: string, observation: string, query: string): Evidence {
  return {
    signal,
    family: 'identity',
    axis: 'coordination',
    tactics: [],
    proposed_by: [],
    observation,
    p_value: 0.001,
    weighed: true,
    alternatives: [],
    references: [],
    query,
  }
}

test('an item is the same if its query still gives what it states; a query that cannot be run is no difference', async () => {
  const store = await emptyStore()
  const query = 'SELECT 6 AS figure, 2 AS total, 9 AS accounts'
  const stated = '6 of 9 accounts were opened in the same hour as another of the group, in 2 batches.'
  const checked = await checkEvidence(store, [
    item('sign-up-batch', stated, query),
    item('sign-up-batch', stated, 'SELECT 4 AS figure, 2 AS total, 9 AS accounts'),
    item('attached-since', 'of no signal', query),
  ])
  expect(checked.map(({ same }) => same)).toEqual([true, false])
  expect(checked.map(({ readSince }) => readSince)).toEqual([false, false])
  expect(checked[1].now).toBe(stated.replace('6', '4'))
  const broken = checkEvidence(store, [item('sign-up-batch', stated, 'SELECT figure FROM nowhere')])
  await expect(broken).rejects.toMatchObject({
    code: 'SW_STORE_FAILED',
    message: expect.stringContaining('nowhere'),
  })
})

test('whether anything was read since the last full pass is said, whatever follow-ups came between', async () => {
  const store = await emptyStore()
  const some = [item('sign-up-batch', '', 'SELECT 6 AS figure, 2 AS total, 9 AS accounts')]
  const readSince = async (): Promise<boolean> => (await checkEvidence(store, some))[0].readSince
  const entry = {
    path: 'log',
    format: 'ndjson',
    bytes: 1,
    records: 1,
    unreadable: 0,
    field_counts: {},
    dropped_counts: {},
  }
  const result = resultOf([])
  await recordFile(store, { ...entry, digest: 'first' }, 1_000)
  await recordPass(store, { startedAt: 2_000, basis: 'batch', result })
  expect(await readSince()).toBe(false)
  await recordFile(store, { ...entry, digest: 'second' }, 3_000)
  expect(await readSince()).toBe(true)
  const followUp = {
    full_pass: 2_000,
    full_pass_at: new Date(2_000).toISOString(),
    requests: 0,
    accounts: 0,
    attached: [],
  }
  await recordPass(store, { startedAt: 4_000, basis: 'batch', result: resultOf([], { follow_up: followUp }) })
  expect(await readSince()).toBe(true)
  await recordPass(store, { startedAt: 5_000, basis: 'batch', result })
  expect(await readSince()).toBe(false)
})
