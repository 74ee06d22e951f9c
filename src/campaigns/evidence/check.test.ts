import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Evidence } from '../../record/index.ts'
import { openStore } from '../../store/index.ts'
import { checkEvidence } from './check.ts'

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
  const folder = mkdtempSync(join(tmpdir(), 'check-'))
  const store = await openStore({ dataDir: folder, clickhouseUrl: '' })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  const query = 'SELECT 6 AS figure, 2 AS total, 9 AS accounts'
  const stated = '6 of 9 accounts were opened in the same hour as another of the group, in 2 batches.'
  const checked = await checkEvidence(store, [
    item('sign-up-batch', stated, query),
    item('sign-up-batch', stated, 'SELECT 4 AS figure, 2 AS total, 9 AS accounts'),
    item('attached-since', 'of no signal', query),
  ])
  expect(checked.map(({ same }) => same)).toEqual([true, false])
  expect(checked[1].now).toBe(stated.replace('6', '4'))
  const broken = checkEvidence(store, [item('sign-up-batch', stated, 'SELECT figure FROM nowhere')])
  await expect(broken).rejects.toMatchObject({
    code: 'SW_STORE_FAILED',
    message: expect.stringContaining('nowhere'),
  })
})
