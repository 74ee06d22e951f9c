import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore, type Store, writeBasis } from '../store/index.ts'
import { createIdentityHash } from './identity.ts'
import { type IntakeOptions, ingest } from './ingest.ts'

let folder: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
  store = await openStore({ dataDir: join(folder, 'data'), clickhouseUrl: '' })
})

afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const START = Date.UTC(2026, 4, 1)
const at = (index: number) => new Date(START + index * 1000).toISOString()
const role = (index: number) => `arn:aws:sts::111122223333:assumed-role/tenant-${index % 5}`

function invocation(index: number) {
  return {
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: at(index),
    accountId: '111122223333',
    identity: { arn: `${role(index)}/session-${index}` },
    region: 'us-east-1',
    requestId: `request-${index}`,
    operation: 'Converse',
    modelId: 'anthropic.claude-3-haiku-20240307-v1:0',
    input: {
      inputContentType: 'application/json',
      inputBodyJson: {
        messages: [
          { role: 'user', content: [{ text: `Why is the sky blue over the sea at noon? Case ${index}` }] },
        ],
      },
      inputTokenCount: 20,
    },
    output: {
      outputContentType: 'application/json',
      outputBodyJson: { output: { message: { role: 'assistant', content: [{ text: 'Scattering.' }] } } },
      outputTokenCount: 3,
    },
  }
}

function event(index: number, more: Record<string, unknown> = {}) {
  return {
    eventVersion: '1.09',
    userIdentity: { type: 'AssumedRole', arn: `${role(index)}/session-${index}`, accountId: '111122223333' },
    eventTime: at(index),
    eventSource: 'bedrock.amazonaws.com',
    eventName: 'Converse',
    awsRegion: 'us-east-1',
    sourceIPAddress: `198.51.100.${index % 250}`,
    userAgent: 'Boto3/1.34.0',
    requestParameters: { modelId: 'anthropic.claude-3-haiku-20240307-v1:0' },
    requestID: `request-${index}`,
    eventID: `event-${index}`,
    eventType: 'AwsApiCall',
    ...more,
  }
}

const COUNT = 600
const numbers = Array.from({ length: COUNT }, (_, index) => index)
/** Every tenth call was not logged, every twelfth has no event yet. */
const INVOCATIONS = numbers.filter((index) => index % 10 !== 9).map(invocation)
const EVENTS = numbers.filter((index) => index % 12 !== 11).map((index) => event(index))

function writeLines(name: string, rows: readonly unknown[]): string {
  const path = join(folder, name)
  writeFileSync(path, gzipSync(rows.map((row) => `${JSON.stringify(row)}\n`).join('')))
  return path
}

/** As CloudTrail delivers it: one object, one line. */
function writeTrail(name: string, rows: readonly unknown[]): string {
  const path = join(folder, name)
  writeFileSync(path, gzipSync(JSON.stringify({ Records: rows })))
  return path
}

const read = (files: string[], more: Partial<IntakeOptions> = {}) =>
  ingest({ store, files, textMode: 'none', threads: 2, ...more })

const stored = () =>
  store.query<Record<string, unknown>>(
    'SELECT * FROM requests FINAL ORDER BY account_id, time, record_key',
    {},
    { numbers: true },
  )

const joinable = numbers.filter((index) => index % 10 !== 9 && index % 12 !== 11).length

