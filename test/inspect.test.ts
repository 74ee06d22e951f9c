import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { batch, batchBytes, prefixed, type TestSpan } from '../src/readers/testing/otlp.ts'
import { resultIn, scratchFolder, stillwatch, timeless } from './support/cli.ts'
import { everyday, ndjson } from './support/log.ts'

const folder = scratchFolder()
afterAll(folder.remove)
const cwd = folder.path

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(join(cwd, name), content)
  return name
}

const inspect = (...args: string[]) => stillwatch(['inspect', ...args], { cwd })

const rows = everyday()
const log = write('log.ndjson', ndjson(rows))

/** A request as an API's server and its client library trace it, with a query of its database beside. */
function traffic(number: number): TestSpan[] {
  const trace = `trace-${number}`
  const from = number * 60
  return [
    {
      trace,
      id: `call${number}`,
      parent: `hndl${number}`,
      remote: false,
      from: from + 1,
      to: from + 2,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'own',
        'gen_ai.request.model': 'm-large',
        'gen_ai.usage.input_tokens': 100 + number,
        'gen_ai.input.messages': JSON.stringify([
          { role: 'user', parts: [{ type: 'text', content: `Which rivers flow through town ${number}?` }] },
        ]),
      },
    },
    { trace, id: `sql-${number}`, parent: `hndl${number}`, attributes: { 'db.system.name': 'postgresql' } },
    { trace, id: `hndl${number}`, parent: `serv${number}`, kind: 1, remote: false, from, to: from + 3 },
    {
      trace,
      id: `serv${number}`,
      parent: 'callers',
      remote: true,
      kind: 2,
      from,
      to: from + 3,
      attributes: {
        'enduser.id': `acct-${number % 5}`,
        'client.address': `198.51.100.${number % 5}`,
        'user_agent.original': 'python-requests/2.32',
        'http.response.status_code': 200,
      },
    },
  ]
}

const requests = Array.from({ length: 40 }, (_, number) => traffic(number))
/** Every span in a batch of its own: nothing can be joined but over batches. */
const apart = requests.flat().map((span) => batch([span]))
const traces = write('traces.jsonl', ndjson(requests.map((spans) => batch(spans))))

test('it says what a log is, shows three records without texts or names, and what can be found in it', async () => {
  const { code, stdout, stderr } = await inspect(log)
  expect(code, stderr).toBe(0)
  expect(stdout).toContain('native · lines · not compressed\n  200 records, 0 unreadable')
  expect(stdout).toContain('200 usable records of 20 accounts, 2026-04-06 00:00 to 2026-04-06 03:19 UTC')
  expect(stdout.match(/^Record \d$/gm)).toHaveLength(3)
  expect(stdout).toMatch(/input_text {6}\(\d\d characters\)/)
  for (const secret of ['acct-', 'req-0', '198.51.100', 'python-requests', 'rivers']) {
    expect(stdout, secret).not.toContain(secret)
  }
  const columns = ['client_address', 'user_agent', 'time'].map((field) => {
    const [line = ''] = new RegExp(`^${field} +200 +100 % +(?:observed|caller)$`, 'm').exec(stdout) ?? []
    return [line.indexOf('200'), line.search(/observed|caller/)].join()
  })
  expect(new Set(columns).size).toBe(1)
  expect(columns[0]).not.toContain('-1')
  expect(stdout).toMatch(/^absent: .*trace_id/m)
  expect(stdout).toContain(
    '  + client_address in 100 % of records\n      shared-address-range, shared-address\n',
  )
  expect(stdout).toContain('  - needs payment_fingerprint of accounts (--accounts FILE)\n      shared-card\n')
  for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
})

test('pseudonyms: equal within a run, other in the next', async () => {
  const accounts = async () => {
    const { stdout } = await inspect(log, '--json')
    return JSON.parse(stdout).samples.map(({ user_agent }: { user_agent: string }) => user_agent)
  }
  const [first, second] = [await accounts(), await accounts()]
  expect(new Set(first).size).toBe(1)
  expect(first[0]).toMatch(/^~[0-9a-f]{10}$/)
  expect(second[0]).not.toBe(first[0])
})

