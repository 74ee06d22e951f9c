import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import type { DataQuality } from '../src/record/index.ts'
import { gzipBomb, zstdBomb } from './support/bombs.ts'
import { type Run, type RunOptions, resultIn, scratchFolder, stillwatch } from './support/cli.ts'
import { csv, everyday, ndjson, type Row } from './support/log.ts'

/** Whatever is in a log: what can be read is read, and what cannot is named, with its line and what to do. */

const folder = scratchFolder()
afterAll(folder.remove)
const cwd = folder.path
const rows = everyday(40)
const [first = {}] = rows
const log = ndjson(rows)
/** Enough for the program and its engine; far less than what the hostile files unfold to. */
const MOST_MIB = 1_100

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(join(cwd, name), content)
  return name
}

async function scan(files: readonly string[], more: Partial<RunOptions> & { readonly args?: string[] } = {}) {
  const out = `out-${files.join('-')}`
  const run = await stillwatch(['scan', ...files, '--out', out, ...(more.args ?? [])], { cwd, ...more })
  expect(`${run.stdout}${run.stderr}`).not.toMatch(/^\s+at .*[:(]\d+/m)
  return {
    ...run,
    out: join(cwd, out),
    quality: run.code === 0 ? resultIn(join(cwd, out)).data_quality : undefined,
  }
}

const warnings = (quality: DataQuality | undefined): string => quality?.warnings.join('\n') ?? ''

function rejectsOf(out: string, name: string): { line: number; reason: string }[] {
  const path = join(out, 'data/rejects', `${name}.ndjson`)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line))
}

function isRefused(run: Run, exit: number, code: string): void {
  expect(run.code, run.stderr).toBe(exit)
  expect(run.stderr).toMatch(new RegExp(`^error .*\\(${code}\\)\\n {6}\\S`, 'm'))
}

test('a truncated gzip keeps what came before the break, and says to fetch it again', async () => {
  const whole = gzipSync(log, { level: 0 })
  const { quality, out } = await scan([write('cut.ndjson.gz', whole.subarray(0, whole.length * 0.6))])
  expect(quality).toMatchObject({ unreadable: 1, records: expect.toSatisfy((n) => n > 15 && n < 30) })
  const [lost] = rejectsOf(out, 'cut.ndjson.gz')
  expect(lost).toMatchObject({
    line: (quality?.records ?? 0) + 1,
    reason: expect.stringContaining('Fetch it again'),
  })
  expect(warnings(quality)).toContain(`the first at line ${lost?.line} (cut.ndjson.gz breaks off here`)
})

test('rows that are no JSON, or no UTF-8, or lack fields: each named by file and line', async () => {
  const lines = log.trimEnd().split('\n')
  const strange = Buffer.concat([
    Buffer.from(lines[5]?.replace('?"}', ' ') ?? ''),
    Buffer.of(0xff, 0xc0),
    Buffer.from('"}'),
  ])
  const text = [
    ...lines.slice(0, 3),
    '{"time": "2026-04-06T00:00',
    '[1, 2]',
    '"x"',
    'not json',
    '{"time":1775433600,"x":1}',
    '{"account_id":"a"}',
    '{"time":1775433600,"account_id":"thin","unknown":[{}]}',
    ...lines.slice(3),
  ]
  const file = write('broken.ndjson', Buffer.concat([Buffer.from(`${text.join('\n')}\n`), strange]))
  const { quality, out } = await scan([file])
  expect(quality).toMatchObject({ records: 42, unreadable: 6 })
  expect(rejectsOf(out, file).map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    '4 JSON that ends too early',
    '5 not a JSON object',
    '6 not a JSON object',
    expect.stringMatching(/^7 not valid JSON/),
    '8 no account_id',
    '9 no time',
  ])
  expect(warnings(quality)).toContain(
    'broken.ndjson: 6 rows could not be read, the first at line 4 (JSON that ends too early)',
  )
  expect(warnings(quality)).toContain(
    'See rejects/broken.ndjson.ndjson in the data folder, kept 30 days (at most 10 MB of them)',
  )
  expect(warnings(quality)).toContain('1 line with bytes that are not UTF-8, first at broken.ndjson:48')
})