test('invocations find their events over files and blocks, in whatever order, however little memory holds', async () => {
  const logs = [
    writeLines('log-1.json.gz', INVOCATIONS.slice(0, 300)),
    writeLines('log-2.json.gz', INVOCATIONS.slice(300)),
  ]
  const trails = [
    writeTrail('trail-1.json.gz', EVENTS.filter((_, index) => index % 2 === 0).toReversed()),
    writeTrail(
      'trail-2.json.gz',
      EVENTS.filter((_, index) => index % 2 === 1),
    ),
  ]
  const summary = await read([...logs, ...trails])
  expect(summary).toMatchObject({ records: INVOCATIONS.length, duplicates: 0, unreadable: 0 })
  expect(summary.joins).toEqual([
    {
      title: 'Bedrock invocations with CloudTrail events',
      joined: joinable,
      missing: expect.arrayContaining([
        expect.objectContaining({ kind: 'CloudTrail event', requests: INVOCATIONS.length - joinable }),
        expect.objectContaining({ kind: 'invocation log entry', requests: EVENTS.length - joinable }),
      ]),
      crowded: 0,
      absent: [],
    },
  ])
  expect(summary.passedOver).toBe(EVENTS.length - joinable)
  expect(summary.fieldCounts.client_address).toBe(joinable)
  expect(summary.files.map(({ format, tally }) => [format, tally.records])).toEqual([
    ['lines bedrock gzip', 300],
    ['lines bedrock gzip', INVOCATIONS.length - 300],
    ['json-array cloudtrail gzip', 0],
    ['json-array cloudtrail gzip', 0],
  ])
  const first = await stored()
  const identity = createIdentityHash(store.folder.secret)
  expect(first[0]).toMatchObject({
    account_id: role(0),
    address: identity('address', '198.51.100.0'),
    prefix: identity('prefix', '198.51.100.0/24'),
    client: identity('client', '\nBoto3/1.34.0'),
    route: 'bedrock',
    input_tokens: 20,
    output_tokens: 3,
    has_text: 1,
  })

  await store.command('TRUNCATE TABLE requests')
  const again = await read([...trails, ...logs.toReversed()], { force: true, joinBytes: 100_000 })
  expect(again).toMatchObject({ records: summary.records, passedOver: summary.passedOver })
  expect(again.joins[0]).toMatchObject({ joined: joinable, missing: [{}, {}] })
  expect(await stored()).toEqual(first)
  expect(existsSync(store.folder.parts)).toBe(false)
})

test('reading the other half later completes a record, it does not double it', async () => {
  const log = writeLines('log.json.gz', INVOCATIONS)
  const alone = await read([log])
  expect(alone.records).toBe(INVOCATIONS.length)
  expect(alone.joins).toMatchObject([{ joined: 0, absent: [{ kind: 'CloudTrail event' }] }])
  expect(alone.joins[0]?.absent[0]?.brings).toContain('client_address')
  const trail = writeTrail('trail.json.gz', EVENTS)
  // The log was read before, and is read again since the new file holds the other half alone.
  expect((await read([log, trail])).files).toMatchObject([{ alreadyRead: false }, { alreadyRead: false }])
  expect((await read([log, trail])).files).toMatchObject([{ alreadyRead: true }, { alreadyRead: true }])
  const rows = await stored()
  expect(rows).toHaveLength(INVOCATIONS.length)
  expect(rows.filter(({ address }) => address !== 0)).toHaveLength(joinable)
})

test('a log that is read again without its other half takes nothing from what was joined', async () => {
  const trail = writeTrail('trail.json.gz', EVENTS)
  await read([writeLines('log-1.json.gz', INVOCATIONS.slice(0, 300)), trail])
  const joined = (await stored()).filter(({ has_text }) => has_text === 1)
  expect(joined.filter(({ address }) => address !== 0).length).toBeGreaterThan(250)
  const both = writeLines('log-1-and-2.json.gz', INVOCATIONS)
  expect(await read([both])).toMatchObject({ records: INVOCATIONS.length, duplicates: 300 })
  const rows = (await stored()).filter(({ has_text }) => has_text === 1)
  expect(rows).toHaveLength(INVOCATIONS.length)
  expect(rows).toEqual(expect.arrayContaining(joined))
})

