import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createIdentityHash } from '../src/intake/index.ts'
import type { ScanResult } from '../src/record/index.ts'
import { openStore } from '../src/store/index.ts'
import { capped } from './support/capped.ts'
import { resultIn, scratchFolder, stillwatch } from './support/cli.ts'
import { everyday, ndjson, type Row } from './support/log.ts'

/** What callers write themselves they can forge. Here they do, to hide or to drag others in. */

const folder = scratchFolder()
afterAll(folder.remove)
const cwd = folder.path
const KEY = Buffer.alloc(32, 7)

async function scanned(out: string, files: string[], ...more: string[]): Promise<ScanResult> {
  // With one key for all, results differ by what was forged alone.
  mkdirSync(join(cwd, out, 'data'), { recursive: true, mode: 0o700 })
  writeFileSync(join(cwd, out, 'data/secret.key'), KEY, { mode: 0o600 })
  const { code, stderr } = await stillwatch(['scan', ...files, ...more, '--out', out, '--quiet'], { cwd })
  expect(code, stderr).toBe(0)
  return resultIn(join(cwd, out))
}

/** Whom a result accuses; a group on watch accuses nobody. */
function accusedIn({ campaigns }: ScanResult): Set<string> {
  return new Set(campaigns.flatMap(({ verdict, accounts }) => (verdict === 'watch' ? [] : accounts)))
}

async function rowsIn<T>(out: string, sql: string): Promise<T[]> {
  const store = await openStore({ dataDir: join(cwd, out, 'data'), clickhouseUrl: '' })
  try {
    return await store.query<T>(sql, {}, { numbers: true })
  } finally {
    await store.close()
  }
}

