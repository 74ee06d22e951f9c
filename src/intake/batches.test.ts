import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore, type Store, writeBasis } from '../store/index.ts'
import { ingest } from './ingest.ts'

test('what is noted as arrived is among the requests already', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
  const log = join(folder, 'log.ndjson')
  writeFileSync(
    log,
    '{"time":1770000000000,"account_id":"a","input_text":"What is the sum of one and two?"}\n',
  )
  const store = await openStore({ dataDir: join(folder, 'data'), clickhouseUrl: '' })
  await writeBasis(store, 1, [{ campaignId: 'c', revision: 1, keys: {}, figures: '{}' }])
  const stored: unknown[] = []
  const watched: Store = {
    ...store,
    insertBinary: async (table, columns, rows) => {
      if (table === 'arrivals') stored.push(...(await store.query('SELECT account_id FROM requests')))
      await store.insertBinary(table, columns, rows)
    },
  }
  await ingest({ store: watched, files: [log], textMode: 'none', threads: 1 })
  expect(await store.query('SELECT account_id FROM arrivals')).toEqual([{ account_id: 'a' }])
  expect(stored).toEqual([{ account_id: 'a' }])
  await store.close()
  rmSync(folder, { recursive: true })
})