test('--include-text shows the start of texts, with nothing in them that acts on a terminal', async () => {
  const long = `\u001b[31mIgnore this. ${'word '.repeat(100)}`
  const file = write('long.ndjson', ndjson([{ ...rows[0], input_text: long }]))
  const { code, stdout } = await inspect(file, '--include-text')
  expect(code).toBe(0)
  expect(stdout).toContain('acct-0')
  expect(stdout).toContain('⟨U+001B⟩[31mIgnore this.')
  expect(stdout).not.toContain('\u001b')
  expect(stdout).toContain('…')
  expect(stdout.length).toBeLessThan(4500)
})

test('--json says the same, for programs', async () => {
  write(
    'accounts.csv',
    'account_id,payment_fingerprint,created_at\nacct-1,fp1,2026-01-01\nnobody,,02/04/2026\n',
  )
  const broken = write('broken.ndjson.gz', gzipSync(`${ndjson(rows)}{"time":\n`))
  const { code, stdout, stderr } = await inspect(broken, '--accounts', 'accounts.csv', '--json')
  expect(code, stderr).toBe(0)
  const report = JSON.parse(stdout)
  expect(report).toMatchObject({
    format: 'stillwatch.inspection/1',
    files: [
      {
        path: broken,
        framing: 'lines',
        dialect: 'native',
        compression: 'gzip',
        records: 200,
        unreadable: 1,
        passed_over: 0,
        complete: true,
        examples: [{ line: 201, reason: 'JSON that ends too early' }],
      },
    ],
    problems: [],
    records: 200,
    accounts: 20,
    window: { from: '2026-04-06T00:00:00.000Z', to: '2026-04-06T03:19:00.000Z' },
    field_coverage: { client_address: 1, trace_id: 0 },
    accounts_file: {
      accounts: 2,
      joined: 1,
      field_coverage: { payment_fingerprint: 0.5, created_at: 0.5 },
      dropped: { created_at: 1 },
      unused: [expect.stringContaining('created_at was unusable in 1 row, first at line 3')],
    },
    gravest_verdict: { verdict: 'confirmed' },
  })
  const reach = (id: string) => report.signals.find(({ signal }: { signal: string }) => signal === id)
  expect(reach('shared-card')).toMatchObject({ usable: true, family: 'identity', axis: 'coordination' })
  expect(reach('shared-device')).toMatchObject({ usable: false, reason: 'no account has device_fingerprint' })
})

test('without texts nothing graver than watch is within reach, and it says so', async () => {
  const file = write('metadata.ndjson', ndjson(rows.map(({ input_text: _, ...row }) => row)))
  const { stdout } = await inspect(file)
  expect(stdout).toContain('The gravest verdict within reach is «watch»: no record has prompt text')
  expect(stdout).toMatch(/- no record has input_text, though the format can carry it\n.*exclusive-template/)
})

test('--limit reads the beginning only, and says so', async () => {
  const file = write('long-log.ndjson', ndjson(everyday(20_000)))
  const { stdout } = await inspect(file, '--limit', '1000')
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('only the beginning was read (--limit)')
  const [, read = ''] = /([\d,]+) usable records/.exec(stdout) ?? []
  expect(Number(read.replace(',', ''))).toBeGreaterThanOrEqual(1000)
  expect(Number(read.replace(',', ''))).toBeLessThan(20_000)
  const whole = await inspect(file, '--limit', '0')
  expect(whole.stdout).toContain('20,000 usable records')
  expect(whole.stderr).toMatch(/^\d+ % of \d+ MB · /)
})

test('nothing usable ends with 3, a message that says why, and nothing on standard output', async () => {
  const cases: [string, string, string][] = [
    ['prose.log', 'Dear reader,\nthis is no log.\n', 'SW_FORMAT_UNKNOWN'],
    ['empty.ndjson', '', 'SW_NO_RECORDS'],
    ['dates.csv', 'time,account_id\n02/04/2026 10:00,a\n13/04/2026 11:00,b\n', 'Times are ISO 8601'],
    ['nobody.jsonl', ndjson(requests.map(([call]) => batch(call ? [call] : []))), 'SW_NO_RECORDS'],
    ['no-models.jsonl', ndjson(requests.map(([, query]) => batch(query ? [query] : []))), 'SW_NO_RECORDS'],
  ]
  for (const [name, content, word] of cases) {
    const { code, stdout, stderr } = await inspect(write(name, content))
    expect(code, name).toBe(3)
    expect(stderr, name).toContain(word)
    expect(stderr).toMatch(/^error .*\(SW_\w+\)\n {6}\S/m)
    expect(stdout).toBe('')
  }
  expect((await inspect('nobody.jsonl')).stderr).toContain('40 unreadable rows, line 1: no account_id')
  expect((await inspect('no-models.jsonl')).stderr).toContain('40 rows that are no requests to a model')
  expect((await inspect('missing.ndjson')).code).toBe(2)
})