test('nor from one whose text has no word in it', async () => {
  const wordless = numbers.slice(0, 20).map((index) => {
    const row = invocation(index)
    row.input.inputBodyJson.messages = [{ role: 'user', content: [{ text: '?' }] }]
    return row
  })
  await read([
    writeLines('log.json.gz', wordless.slice(0, 19)),
    writeTrail('trail.json.gz', EVENTS.slice(0, 11)),
  ])
  const addresses = async () => (await stored()).filter(({ address }) => address !== 0).length
  expect(await addresses()).toBe(11)
  await read([writeLines('log-that-grew.json.gz', wordless)])
  expect(await stored()).toHaveLength(20)
  expect(await addresses()).toBe(11)
})

test.each([
  ['events first', ['trail', 'log']],
  ['events last', ['log', 'trail']],
] as const)('halves that are never given together are one request all the same: %s', async (_, order) => {
  const files = { log: writeLines('log.json.gz', INVOCATIONS), trail: writeTrail('trail.json.gz', EVENTS) }
  await read([files.log, files.trail])
  const together = (await stored()).map(({ template_pending: __, ...row }) => row)
  await store.command('TRUNCATE TABLE requests')
  for (const name of order) await read([files[name]], { force: true })
  const rows = (await stored()).map(({ template_pending: __, ...row }) => row)
  // An event whose invocation is in no log is nothing beside one, and a request without.
  const alone = rows.filter(({ has_text }) => has_text === 0)
  expect(alone).toHaveLength(EVENTS.length - joinable)
  expect(rows.filter(({ has_text }) => has_text === 1)).toEqual(together)
})

test('what stood in is no arrival any more, and the request that it completes is one', async () => {
  await writeBasis(store, 1, [{ campaignId: 'c1', revision: 1, keys: {}, figures: '{}' }])
  await read([writeLines('log.json.gz', INVOCATIONS.slice(0, 3))])
  await store.command('TRUNCATE TABLE arrivals')
  await read([writeTrail('trail.json.gz', [event(1)])])
  const [{ record_key: key } = {}] = (await stored()).filter(({ address }) => address !== 0)
  const arrived = await store.query('SELECT record_key FROM arrivals FINAL', {}, { numbers: true })
  expect(arrived).toEqual([{ record_key: key }])
})

test('a request id that another account copies takes away no event of the first', async () => {
  await read([writeTrail('trail.json.gz', [event(1)])])
  const copied = { ...invocation(1), identity: { arn: `${role(2)}/session-2` } }
  await read([writeLines('log.json.gz', [copied])])
  const rows = await stored()
  expect(rows.map(({ account_id: id, address }) => [id, address === 0])).toEqual([
    [role(1), false],
    [role(2), true],
  ])
})

test('events alone are requests where no invocations are given; refused ones always', async () => {
  const refused = event(1000, { errorCode: 'ThrottlingException' })
  const others = [
    event(1001, { eventSource: 's3.amazonaws.com', eventName: 'GetObject' }),
    event(1002, { eventName: 'ListFoundationModels' }),
  ]
  const trail = writeTrail('trail.json.gz', [...others, ...EVENTS.slice(0, 10), refused])
  expect(await read([trail])).toMatchObject({ records: 11, passedOver: 2 })
  await store.command('TRUNCATE TABLE requests')
  const log = writeLines('log.json.gz', INVOCATIONS.slice(0, 5))
  expect(await read([log, trail], { force: true })).toMatchObject({ records: 6, passedOver: 7 })
  const [limited] = await store.query(
    'SELECT status FROM requests WHERE status != 200',
    {},
    { numbers: true },
  )
  expect(limited).toEqual({ status: 429 })
})

test('a file with parts is noted once they are stored, with what came of them', async () => {
  const log = writeLines('log.json.gz', [...INVOCATIONS, { ...invocation(5000), timestamp: 'never' }])
  const trail = writeTrail('trail.json.gz', EVENTS)
  const summary = await read([log, trail])
  const [first] = summary.files
  expect(first?.tally).toMatchObject({ records: INVOCATIONS.length, unreadable: 1 })
  expect(first?.examples).toEqual([{ line: INVOCATIONS.length + 1, reason: 'unusable time' }])
  expect(JSON.parse(readFileSync(first?.rejects ?? '', 'utf8'))).toEqual(first?.examples[0])
  const again = await read([log, trail])
  expect(again.files.map(({ alreadyRead, tally }) => [alreadyRead, tally.records])).toEqual([
    [true, INVOCATIONS.length],
    [true, 0],
  ])
})

