import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, describe, expect, test } from 'vitest'
import { zstdFrame } from '../src/readers/testing/collect.ts'
import { ScanResult } from '../src/record/index.ts'
import { resultIn, scratchFolder, stillwatch, timeless } from './support/cli.ts'
import { csv, everyday, ndjson } from './support/log.ts'

const folder = scratchFolder()
afterAll(folder.remove)
const cwd = folder.path

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(join(cwd, name), content)
  return name
}

const scan = (args: string[], input?: string | Uint8Array) =>
  stillwatch(['scan', ...args], { cwd, ...(input !== undefined && { input }) })

const log = ndjson(everyday())
const rows = everyday()

describe('one log in every form gives one result', () => {
  const parquet = (): Uint8Array =>
    new Uint8Array(
      parquetWriteBuffer({
        columnData: Object.keys(rows[0] ?? {}).map((name) => ({
          name,
          data: rows.map((row) => {
            const value = row[name]
            return typeof value === 'number' ? value : String(value)
          }),
        })),
      }),
    )
  const forms: [string, () => string | Uint8Array][] = [
    ['plain.ndjson', () => log],
    ['misnamed.txt', () => gzipSync(log)],
    ['log.ndjson.zst', () => zstdFrame(Buffer.from(log))],
    ['log.csv', () => csv(rows)],
    ['log.parquet', parquet],
    ['array.json', () => JSON.stringify(rows)],
  ]
  let expected: unknown

  test.each(forms)('%s', async (name, content) => {
    const { code, stderr } = await scan([write(name, content()), '--out', `out-${name}`])
    expect(code, stderr).toBe(0)
    const result = resultIn(join(cwd, `out-${name}`))
    expect(result.data_quality).toMatchObject({ records: 200, duplicates: 0, unreadable: 0, accounts: 20 })
    expected ??= timeless(result)
    expect(timeless(result)).toEqual(expected)
  })

  test('compressed, on standard input', async () => {
    const { code, stderr } = await scan(['-', '--out', 'out-stdin'], gzipSync(log))
    expect(code, stderr).toBe(0)
    expect(timeless(resultIn(join(cwd, 'out-stdin')))).toEqual(expected)
  })

  test('compressed by the zstd program', async ({ skip }) => {
    write('program.ndjson', log)
    try {
      execFileSync('zstd', ['-q', '-f', 'program.ndjson', '-o', 'program.zst'], { cwd })
    } catch {
      skip('the zstd program is not here')
    }
    expect((await scan(['program.zst', '--out', 'out-program'])).code).toBe(0)
    expect(timeless(resultIn(join(cwd, 'out-program')))).toEqual(expected)
  })

  test('split into files that a glob names', async () => {
    mkdirSync(join(cwd, 'parts'))
    for (const part of [0, 1, 2, 3]) {
      write(`parts/${part}.ndjson`, ndjson(rows.slice(50 * part, 50 * (part + 1))))
    }
    const { code, stderr } = await scan(['parts/*.ndjson', '--out', 'out-parts'])
    expect(code, stderr).toBe(0)
    expect(timeless(resultIn(join(cwd, 'out-parts')))).toEqual(expected)
  })
})