test('a line of 100 MB is passed over without being held, wherever it stands', async () => {
  const piece = Buffer.alloc(1024 * 1024, 'word ')
  for (const [name, before] of [
    ['long.ndjson', 20],
    ['long-first.ndjson', 0],
  ] as const) {
    const file = openSync(join(cwd, name), 'w')
    writeSync(file, ndjson(rows.slice(0, before)))
    writeSync(file, '{"time":"2026-04-06T00:00:00Z","account_id":"a","input_text":"')
    for (let megabyte = 0; megabyte < 100; megabyte++) writeSync(file, piece)
    writeSync(file, `"}\n${ndjson(rows.slice(before))}`)
    closeSync(file)
    const { quality, peakMiB, out } = await scan([name], { watchMemory: true })
    expect(quality).toMatchObject({ records: 40, unreadable: 1 })
    expect(rejectsOf(out, name)).toMatchObject([{ line: before + 1, reason: 'longer than 64 MiB' }])
    if (peakMiB !== undefined) expect(peakMiB).toBeLessThan(MOST_MIB)
  }
})

test.each([
  [
    'gzip within the log',
    gzipBomb(ndjson(rows.slice(0, 20)), 512, `\n${ndjson(rows.slice(20))}`),
    40,
    'longer than 64 MiB',
  ],
  [
    'zstd within the log',
    zstdBomb(ndjson(rows.slice(0, 20)), 4096, `\n${ndjson(rows.slice(20))}`),
    20,
    'grows more than 2,000-fold',
  ],
])('a bomb, %s, costs itself alone and no memory', async (name, bytes, records, reason) => {
  const bomb = write(name.replaceAll(' ', '-'), bytes)
  const other = write('other.ndjson', ndjson(everyday(50).slice(40)))
  const { quality, peakMiB } = await scan([bomb, other], { watchMemory: true })
  expect(quality?.records).toBe(records + 10)
  expect(warnings(quality)).toContain(`${bomb}: `)
  expect(warnings(quality)).toContain('at line 21')
  expect(readFileSync(join(cwd, `out-${bomb}-${other}/data/rejects/${bomb}.ndjson`), 'utf8')).toContain(
    reason,
  )
  if (peakMiB !== undefined) expect(peakMiB).toBeLessThan(MOST_MIB)
})

test.each([
  ['of nothing but one byte', zstdBomb('', 4096, ''), 'SW_FORMAT_UNKNOWN', 'grows more than 2,000-fold'],
  ['that asks for 2 GiB at once', zstdBomb(log, 0, '', 31), 'SW_FILE_UNREADABLE', 'it needs 2,048 MiB'],
])('a zstd bomb %s is refused, and other files are read', async (_, bytes, code, reason) => {
  const bomb = write(`bomb-${code}`, bytes)
  const alone = await scan([bomb])
  isRefused(alone, code === 'SW_FORMAT_UNKNOWN' ? 3 : 2, code)
  expect(alone.stderr).toContain(reason)
  const { quality, stderr } = await scan([bomb, write('good.ndjson', log)], { args: ['--quiet'] })
  expect(quality?.records).toBe(40)
  expect(warnings(quality)).toContain(`Not read: ${bomb}`)
  expect(stderr).toContain(`not read: ${bomb}`)
})

test('counts below zero and other values that cannot be are left out, counted and located', async () => {
  const odd = [
    { ...first, input_tokens: -5 },
    { ...first, input_tokens: 1e30, output_tokens: -1 },
    { ...first, status: 'fine' },
  ]
  const { quality } = await scan([write('odd.ndjson', ndjson([...rows, ...odd]))])
  expect(quality).toMatchObject({ records: 43, unreadable: 0 })
  expect(warnings(quality)).toContain('input_tokens was unusable in 2 records, first at odd.ndjson:41')
  expect(warnings(quality)).toContain('output_tokens was unusable in 1 record, first at odd.ndjson:42')
  expect(warnings(quality)).toContain('status was unusable in 1 record, first at odd.ndjson:43')
})

test('times in seconds to nanoseconds are one time; a time in the future is none', async () => {
  const time = Date.UTC(2026, 3, 6)
  const units = [time / 1e3, time, time * 1e3, `${time}000000`, new Date(time).toISOString()]
  const same = units.map((unit, index): Row => ({ ...first, time: unit, request_id: `r${index}` }))
  const wrong = ['2093-01-01T00:00:00Z', '2199-01-01T00:00:00Z', 0, 'yesterday', -1]
  const file = write(
    'times.ndjson',
    ndjson([...same, ...wrong.map((unit): Row => ({ ...first, time: unit }))]),
  )
  const { quality, out } = await scan([file])
  expect(quality).toMatchObject({ records: 5, unreadable: 5 })
  const { window } = resultIn(out)
  expect(window).toEqual({ from: '2026-04-06T00:00:00.000Z', to: '2026-04-06T00:00:00.000Z' })
  expect(rejectsOf(out, file).map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    '6 a time in the future (2093-01-01T00:00:00.000Z)',
    '7 unusable time',
    '8 unusable time',
    '9 unusable time',
    '10 unusable time',
  ])
})