const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0')
/** The span that a caller names as the one above all its requests, in the trace that it names: that of its first. */
const FORGED = { trace: 'f'.repeat(32), parent: hex(1, 16) }
const nanoseconds = (index: number, milliseconds: number) => `${START + index * 1000 + milliseconds}000000`

function spanBatch(service: string, spans: readonly unknown[]) {
  const name = { key: 'service.name', value: { stringValue: service } }
  return { resourceSpans: [{ resource: { attributes: [name] }, scopeSpans: [{ spans }] }] }
}

const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } })

const serverSpan = (index: number) => ({
  traceId: FORGED.trace,
  spanId: hex(index + 1, 16),
  parentSpanId: FORGED.parent,
  kind: 2,
  startTimeUnixNano: nanoseconds(index, 0),
  endTimeUnixNano: nanoseconds(index, 900),
  attributes: [attribute('enduser.id', `tenant-${index % 5}`), attribute('client.address', '203.0.113.7')],
})

const callSpan = (index: number) => ({
  traceId: FORGED.trace,
  spanId: hex(1_000_000 + index, 16),
  parentSpanId: hex(index + 1, 16),
  kind: 3,
  startTimeUnixNano: nanoseconds(index, 100),
  endTimeUnixNano: nanoseconds(index, 800),
  attributes: [
    attribute('gen_ai.operation.name', 'chat'),
    attribute('gen_ai.request.model', 'm'),
    attribute('gen_ai.prompt', `Why is the sky blue over the sea at noon? Case ${index}`),
  ],
})

test('requests that all come with one trace id find their servers, however many they are', async () => {
  const many = Array.from({ length: 2_500 }, (_, index) => index)
  const servers = writeLines(
    'servers.json.gz',
    many.map((index) => spanBatch('edge', [serverSpan(index)])),
  )
  // In another order, and some of them in one batch.
  const calls = writeLines('calls.json.gz', [
    ...many.slice(100).map((index) => spanBatch('inference', [callSpan(((index * 7) % 2_400) + 100)])),
    spanBatch('inference', many.slice(0, 100).map(callSpan)),
  ])
  const summary = await read([servers, calls])
  expect(summary).toMatchObject({ records: 2_500, unreadable: 0 })
  expect(summary.joins).toMatchObject([{ joined: 2_500, missing: [], crowded: 1 }])
  const accounts = await store.query(
    'SELECT account_id, count() AS n FROM requests FINAL GROUP BY account_id ORDER BY account_id',
    {},
    { numbers: true },
  )
  expect(accounts).toEqual([0, 1, 2, 3, 4].map((index) => ({ account_id: `tenant-${index}`, n: 500 })))
})

test('a Langfuse trace of any length gives its user to all its observations', async () => {
  const observations = Array.from({ length: 2_500 }, (_, index) => ({
    id: `obs-${index}`,
    trace_id: 'trace-1',
    type: 'GENERATION',
    start_time: at(index),
    provided_model_name: 'm',
    input: `Why is the sky blue over the sea at noon? Case ${index}`,
  }))
  const trace = {
    id: 'trace-1',
    timestamp: at(0),
    user_id: 'tenant-7',
    session_id: 's',
    public: false,
    bookmarked: false,
  }
  const files = [writeLines('observations.json.gz', observations), writeLines('traces.json.gz', [trace])]
  const summary = await read(files)
  expect(summary).toMatchObject({ records: 2_500, unreadable: 0, accounts: 1, copiedParts: 0 })
  expect(summary.joins).toMatchObject([{ crowded: 1 }])
})