const write = (name: string, rows: readonly object[]): string => {
  writeFileSync(join(cwd, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  return name
}

describe('against a fortnight with pools in it', () => {
  const CONTEXT = ['accounts', 'networks', 'releases', 'known'].flatMap((name) => [
    `--${name}`,
    `traffic/${name}.csv`,
  ])
  let honest: ScanResult
  let rows: Row[]
  let pool: Set<string>
  /** What is said of whom, without when and by which name. */
  const said = ({ campaigns }: ScanResult) =>
    campaigns
      .map(({ verdict, accounts, members, requests, tokens, coordination_q, intent_rank, evidence }) => ({
        ...{ verdict, accounts, members, requests, tokens, coordination_q, intent_rank },
        evidence: evidence.map(({ observation }) => observation),
      }))
      .sort((a, b) => ((a.accounts[0] ?? '') < (b.accounts[0] ?? '') ? -1 : 1))

  beforeAll(async () => {
    const { code, stderr } = await stillwatch(
      ['simulate', '--scenario', 'plain', '--seed', '1', '--scale', '0.6', '--out', 'traffic'],
      { cwd },
    )
    expect(code, stderr).toBe(0)
    capped(join(cwd, 'traffic/requests.ndjson'), join(cwd, 'honest.ndjson'), 60)
    rows = readFileSync(join(cwd, 'honest.ndjson'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    honest = await scanned('honest', ['honest.ndjson'], ...CONTEXT)
    pool = accusedIn(honest)
    expect(pool.size).toBeGreaterThan(10)
  }, 240_000)

  test('forged request ids, trace ids, conversations and end users hide nobody and tie nobody to the pool', async () => {
    const innocent = rows.find(({ account_id }) => !pool.has(String(account_id)))
    let stolen: Row | undefined
    const forged = rows.map((row) => {
      const theirs = pool.has(String(row.account_id))
      if (!theirs) stolen = row
      // The pool sends ids that others have used; and everybody is made to look like its end users and talks.
      const ids = theirs
        ? { request_id: stolen?.request_id, end_user_id: innocent?.account_id }
        : { end_user_id: 'one-and-the-same' }
      return { ...row, trace_id: 'a'.repeat(32), conversation_id: 'one-talk', ...ids }
    })
    const result = await scanned('forged', [write('forged.ndjson', forged)], ...CONTEXT)
    expect(result.data_quality.records).toBe(honest.data_quality.records)
    expect(result.data_quality.duplicates).toBe(0)
    expect(said(result)).toEqual(said(honest))
  })

  test('placeholders in place of innocent texts make nobody a member of anything', async () => {
    const masked = rows.map((row, index) =>
      pool.has(String(row.account_id)) || index % 3 > 0
        ? row
        : { ...row, system_text: '[REDACTED]', input_text: 'redacted-by-litellm' },
    )
    const result = await scanned('masked', [write('masked.ndjson', masked)], ...CONTEXT)
    const accused = accusedIn(result)
    expect([...accused].filter((account) => !pool.has(account))).toEqual([])
    expect(accused.size).toBeGreaterThan(0)
  })

  test('a pool that writes placeholders around its instruction is found all the same', async () => {
    const wrapped = rows.map((row) =>
      pool.has(String(row.account_id)) && typeof row.input_text === 'string'
        ? { ...row, input_text: `[REDACTED]\n${row.input_text}\n***` }
        : row,
    )
    const result = await scanned('wrapped', [write('wrapped.ndjson', wrapped)], ...CONTEXT)
    const accused = accusedIn(result)
    const found = [...pool].filter((account) => accused.has(account))
    expect(found.length).toBeGreaterThanOrEqual(0.9 * pool.size)
  })
})

test('placeholders, digests and stars leave no fingerprint, whatever shape they come in', async () => {
  const messages = (content: string) => [
    { role: 'system', content },
    { role: 'user', content: [{ type: 'text', text: content }] },
  ]
  const rows = everyday(60).map((row, index) => {
    const { input_text: _, ...rest } = row
    const text = [
      '[REDACTED]',
      'redacted-by-litellm',
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '********',
    ][index % 4]
    return index % 2
      ? { ...rest, input_text: text, system_text: text }
      : { ...rest, messages: messages(text ?? '') }
  })
  await scanned('blank', [write('blank.ndjson', rows)])
  expect(
    await rowsIn(
      'blank',
      'SELECT sum(has_text) AS texts, sum(length(template) + length(segments)) AS tokens, sum(body) AS bodies FROM requests',
    ),
  ).toEqual([{ texts: 0, tokens: 0, bodies: 0 }])
})

test('one caller’s ids suppress nobody’s record, not even where all else is the same', async () => {
  const [row = {}] = everyday(1)
  const rows = [
    { ...row, account_id: 'victim' },
    { ...row, account_id: 'attacker' },
    { ...row, account_id: 'victim', output_tokens: 51 },
    { ...row, account_id: 'attacker', trace_id: 'b'.repeat(32) },
    { ...row, account_id: 'attacker', end_user_id: 'victim' },
    // The same row again is the one thing that counts once.
    { ...row, account_id: 'victim' },
  ]
  const { data_quality } = await scanned('ids', [write('ids.ndjson', rows)])
  expect(data_quality.duplicates).toBe(1)
  expect(data_quality.warnings.join('\n')).toMatch(/request id/i)
  expect(
    await rowsIn(
      'ids',
      'SELECT account_id, count() AS requests FROM requests FINAL GROUP BY account_id ORDER BY account_id',
    ),
  ).toEqual([
    { account_id: 'attacker', requests: 3 },
    { account_id: 'victim', requests: 2 },
  ])
})

test('an id that another caller copied does not take an address or a text from its owner when logs are joined', async () => {
  const invocation = (role: string, text: string) => ({
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: '2026-05-01T12:00:00Z',
    accountId: '111122223333',
    identity: { arn: `arn:aws:sts::111122223333:assumed-role/${role}/s` },
    requestId: 'copied',
    operation: 'Converse',
    modelId: 'm',
    input: { inputBodyJson: { messages: [{ role: 'user', content: [{ text }] }] }, inputTokenCount: 12 },
    output: { outputTokenCount: 4 },
  })
  const event = (role: string, address: string) => ({
    eventVersion: '1.09',
    userIdentity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::111122223333:assumed-role/${role}/s`,
      accountId: '111122223333',
    },
    eventTime: '2026-05-01T12:00:00Z',
    eventSource: 'bedrock.amazonaws.com',
    eventName: 'Converse',
    sourceIPAddress: address,
    userAgent: 'Boto3',
    requestParameters: { modelId: 'm' },
    requestID: 'copied',
  })
  write('calls.json', [
    invocation('victim', 'Why is the sky blue?'),
    invocation('attacker', 'Why is the sea wet?'),
  ])
  write('trail.json', [{ Records: [event('attacker', '203.0.113.66'), event('victim', '203.0.113.7')] }])
  const { data_quality } = await scanned('joined', ['calls.json', 'trail.json'])
  expect(data_quality.records).toBe(2)
  const stored = await rowsIn<{ account_id: string; address: number }>(
    'joined',
    'SELECT account_id, address FROM requests FINAL ORDER BY account_id',
  )
  expect(stored.map(({ account_id }) => account_id.split('/')[1])).toEqual(['attacker', 'victim'])
  const hash = createIdentityHash(KEY)
  const own = [hash('address', '203.0.113.66'), hash('address', '203.0.113.7')]
  // Where it cannot be told whose address it is, it is nobody's.
  stored.forEach(({ address }, index) => {
    expect([own[index], 0]).toContain(address)
  })
})

describe('an end user’s name never becomes the account', () => {
  const BODY = {
    model: 'm',
    messages: [{ role: 'user', content: 'Why is the sky blue?' }],
    user: 'somebody-else',
  }
  const NAMELESS: Record<string, object> = {
    litellm: {
      id: 'r',
      call_type: 'acompletion',
      startTime: 1_777_636_800,
      endTime: 1_777_636_801,
      model: 'm',
      end_user: 'somebody-else',
      metadata: { user_api_key_end_user_id: 'somebody-else' },
      messages: BODY.messages,
      model_parameters: { user: 'somebody-else' },
      response: {},
      status: 'success',
    },
    pairs: {
      timestamp: '2026-05-01T12:00:00Z',
      request: BODY,
      response: { model: 'm', choices: [] },
      status: 200,
    },
    'envoy-ai': {
      start_time: '2026-05-01T12:00:00Z',
      genai_model_name: 'm',
      genai_tokens_input: 12,
      'x-user-id': 'somebody-else',
      response_code: 200,
    },
    native: { time: '2026-05-01T12:00:00Z', end_user_id: 'somebody-else', input_text: 'Why?' },
  }

  test.each(Object.entries(NAMELESS))('%s', async (name, row) => {
    const file = write(`${name}.ndjson`, [row])
    const { code, stdout, stderr } = await stillwatch(['scan', file, '--out', `nameless-${name}`], { cwd })
    expect(code, stdout).toBe(3)
    expect(stderr).toMatch(/account/)
    expect(stderr + stdout).not.toMatch(/^\s+at /m)
  })
})

test('a caller’s end users and talks tie no accounts', async () => {
  const rows = everyday(200).map((row) => ({
    ...row,
    end_user_id: 'shared',
    conversation_id: 'shared',
    trace_id: 'c'.repeat(32),
  }))
  writeFileSync(join(cwd, 'talks.ndjson'), ndjson(rows))
  const { campaigns } = await scanned('talks', ['talks.ndjson'])
  expect(campaigns).toEqual([])
})

test('one request that is dated ahead does not end the wait of the instructions of all', async () => {
  const HOUR = 3_600_000
  const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString()
  const system_text =
    'You keep the books of the harbour, and say so in every answer, whatever is asked of you.'
  const rows = everyday(200).map((row) => ({
    ...row,
    time: at(-24 * 6.5),
    account_id: 'acct-1',
    system_text,
  }))
  const kept = async (out: string) =>
    rowsIn(out, 'SELECT count() AS rows FROM requests FINAL WHERE length(template) > 0')
  await scanned('usual', [write('usual.ndjson', rows)])
  const ahead = { ...rows[0], time: at(20), account_id: 'acct-2', input_text: 'Is it tomorrow?' }
  await scanned('ahead', [write('ahead.ndjson', [...rows, ahead])])
  expect(await kept('usual')).toEqual([{ rows: 200 }])
  expect(await kept('ahead')).toEqual([{ rows: 201 }])
})

test('nor does one that is dated after an archive by months, and the result does not reach to it', async () => {
  const DAY = 86_400_000
  const from = Date.UTC(2026, 0, 5)
  const at = (days: number) => new Date(from + days * DAY).toISOString()
  const system_text =
    'You keep the books of the harbour, and say so in every answer, whatever is asked of you.'
  const rows = everyday(1_200).map((row, index) => ({
    ...row,
    time: at((index % 100) / 20),
    account_id: 'acct-1',
    system_text,
  }))
  const ahead = { ...rows[0], time: at(150), account_id: 'acct-2', input_text: 'Is it June?' }
  const { window } = await scanned('archive', [write('archive.ndjson', [...rows, ahead])])
  expect(window).toEqual({ from: at(0), to: at(99 / 20) })
  const pending = 'SELECT count() AS rows FROM requests FINAL WHERE length(template) > 0'
  expect(await rowsIn('archive', pending)).toEqual([{ rows: 1_201 }])
})