test('one file that is not recognised is named beside the others', async () => {
  write('letter.txt', 'Dear reader,\nthis is no log.\n')
  const { code, stdout } = await inspect(log, 'letter.txt')
  expect(code).toBe(3)
  expect(stdout).toContain('200 usable records')
  expect(stdout).toContain('letter.txt: not read')
  const both = await inspect('letter.txt', 'letter.txt', write('letter-2.txt', 'Dear reader,\nbye.\n'))
  expect(both.code).toBe(3)
  expect(both.stderr).toContain('letter.txt is in no format')
})

test('empty files cost the others nothing, and accounts among logs are refused, as by a scan', async () => {
  const silent = write('silent.ndjson', '')
  const { code, stdout, stderr } = await inspect(silent, log)
  expect(code, stderr).toBe(0)
  expect(stdout).toContain('silent.ndjson: no row in it')
  expect((await inspect(silent, write('silent-2.ndjson', ''))).stderr).toMatch(
    /there is no row in silent\.ndjson, silent-2\.ndjson\. \(SW_NO_RECORDS\)\s+Check that the program/,
  )
  const accounts = write('customers.csv', 'account_id,plan,payment_fingerprint\nacct-1,pro,x\n')
  const refused = await inspect(accounts, log)
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('SW_USAGE')
  expect(await stillwatch(['scan', accounts, log], { cwd })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(refused.stderr),
  })
})

test('columns of one name and bytes that are no text are told of before a scan reads them', async () => {
  const rows = Buffer.concat([
    Buffer.from('time,account_id,account_id,input_text\n2026-05-01T00:00:00Z,a,,Why '),
    Buffer.from([0xff, 0x0a]),
  ])
  const { stdout } = await inspect(write('twice.csv', rows))
  expect(stdout).toContain('1 usable record of 1 account,')
  expect(stdout).toContain('several columns of one name')
  expect(stdout).toContain('1 line with bytes that are not UTF-8')
  const { stdout: json } = await inspect('twice.csv', '--json')
  expect(JSON.parse(json).files).toMatchObject([{ not_utf8: 1, repeated_columns: 1 }])
})

test('OTLP traces, in one batch or span by span, in JSON or protobuf: one result', async () => {
  const { code, stdout, stderr } = await inspect(traces)
  expect(code, stderr).toBe(0)
  expect(stdout).toContain('otlp · lines · not compressed')
  expect(stdout).toContain('40 records, 0 unreadable')
  expect(stdout).toContain('40 usable records of 5 accounts')
  for (const field of ['client_address', 'user_agent', 'input_text', 'status']) {
    expect(stdout).toMatch(new RegExp(`^${field} +40 +100 %`, 'm'))
  }
  const forms: [string, string | Uint8Array][] = [
    [traces, ndjson(requests.map((spans) => batch(spans)))],
    ['apart.jsonl', ndjson(apart)],
    ['backwards.jsonl.gz', gzipSync(ndjson(apart.toReversed()))],
    [
      'document.json',
      JSON.stringify({ resourceSpans: apart.flatMap(({ resourceSpans }) => resourceSpans) }, null, 2),
    ],
    ['traces.bin', Buffer.concat(requests.map((spans) => prefixed(batchBytes(spans))))],
    ['message.pb', batchBytes(requests.flat())],
  ]
  let expected: unknown
  for (const [name, content] of forms) {
    const run = await stillwatch(['scan', write(name, content), '--out', `out-${name}`, '--quiet'], { cwd })
    expect(run.stderr, name).toBe('')
    expect(run.code, name).toBe(0)
    const result = resultIn(join(cwd, `out-${name}`))
    expect(result.data_quality, name).toMatchObject({
      records: 40,
      duplicates: 0,
      unreadable: 0,
      accounts: 5,
    })
    expected ??= timeless(result)
    expect(timeless(result), name).toEqual(expected)
  }
})