test('LiteLLM payloads, written after its own specification, are told by what is in them', async () => {
  // https://docs.litellm.ai/docs/proxy/logging_spec, as the generic_api callback sends them (an array).
  const payloads = Array.from({ length: 12 }, (_, index) => ({
    id: `chatcmpl-${index}`,
    trace_id: `trace-${index}`,
    call_type: 'acompletion',
    response_cost: 0.0001,
    response_cost_failure_debug_info: null,
    status: index === 11 ? 'failure' : 'success',
    total_tokens: 30,
    prompt_tokens: 20,
    completion_tokens: 10,
    startTime: 1775433600 + index,
    endTime: 1775433601.5 + index,
    completionStartTime: 1775433600.5 + index,
    response_time: 0.5,
    model_map_information: { model_map_key: 'm-large', model_map_value: null },
    model: 'm-large',
    model_id: 'deployment-1',
    model_group: 'm',
    api_base: 'https://models.example.org',
    metadata: {
      user_api_key_hash: `hash-${index % 4}`,
      user_api_key_alias: null,
      user_api_key_team_id: `team-${index % 2}`,
      user_api_key_user_id: `user-${index % 3}`,
      requester_ip_address: '203.0.113.9',
      spend_logs_metadata: null,
    },
    cache_hit: false,
    cache_key: null,
    saved_cache_cost: 0,
    request_tags: [],
    end_user: null,
    requester_ip_address: '203.0.113.9',
    messages: [
      { role: 'system', content: 'Answer briefly.' },
      { role: 'user', content: `What is ${index} times ${index}?` },
    ],
    response: { choices: [{ message: { role: 'assistant', content: String(index * index) } }] },
    error_str: index === 11 ? 'RateLimitError' : null,
    model_parameters: { temperature: 0.2, stream: false },
    hidden_params: { model_id: 'deployment-1', api_base: null, cache_key: null, response_cost: null },
  }))
  const file = write('litellm.json', JSON.stringify(payloads))
  const { code, stderr } = await scan([file, '--out', 'out-litellm'])
  expect(code, stderr).toBe(0)
  const { data_quality } = resultIn(join(cwd, 'out-litellm'))
  expect(data_quality).toMatchObject({ records: 12, unreadable: 0, accounts: 3 })
  for (const field of ['time', 'request_id', 'api_key_id', 'client_address', 'system_text', 'input_text']) {
    expect(data_quality.field_coverage[field], field).toBe(1)
  }

  // Judged by team: the same file into a folder of its own.
  const byTeam = await scan([
    file,
    '--out',
    'out-teams',
    '--map',
    'account=metadata.user_api_key_team_id',
    '--quiet',
  ])
  expect(byTeam).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(readFileSync(join(cwd, 'out-teams/accounts.csv'), 'utf8').split('\r\n').slice(1, 3)).toEqual([
    'team-0,,,,',
    'team-1,,,,',
  ])
})

test('--map finds fields that stand elsewhere, and several at once', async () => {
  const foreign = rows.map(({ time, account_id, input_text, ...rest }) => ({
    when: { at: time },
    who: account_id,
    said: input_text,
    ...rest,
  }))
  const file = write('foreign.ndjson', ndjson(foreign))
  const { code, stderr } = await scan([
    file,
    '--map',
    'time=when.at',
    'account_id=who',
    '--map',
    'input_text=said',
    '--out',
    'out-map',
  ])
  expect(code, stderr).toBe(0)
  const { data_quality } = resultIn(join(cwd, 'out-map'))
  expect(data_quality).toMatchObject({ records: 200, accounts: 20 })
  expect(data_quality.field_coverage).toMatchObject({ time: 1, account_id: 1, input_text: 1 })
})

test('every account is listed, and finding nothing is said without claiming that there is nothing', async () => {
  const file = write('quiet.ndjson', log)
  const { code, stdout, stderr } = await scan([file, '--out', 'out-quiet'])
  expect(code, stderr).toBe(0)
  expect(stdout).toContain('No campaign was found.')
  expect(stdout).toContain('not proof that there is none')
  const lines = readFileSync(join(cwd, 'out-quiet/accounts.csv'), 'utf8').trimEnd().split('\r\n')
  expect(lines[0]).toBe('account_id,campaign,verdict,role,links')
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(
    [...new Set(rows.map(({ account_id }) => String(account_id)))].sort(),
  )
  expect(readFileSync(join(cwd, 'out-quiet/report.html'), 'utf8')).toContain('No campaign')
})

test('--json prints the result and nothing else; --quiet prints nothing', async () => {
  const file = write('machine.ndjson', log)
  const printed = await scan([file, '--json', '--out', 'out-json'])
  expect(printed.stderr).toBe('')
  const result = ScanResult.strict().parse(JSON.parse(printed.stdout))
  expect(result).toEqual(resultIn(join(cwd, 'out-json')))
  expect(await scan([file, '--quiet', '--out', 'out-json'])).toEqual({ code: 0, stdout: '', stderr: '' })
})