test('the same row twice counts once; the same id on other content suppresses nothing', async () => {
  const [, second = {}] = rows
  const twice = [
    first,
    first,
    { ...first, input_text: 'Something else' },
    second,
    { ...second, account_id: 'other' },
  ]
  const { quality } = await scan([write('ids.ndjson', ndjson(twice))])
  expect(quality).toMatchObject({ records: 5, duplicates: 1, accounts: 3 })
  expect(warnings(quality)).toContain('2 request ids on several records of different content. All are kept')
})

test('accounts that are in the logs alone, or in the accounts file alone, are counted', async () => {
  const known = rows.slice(0, 15).map(({ account_id }) => `${String(account_id)},pro`)
  write('accounts.csv', ['account_id,plan', ...known, 'ghost-1,pro', 'ghost-2,free', ',pro'].join('\n'))
  const { quality } = await scan([write('joined.ndjson', log)], { args: ['--accounts', 'accounts.csv'] })
  expect(quality).toMatchObject({ accounts: 20, accounts_joined: 15 })
  expect(warnings(quality)).toContain(
    '5 of 20 accounts in the logs have no account data (`acct-15`, for one)',
  )
  expect(warnings(quality)).toContain('2 accounts with data sent no request')
  expect(warnings(quality)).toContain(
    'The accounts file has 1 row that could not be used, the first at line 19',
  )
})

test('an empty file among others is named; empty files alone are nothing', async () => {
  const empty = write('empty.ndjson', '')
  const { quality } = await scan([empty, write('full.ndjson', log)])
  expect(quality?.records).toBe(40)
  expect(warnings(quality)).toContain('1 of 2 files without a row in it (empty.ndjson)')
  const nothing = await scan([empty, write('blank.ndjson', '\n \n')])
  isRefused(nothing, 3, 'SW_NO_RECORDS')
  expect(nothing.stderr).toContain('no row in empty.ndjson, blank.ndjson')
})

test('a file that is no log among others costs itself alone', async () => {
  const { quality } = await scan([write('README', 'Dear reader,\nno log.\n'), write('a-log.ndjson', log)])
  expect(quality?.records).toBe(40)
  expect(warnings(quality)).toContain('Not read: README is in no format that stillwatch knows')
})

test('a request of half a million parts is a request; a list of nothing but numbers costs itself alone', async () => {
  const parts = Array.from({ length: 500_000 }, () => 'a')
  const { input_text: _, ...rest } = first
  const huge = { ...rest, messages: [{ role: 'user', content: parts }] }
  const numbers = write('numbers.json', JSON.stringify(parts.map(() => 1)))
  const { quality } = await scan([numbers, write('huge.ndjson', `${ndjson([huge])}${log}`)])
  expect(quality).toMatchObject({ records: 41, unreadable: 0 })
  expect(warnings(quality)).toContain('Not read: numbers.json is in no format that stillwatch knows')
})

test('a CSV without its header: what customers wrote in its first record is told nobody', async () => {
  const [header = '', ...records] = csv(rows.map(({ request_id: _, ...row }) => row)).split('\n')
  const { quality, out, stderr } = await scan([
    write('bare.csv', records.join('\n')),
    write('whole.csv', `${header}\n${records.join('\n')}`),
  ])
  expect(warnings(quality)).toContain('Columns found: 9 that may be values (is there a header?)')
  for (const text of [
    stderr,
    readFileSync(join(out, 'campaigns.json'), 'utf8'),
    readFileSync(join(out, 'report.html'), 'utf8'),
  ]) {
    expect(text).not.toContain('Which rivers')
  }
})

test('columns of one name: the first that says something is read, and it is told', async () => {
  const file = write(
    'twins.csv',
    'time,account_id,user_agent,account_id\n1775433600,a,x,b\n1775433601,,x,b\n',
  )
  const { quality } = await scan([file])
  expect(quality).toMatchObject({ records: 2, accounts: 2 })
  expect(warnings(quality)).toContain('Several columns have one name in 2 rows, first at twins.csv:2')
})

