import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Run, resultIn, scratchFolder, stillwatch } from './support/cli.ts'
import { everyday, ndjson } from './support/log.ts'

/** Files beside the logs, and what is said of them: nobody is to lose protection, or a file, without a word. */

const folder = scratchFolder()
afterAll(folder.remove)
const cwd = folder.path

function write(name: string, content: string): string {
  writeFileSync(join(cwd, name), content)
  return name
}

const log = write('log.ndjson', ndjson(everyday(40)))
const run = (...args: string[]): Promise<Run> => stillwatch(args, { cwd })

function isRefused({ code, stderr }: Run, exit: number, error: string, words: string): void {
  expect(code, stderr).toBe(exit)
  expect(stderr).toContain(`(${error})`)
  expect(stderr).toContain(words)
}

test('a known account that cannot be used stops the look before anything is read', async () => {
  const known = write('known.csv', 'id,status,expires_at\nacct-1,cleared,\nacct-2,allowlisted,\n')
  for (const args of [['scan', log], ['scan', log, '--follow-up'], ['detect'], ['rehearse', '--into', log]]) {
    const refused = await run(...args, '--known', known, '--out', 'unread')
    isRefused(refused, 3, 'SW_CONTEXT_INVALID', 'known.csv, line 3, cannot be used: status: ')
  }
  expect(existsSync(join(cwd, 'unread'))).toBe(false)
})

test('what could not be used of accounts, networks and releases is in the result and on standard error', async () => {
  const context = [
    ...['--accounts', write('dates.csv', 'account_id,created_at\nacct-1,02/04/2026\nacct-2,2026-01-01\n')],
    ...['--networks', write('networks.csv', 'prefix,kind\n198.51.100.0/24,campus\n10/8,education\n')],
  ]
  const releases = write('releases.csv', 'model,time\nm-1,2026-04-07\nm-2,soon\n')
  const lost = [
    'The accounts file: created_at was unusable in 1 row, first at line 2',
    'The networks file has 1 row that could not be used, the first at line 3 (prefix: 10/8 is not CIDR)',
    'The networks file: kind was unusable in 1 row, first at line 2',
  ]
  const { code, stderr } = await run(
    'scan',
    log,
    ...context,
    '--releases',
    releases,
    '--out',
    'told',
    '--quiet',
  )
  expect(code, stderr).toBe(0)
  const { warnings } = resultIn(join(cwd, 'told')).data_quality
  for (const words of [...lost, 'The releases file has 1 row that could not be used, the first at line 3']) {
    expect(warnings).toContainEqual(expect.stringContaining(words))
    expect(stderr).toContain(`not read: ${words}`)
  }
  const stored = await run('scan', log, ...context, '--out', 'stored', '--no-detect')
  // Lines end where the width does.
  const told = stored.stdout.replaceAll(/\s+/g, ' ')
  for (const words of lost) expect(told).toContain(words)
  const quiet = await run('scan', log, ...context, '--out', 'stored', '--no-detect', '--quiet')
  for (const words of lost) expect(quiet.stderr).toContain(`not read: ${words}`)
})

test('rows of a log that could not be read are told on standard error where no result will tell of them', async () => {
  const cut = write('cut.ndjson', `${ndjson(everyday(40))}\n{"time":\n`)
  const quiet = await run('scan', cut, '--out', 'cut', '--no-detect', '--quiet')
  expect(quiet.code, quiet.stderr).toBe(0)
  expect(quiet.stderr).toContain('not read: cut.ndjson: 1 row could not be read, the first at line ')
})

test('a file that is read is not replaced by a result, under any name', async () => {
  const accounts = write('accounts.csv', 'account_id,plan\nacct-1,pro\n')
  mkdirSync(join(cwd, 'linked'))
  symlinkSync(join(cwd, accounts), join(cwd, 'linked/accounts.csv'))
  writeFileSync(join(cwd, 'linked/report.html'), 'model,time\nm-1,2026-04-07\n')
  writeFileSync(join(cwd, 'linked/campaigns.json'), ndjson(everyday(40)))
  for (const [out, ...args] of [
    ['.', 'scan', log, '--accounts', accounts],
    ['.', 'scan', log, '--accounts', './accou*.csv', '--follow-up'],
    // Not named, and still nobody's to replace.
    ['.', 'scan', log],
    ['linked', 'scan', log, '--accounts', accounts],
    ['linked', 'scan', 'linked/campaigns.json'],
    ['linked', 'detect', '--releases', 'linked/report.html'],
  ] as const) {
    isRefused(await run(...args, '--out', out), 2, 'SW_USAGE', 'would be replaced')
  }
  expect(readFileSync(join(cwd, accounts), 'utf8')).toBe('account_id,plan\nacct-1,pro\n')
  expect(existsSync(join(cwd, 'data'))).toBe(false)
})

test('the accounts.csv of a result is no file of accounts', async () => {
  const first = await run('scan', log, '--out', 'first', '--quiet')
  expect(first.code, first.stderr).toBe(0)
  const refused = await run('scan', log, '--accounts', 'first/accounts.csv', '--out', 'second')
  isRefused(refused, 3, 'SW_CONTEXT_INVALID', 'is what a scan has written')
})

test.each([
  [['--no-detect', '--known', 'typo.csv'], '--known'],
  [['--no-detect', '--releases', 'typo.csv'], '--releases'],
  [['--no-detect', '--include-text'], '--include-text'],
  [['--no-detect', '--tlp', 'red'], '--tlp'],
  [['--follow-up', '--releases', 'typo.csv'], '--releases'],
])('what would be ignored is refused: %j', async (args, option) => {
  isRefused(await run('scan', log, ...args, '--out', 'ignored'), 2, 'SW_USAGE', option)
  expect(existsSync(join(cwd, 'ignored'))).toBe(false)
})

test('texts that are asked for where none was kept are missed', async () => {
  const said = async (...args: string[]) => {
    const { code, stderr } = await run('scan', log, '--include-text', '--quiet', ...args)
    expect(code, stderr).toBe(0)
    return resultIn(join(cwd, args[1] ?? '')).data_quality.warnings.join('\n')
  }
  expect(await said('--out', 'bare')).toContain('No text was kept')
  expect(await said('--out', 'kept', '--text', 'keep')).not.toContain('No text was kept')
})