test('logs without texts run, and say what is out of reach', async () => {
  const metadata = rows.map(({ input_text: _, ...row }) => row)
  const { code, stdout, stderr } = await scan([
    write('metadata.ndjson', ndjson(metadata)),
    '--out',
    'out-metadata',
  ])
  expect(code, stderr).toBe(0)
  const { data_quality } = resultIn(join(cwd, 'out-metadata'))
  expect(data_quality.warnings.join(' ')).toContain('No record has prompt text')
  expect(data_quality.signals_left_out.map(({ family }) => family)).toEqual(
    expect.arrayContaining(['content', 'elicitation']),
  )
  expect(stdout).toMatch(/No record has prompt text/)
  expect(stdout).toMatch(/nothing can be suspected or confirmed/i)
})

test('an accounts file whose ids do not meet those of the logs is pointed out', async () => {
  write('accounts.csv', 'account_id,plan,payment_fingerprint\nuser-1,pro,fp1\nuser-2,pro,fp2\nacct-3,free,\n')
  const { code, stdout } = await scan([
    write('join.ndjson', log),
    '--accounts',
    'accounts.csv',
    '--out',
    'out-join',
  ])
  expect(code).toBe(0)
  const { data_quality } = resultIn(join(cwd, 'out-join'))
  expect(data_quality.accounts_joined).toBe(1)
  expect(data_quality.warnings.join(' ')).toContain('Only 5 % of the accounts in the logs')
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('Only 5 % of the accounts in the logs')
})

test('broken rows are counted and kept, and their neighbours read', async () => {
  const broken = log.split('\n').toSpliced(3, 0, '{"time": "2026-04-06T00:00:00Z", "account_id": "acct-')
  const { code, stdout } = await scan([write('broken.ndjson', broken.join('\n')), '--out', 'out-broken'])
  expect(code).toBe(0)
  expect(resultIn(join(cwd, 'out-broken')).data_quality).toMatchObject({ records: 200, unreadable: 1 })
  expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(/1 unreadable/)
  const rejects = readFileSync(join(cwd, 'out-broken/data/rejects/broken.ndjson.ndjson'), 'utf8')
  expect(JSON.parse(rejects)).toMatchObject({ line: 4 })
})

test('hostile account ids reach every output as text', async () => {
  const hostile = [
    '=HYPERLINK("http://evil.example","x")',
    '</script><script>window.owned=1</script>',
    '\u001b[2J\u001b]0;owned\u0007',
    '"; DROP TABLE requests; --',
    "'; SELECT 1 FORMAT Null",
    '\u202eevil',
    '../../etc/passwd',
    'a,b\r\nc',
    '😀 名前',
  ]
  const named = rows.map((row, index) => ({ ...row, account_id: hostile[index % hostile.length] }))
  const { code, stdout, stderr } = await scan([
    write('hostile.ndjson', ndjson(named)),
    '--out',
    'out-hostile',
  ])
  expect(code, stderr).toBe(0)
  expect(resultIn(join(cwd, 'out-hostile')).data_quality.accounts).toBe(hostile.length)
  const csvText = readFileSync(join(cwd, 'out-hostile/accounts.csv'), 'utf8')
  expect(csvText).not.toMatch(/^=/m)
  for (const id of hostile) expect(csvText).toContain(id.replaceAll('"', '""'))
  for (const text of [stdout, stderr, readFileSync(join(cwd, 'out-hostile/report.html'), 'utf8')]) {
    expect(text).not.toContain('\u001b')
    expect(text).not.toContain('<script>window')
  }

  const data = ['--data', 'out-hostile/data']
  for (const id of hostile.slice(2, 5)) {
    const asked = await stillwatch(['explain', id, ...data], { cwd })
    expect(asked.code, asked.stderr).toBe(0)
    expect(asked.stdout).toContain('in no campaign')
    expect(asked.stdout + asked.stderr).not.toContain('\u001b')
  }
  const erased = await stillwatch(['forget', ...data, '--', hostile[3] ?? ''], { cwd })
  expect(erased.stdout).toMatch(/Erased the account and 2[23] requests/)
  await scan(['hostile.ndjson', '--out', 'out-hostile', '--quiet'])
  expect(resultIn(join(cwd, 'out-hostile')).data_quality.accounts).toBe(hostile.length - 1)
})