test('no permission: the file is named with what to do, and the others are read', async ({ skip }) => {
  const other = 65_534
  const uid = process.getuid?.() === 0 ? other : undefined
  chmodSync(cwd, 0o777)
  const reaches = spawnSync(
    process.execPath,
    ['-e', 'require("fs").accessSync(process.argv[1])', join(import.meta.dirname, '../dist/cli/main.js')],
    { ...(uid !== undefined && { uid }) },
  )
  if (reaches.status !== 0) skip('another user cannot reach the program here')
  const shut = write('shut.ndjson', log)
  const open = write('open.ndjson', log)
  chmodSync(join(cwd, shut), 0)
  const as = uid === undefined ? {} : { uid }
  const alone = await scan([shut], as)
  isRefused(alone, 2, 'SW_FILE_UNREADABLE')
  expect(alone.stderr).toContain('chmod +r shut.ndjson')
  const { quality } = await scan([shut, open], as)
  expect(quality?.records).toBe(40)
  expect(warnings(quality)).toContain('Not read: No permission to read shut.ndjson')
  mkdirSync(join(cwd, 'sealed'), { mode: 0o500 })
  const sealed = await scan([open], { ...as, args: ['--data', 'sealed/data'] })
  isRefused(sealed, 4, 'SW_STORE_FAILED')
})

/** Requests that take some room: texts at random, which do not compress. */
function bulky(): string {
  const texts = Array.from({ length: 6_000 }, (_, index) => ({
    time: Date.UTC(2026, 3, 6) + index * 1000,
    account_id: `a${index % 100}`,
    input_text: Array.from({ length: 60 }, () => Math.random().toString(36).slice(2)).join(' '),
  }))
  return ndjson(texts)
}

test('a disk that is full, by a limit: said with what to do, and made good by the next run', async () => {
  const file = write('bulky.ndjson', bulky())
  const args = ['--text', 'keep']
  const run = await scan([file], { under: 'ulimit -f 1024', args })
  isRefused(run, 4, 'SW_STORE_FAILED')
  expect(run.stderr).toMatch(/too large/i)
  expect(run.stderr).toContain('ulimit -f')
  const again = await scan([file], { args })
  expect(again.quality).toMatchObject({ records: 6_000, duplicates: 0 })

  // The results are put in place whole or not at all. Nothing else that a second scan writes is half as long.
  const report = join(again.out, 'report.html')
  const before = readFileSync(report, 'utf8')
  const blocks = Math.floor(statSync(report).size / 2 / 512)
  const stuck = await scan([file], { under: `ulimit -f ${blocks}`, args })
  isRefused(stuck, 4, 'SW_STORE_FAILED')
  expect(stuck.stderr).toContain('report.html cannot be written')
  expect(readFileSync(report, 'utf8')).toBe(before)
  expect(existsSync(`${report}.draft`)).toBe(false)
})

test('a disk that is full: said with what to do', async ({ skip }) => {
  const disk = 'mkdir -p disk && mount -t tmpfs -o size=2m tmpfs disk'
  const apart = process.getuid?.() === 0 ? 'unshare -m' : 'unshare -rm'
  if (spawnSync('sh', ['-c', `${apart} sh -c '${disk}'`], { cwd }).status !== 0) {
    skip('no file system can be mounted here')
  }
  const file = write('bulky.ndjson', bulky())
  const sealed = `[ -n "$STILLWATCH_UNSHARED" ] || STILLWATCH_UNSHARED=1 exec ${apart} sh -c '${disk} && exec "$@"' sh "$@"`
  const run = await stillwatch(['scan', file, '--text', 'keep', '--out', 'disk/out'], { cwd, under: sealed })
  isRefused(run, 4, 'SW_STORE_FAILED')
  expect(run.stderr).toMatch(/No space left|not enough space/i)
  expect(run.stderr).toContain('Free disk space')
})

test('rejects are gone after their time', async () => {
  const file = write('once.ndjson', `${log}{"broken"\n`)
  const { out } = await scan([file])
  const path = join(out, 'data/rejects/once.ndjson.ndjson')
  const old = new Date(Date.now() - 31 * 86_400_000)
  utimesSync(path, old, old)
  await stillwatch(['scan', write('next.ndjson', log), '--out', out], { cwd })
  expect(existsSync(path)).toBe(false)
})
