import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readLabels } from './labels.ts'

const folder = mkdtempSync(join(tmpdir(), 'stillwatch-labels-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

test('an account belongs to the campaign that most of its rows name; other rows are its cover', async () => {
  const rows = [
    { account_id: 'a', campaign_label: 'two' },
    { account_id: 'a', campaign_label: 'one' },
    { account_id: 'a', campaign_label: 'two' },
    { account_id: 'a', campaign_label: null },
    { account_id: 'b', campaign_label: 'one' },
    { account_id: 'c', campaign_label: null },
    { account_id: 'd' },
  ]
  const found = await readLabels(
    [write('log.ndjson', rows.map((row) => JSON.stringify(row)).join('\n'))],
    'campaign_label',
  )
  expect(found.map(({ id, accounts }) => [id, accounts])).toEqual([
    ['one', [{ account_id: 'b', harvest_requests: 1, requests: 1 }]],
    ['two', [{ account_id: 'a', harvest_requests: 2, requests: 4 }]],
  ])
})

test('a table of accounts will do, and its column may have any name', async () => {
  const table = write('known.csv', 'account_id,incident\n7,spring\n8,\n9,spring\n')
  const [spring] = await readLabels([table], 'incident')
  expect(spring).toMatchObject({ id: 'spring', accounts: [{ account_id: '7' }, { account_id: '9' }] })
})

test('a file without accounts is no label', async () => {
  await expect(readLabels([write('other.csv', 'x,y\n1,2\n')], 'campaign_label')).rejects.toMatchObject({
    code: 'SW_CONTEXT_INVALID',
  })
})
