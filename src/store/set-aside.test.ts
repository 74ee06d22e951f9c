import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { insertAccounts } from './accounts.ts'
import { forget } from './retention.ts'
import { setAside } from './set-aside.ts'
import { openStore, type Store } from './store.ts'
import { account } from './testing/examples.ts'
import { filesWith } from './testing/files.ts'

let folder: string
let store: Store
const open = async () => {
  store = await openStore({ dataDir: folder, clickhouseUrl: '' })
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
  await open()
  await store.command(
    "INSERT INTO requests (account_id, time) VALUES ('person-Vq8Zr', '2026-02-01 00:00:00'), ('other', '2026-02-01 00:00:00')",
  )
  await insertAccounts(store, [account('person-Vq8Zr'), account('other')])
})

afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

test('what a killed process had set aside is back when the store is opened, and can be forgotten', async () => {
  await setAside(store)
  await store.command('INSERT INTO requests SELECT * FROM requests_held_back')
  await store.close()
  await open()
  expect(await forget(store, 'person-Vq8Zr')).toBe(1)
  expect(await store.query('SELECT account_id FROM requests FINAL')).toEqual([{ account_id: 'other' }])
  expect(filesWith(folder, 'person-Vq8Zr')).toEqual([])
  expect(filesWith(folder, 'other')).not.toEqual([])
})

test.each([
  ['set aside', 'RENAME TABLE requests TO requests_held_back'],
  ['put back', 'RENAME TABLE requests TO requests_held_back, accounts TO accounts_held_back'],
])('nor does it matter where between two statements it was killed while things were %s', async (_, so) => {
  await store.command(so)
  await store.close()
  await open()
  for (const table of ['requests', 'accounts'])
    expect(await store.query(`SELECT account_id FROM ${table} FINAL ORDER BY account_id`)).toEqual([
      { account_id: 'other' },
      { account_id: 'person-Vq8Zr' },
    ])
})
