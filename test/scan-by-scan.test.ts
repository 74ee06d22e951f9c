import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resultIn, scratchFolder, stillwatch } from './support/cli.ts'
import { everyday, ndjson } from './support/log.ts'

/** Scans into one folder: what is said of the data is said of all of it, and what a scan has lost it says itself. */

const folder = scratchFolder()
afterAll(folder.remove)
const cwd = folder.path
const rows = everyday(300)
const nameless = { time: '2026-04-07T00:00:00Z', input_text: 'Who am I?' }

beforeAll(() => {
  const write = (name: string, content: string): void => writeFileSync(join(cwd, name), content)
  write('day-1.ndjson', ndjson([...rows.slice(0, 240), nameless]))
  const second = rows.slice(240).map(({ client_address: _, ...row }) => row)
  write('day-2.ndjson', ndjson([...second, { ...second[0], status: 'fine' }, nameless, nameless]))
  const accounts = rows.slice(0, 15).map(({ account_id: id }) => `${String(id)},pro,card-${String(id)}`)
  write('accounts.csv', ['account_id,plan,payment_fingerprint', ...accounts, 'ghost,pro,card-g'].join('\n'))
})

async function ran(...args: string[]) {
  const run = await stillwatch(args, { cwd })
  expect(run.code, run.stderr).toBe(0)
  return { ...run, said: run.stdout.replaceAll(/\s+/g, ' ') }
}

test('what a second scan says of the data is of all that is stored; what it read itself stands apart', async () => {
  await ran('scan', 'day-1.ndjson', '--accounts', 'accounts.csv', '--out', 'own', '--quiet')
  expect(resultIn(join(cwd, 'own')).data_quality.this_run).toBeUndefined()
  const { said } = await ran('scan', 'day-2.ndjson', '--out', 'own')
  const quality = resultIn(join(cwd, 'own')).data_quality
  expect(quality).toMatchObject({ records: 301, unreadable: 3, accounts: 20, accounts_joined: 15 })
  expect(quality.field_coverage.client_address).toBeCloseTo(240 / 301)
  expect(quality.this_run).toEqual({ files: 1, records: 61, unreadable: 2 })
  expect(said).toContain('301 records of 20 accounts (15 with account data)')
  expect(said).toContain('This run read 61 records from 1 file (2 unreadable lines)')
  expect(readFileSync(join(cwd, 'own/report.html'), 'utf8')).toContain('This run read 61 records from 1 file')
  const warnings = quality.warnings.join('\n')
  expect(warnings).not.toContain('No accounts file')
  expect(warnings).toContain('5 of 20 accounts in the logs have no account data (`acct-15`, for one)')
  expect(warnings).toContain('1 account with data sent no request.')
  expect(warnings).toContain('day-2.ndjson: 2 rows could not be read, the first at line 62 (no account_id)')
  expect(warnings).toContain('day-1.ndjson: 1 row could not be read.')

  // And a look without reading says the same of all of it.
  await ran('detect', '--data', 'own/data', '--out', 'look', '--quiet')
  const { warnings: told, ...figures } = resultIn(join(cwd, 'look')).data_quality
  const { this_run: _, warnings: __, ...expected } = quality
  expect(figures).toEqual(expected)
  expect(told.join('\n')).toContain('5 of 20 accounts in the logs have no account data')
})

test('a scan that only stores says what it lost and lacks, to people and to programs', async () => {
  const { said } = await ran('scan', 'day-2.ndjson', '--no-detect', '--out', 'bare')
  expect(said).toContain('2 rows could not be read, the first at line 62 (no account_id). See rejects/day-2')
  expect(said).toContain('status was unusable in 1 record, first at day-2.ndjson:61')
  expect(said).toContain('No accounts file')
  const args = ['day-2.ndjson', '--no-detect', '--accounts', 'accounts.csv', '--out', 'json', '--json']
  const { stdout } = await ran('scan', ...args)
  const told: { records: number; warnings: string[] } = JSON.parse(stdout)
  expect(told.records).toBe(61)
  expect(told.warnings.join('\n')).toContain('2 rows could not be read, the first at line 62')
  expect(told.warnings.join('\n')).toContain('5 of 20 accounts in the logs have no account data')
})

test('halves of requests that lack the other half are told of where nothing is looked for', async () => {
  const call = {
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: '2026-05-01T12:00:00Z',
    identity: { arn: 'arn:aws:sts::111122223333:assumed-role/tenant-7/job' },
    requestId: '915a6a04',
    operation: 'Converse',
    modelId: 'm',
    input: {
      inputTokenCount: 12,
      inputBodyJson: { messages: [{ role: 'user', content: [{ text: 'Why?' }] }] },
    },
  }
  writeFileSync(join(cwd, 'bedrock.ndjson'), ndjson([call]))
  const { said } = await ran('scan', 'bedrock.ndjson', '--no-detect', '--out', 'bedrock')
  expect(said).toContain('no CloudTrail event was given. It brings api_key_id, client_address, user_agent')
})
