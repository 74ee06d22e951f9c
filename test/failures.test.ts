import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ended, scratchFolder, start, stillwatch } from './support/cli.ts'
import { everyday, ndjson } from './support/log.ts'

const folder = scratchFolder()
afterAll(folder.remove)
const cwd = folder.path

writeFileSync(join(cwd, 'log.ndjson'), ndjson(everyday()))
writeFileSync(
  join(cwd, 'times.ndjson'),
  '{"time":"yesterday","account_id":"a"}\n{"time":"never","account_id":"b"}\n',
)
writeFileSync(join(cwd, 'empty.ndjson'), '')
writeFileSync(join(cwd, 'prose.log'), 'Dear reader,\nthis is no log.\n')
writeFileSync(join(cwd, 'foreign.ndjson'), '{"alpha":1,"beta":"two"}\n{"alpha":2,"beta":"three"}\n')
writeFileSync(join(cwd, 'noise.bin'), Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 256)))
mkdirSync(join(cwd, 'logs'))
mkdirSync(join(cwd, 'mine/data'), { recursive: true })
writeFileSync(join(cwd, 'mine/known.csv'), 'id,status\n')

test.each([
  ['a missing file', ['scan', 'missing.ndjson'], 2, 'SW_FILE_NOT_FOUND', 'missing.ndjson'],
  ['a glob that matches nothing', ['scan', '*.gz'], 2, 'SW_FILE_NOT_FOUND', '*.gz'],
  ['a folder', ['scan', 'logs'], 2, 'SW_FILE_UNREADABLE', 'glob'],
  [
    'a missing accounts file',
    ['scan', 'log.ndjson', '--accounts', 'no.csv'],
    2,
    'SW_FILE_NOT_FOUND',
    'no.csv',
  ],
  [
    'an accounts file that is none',
    ['scan', 'log.ndjson', '--accounts', 'prose.log'],
    3,
    'SW_CONTEXT_INVALID',
    'prose.log',
  ],
  ['a field that does not exist', ['scan', 'log.ndjson', '--map', 'colour=x'], 2, 'SW_USAGE', 'colour'],
  ['prose', ['scan', 'prose.log'], 3, 'SW_FORMAT_UNKNOWN', 'Tried:'],
  ['noise', ['scan', 'noise.bin'], 3, 'SW_FORMAT_UNKNOWN', 'noise.bin'],
  ['JSON of another kind', ['scan', 'foreign.ndjson'], 3, 'SW_FORMAT_UNKNOWN', '--map'],
  ['no usable time', ['scan', 'times.ndjson'], 3, 'SW_FORMAT_UNKNOWN', 'unusable time'],
  ['an empty file', ['scan', 'empty.ndjson'], 3, 'SW_NO_RECORDS', 'usable record'],
  ['an empty standard input', ['scan', '-'], 3, 'SW_NO_RECORDS', 'usable record'],
  [
    'an output folder that is a file',
    ['scan', 'log.ndjson', '--out', 'prose.log'],
    4,
    'SW_STORE_FAILED',
    'prose.log',
  ],
  [
    'a data folder that is not there',
    ['explain', 'cmp-1', '--data', 'nowhere'],
    2,
    'SW_FILE_NOT_FOUND',
    'nowhere',
  ],
  ['a scenario that is none', ['simulate', '--scenario', 'storm'], 2, 'SW_USAGE', 'demo'],
  ['a tactic that is none', ['tactics', 'T99'], 5, 'SW_TACTIC_UNKNOWN', 'T24'],
  ['a topic that is none', ['help', 'weather'], 2, 'SW_USAGE', 'exit-codes'],
  ['nothing to forget', ['forget'], 2, 'SW_USAGE', 'Name an account'],
  ['an account without a name', ['forget', ''], 2, 'SW_USAGE', 'Is the variable set'],
  ['a database without a cluster', ['schema', '--database', 'x'], 2, 'SW_USAGE', '--cluster'],
  ['a share of no logs', ['simulate', '--share', '0.1'], 2, 'SW_USAGE', '--into'],
  ['leaks that nobody is told', ['simulate', '--leakage', '--quiet'], 2, 'SW_USAGE', '--leakage'],
  [
    'a stream in two formats',
    ['simulate', '--stream', '9', '--format', 'native', 'litellm'],
    2,
    'SW_USAGE',
    '--format',
  ],
  ['a demo in a folder of mine', ['demo', '--out', 'mine'], 2, 'SW_USAGE', 'mine/data would be replaced'],
  ['a rehearsal there', ['rehearse', '--out', 'mine'], 2, 'SW_USAGE', 'mine/data would be replaced'],
  ['a simulation there', ['simulate', '--out', 'mine'], 2, 'SW_USAGE', 'mine/known.csv would be replaced'],
  [
    'a simulation in a file',
    ['simulate', '--scale', '0.01', '--out', 'prose.log'],
    4,
    'SW_STORE_FAILED',
    'prose.log',
  ],
  [
    'a password that no address can hold',
    ['scan', 'log.ndjson', '--clickhouse', 'http://me:50%@127.0.0.1:1/x'],
    2,
    'SW_USAGE',
    'percent-encoded',
  ],
])('%s: a code, what happened, what to do, and no stack trace', async (_, args, exit, code, word) => {
  const { code: actual, stdout, stderr } = await stillwatch(args, { cwd })
  expect(actual, stderr).toBe(exit)
  expect(stderr).toContain(code)
  expect(stderr).toContain(word)
  expect(stderr).not.toMatch(/^\s+at .*[:(]\d+/m)
  expect(stderr).toMatch(/^error .*\(SW_\w+\)\n {6}\S/m)
  expect(stdout).toBe('')
})

test.each([
  [['scan'], 'files'],
  [['watch'], 'unknown command'],
  [['scan', 'log.ndjson', '--threads', '0'], '--threads'],
  [['scan', 'log.ndjson', '--threads', 'many'], '--threads'],
  [['scan', 'log.ndjson', '--text', 'all'], 'none, exemplars, keep'],
  [['simulate', '--format', 'xml'], 'native, litellm'],
])('wrong usage, %j, ends with 2 and says how', async (args, word) => {
  const { code, stderr } = await stillwatch(args, { cwd })
  expect(code).toBe(2)
  expect(stderr).toContain(word)
  expect(stderr).toContain('--help')
})

test('a mistyped data folder is not made, and nothing of mine is gone', () => {
  expect(existsSync(join(cwd, 'nowhere'))).toBe(false)
  expect(readdirSync(join(cwd, 'mine'))).toEqual(['data', 'known.csv'])
})

test('a campaign or account that is not there is said to be so', async () => {
  expect((await stillwatch(['scan', 'log.ndjson', '--quiet'], { cwd })).code).toBe(0)
  const { code, stderr } = await stillwatch(['explain', 'cmp-0'], { cwd })
  expect(code).toBe(5)
  expect(stderr).toContain('SW_CAMPAIGN_UNKNOWN')
})

test('who stops listening to what a scan says of its work does not stop the scan', async () => {
  const child = start(['scan', 'log.ndjson', '--out', 'unheard'], cwd)
  child.stderr?.destroy()
  expect(await ended(child)).toMatchObject({ code: 0, stdout: expect.stringContaining('Written: ') })
  expect(existsSync(join(cwd, 'unheard/report.html'))).toBe(true)
})

test.skipIf(!existsSync('/dev/full'))('a disk without room for what is printed is named', async () => {
  const { code, stderr } = await stillwatch(['signals', '--json'], { cwd, under: 'exec > /dev/full' })
  expect(code).toBe(4)
  expect(stderr).toMatch(/^error Standard output .*\(SW_STORE_FAILED\)\n {6}Free disk space/)
})

test('help and version end with 0; every command explains itself', async () => {
  const { code, stdout } = await stillwatch(['--help'], { cwd })
  expect(code).toBe(0)
  const commands = [...stdout.matchAll(/^ {2}(\w+) (?:\[|<)/gm)].map(([, name]) => name ?? '')
  expect(commands).toEqual(expect.arrayContaining(['scan', 'explain', 'simulate', 'demo', 'forget']))
  for (const command of commands.filter((name) => name !== 'help')) {
    expect((await stillwatch([command, '--help'], { cwd })).code).toBe(0)
  }
  expect((await stillwatch(['--version'], { cwd })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})
