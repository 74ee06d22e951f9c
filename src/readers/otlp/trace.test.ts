import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RequestRecord } from '../../record/index.ts'
import { otlp } from '../dialects/otlp.ts'
import { rowKey } from '../framings/row-key.ts'
import { Joiner } from '../join/joiner.ts'
import type { PlacedPart } from '../join/part.ts'
import { batch, spanId, type TestSpan } from '../testing/otlp.ts'
import type { FieldMap } from '../types.ts'
import { otlpTraces } from './trace.ts'

interface Batch {
  readonly spans: readonly TestSpan[]
  readonly service?: string
}

interface Outcome {
  readonly records: readonly RequestRecord[]
  readonly reasons: readonly string[]
}

/** Batches of spans as intake reads them: each for itself, and what waits through a joiner. */
function read(batches: readonly Batch[], map?: FieldMap): Outcome {
  const records: RequestRecord[] = []
  const reasons: string[] = []
  const options = map ? { map } : {}
  const present = new Set(['call', 'span'])
  const take = (conversion: object) => {
    if ('record' in conversion) records.push(conversion.record as RequestRecord)
    else if ('reason' in conversion) reasons.push(String(conversion.reason))
  }
  const joiner = new Joiner({
    families: [otlpTraces],
    present,
    release: (parts) => {
      for (const { conversion } of otlpTraces.merge(parts, { ...options, present })) take(conversion)
    },
  })
  for (const [line, { spans, service }] of batches.entries()) {
    const result = otlp.toRequest(batch(spans, service), options)
    if (!('several' in result)) throw new Error('not several')
    for (const [index, one] of result.several.entries()) {
      const placed = { key: rowKey(result.contents?.[index] ?? ''), line, file: 0 }
      if ('part' in one) joiner.add({ ...one.part, ...placed } satisfies PlacedPart)
      else take(one)
    }
  }
  joiner.finish()
  return { records, reasons }
}

const who = ({ records }: Outcome) =>
  records
    .map(({ request_id, account_id, client_address }) => [request_id, account_id, client_address])
    .sort(([a], [b]) => String(a).localeCompare(String(b)))

function server(id: string, account: string, address: string, more: Partial<TestSpan> = {}): TestSpan {
  const attributes = { 'enduser.id': account, 'client.address': address }
  return { id, kind: 2, remote: false, attributes, ...more }
}

const chat = (id: string) => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.response.id': id,
  'gen_ai.prompt': `Question of ${id}`,
})

function call(id: string, parent: string, more: Partial<TestSpan> = {}): TestSpan {
  return { id, parent, attributes: chat(id), ...more }
}

test('a call finds its server through the spans between, in one batch or in many, in any order', () => {
  const spans = [
    server('server', 'acct-1', '203.0.113.7'),
    { id: 'handler', parent: 'server', kind: 1 },
    call('call', 'handler'),
  ]
  const expected = [['call', 'acct-1', '203.0.113.7']]
  expect(who(read([{ spans }]))).toEqual(expected)
  fc.assert(
    fc.property(fc.shuffledSubarray(spans, { minLength: 3 }), (shuffled) => {
      expect(who(read(shuffled.map((span) => ({ spans: [span] }))))).toEqual(expected)
    }),
  )
})

test('a gateway’s server span tells who called an inference server behind it', () => {
  const gateway = [
    server('edge', 'acct-1', '203.0.113.7', { remote: true, parent: 'caller', to: 9 }),
    { id: 'upstream', parent: 'edge', kind: 3, from: 1, to: 8 },
  ]
  const inference = [
    {
      id: 'inner',
      parent: 'upstream',
      kind: 2,
      remote: true,
      from: 2,
      attributes: { 'client.address': '10.0.0.4' },
    },
    call('call', 'inner', { from: 3 }),
  ]
  const batches = [
    { spans: inference, service: 'inference' },
    { spans: gateway, service: 'gateway' },
  ]
  expect(who(read(batches))).toEqual([['call', 'acct-1', '203.0.113.7']])
  expect(who(read(batches.toReversed()))).toEqual([['call', 'acct-1', '203.0.113.7']])
})

test('callers who share a trace id on purpose stay themselves', () => {
  const victim = [
    server('server-v', 'victim', '203.0.113.7', { remote: true, parent: 'x' }),
    call('call-v', 'server-v'),
  ]
  const forger = [
    server('server-f', 'forger', '198.51.100.9', { remote: true, parent: 'x' }),
    call('call-f', 'server-f'),
  ]
  const expected = [
    ['call-f', 'forger', '198.51.100.9'],
    ['call-v', 'victim', '203.0.113.7'],
  ]
  const spans = [...victim, ...forger]
  expect(who(read([{ spans }]))).toEqual(expected)
  fc.assert(
    fc.property(fc.shuffledSubarray(spans, { minLength: 4 }), (shuffled) => {
      expect(who(read(shuffled.map((span) => ({ spans: [span] }))))).toEqual(expected)
    }),
  )
})

test('a caller who names somebody else’s span as the parent borrows nothing of it', () => {
  const victim = server('server-v', 'victim', '203.0.113.7', { to: 1 })
  const known = server('server-f', 'forger', '198.51.100.9', { remote: true, parent: 'server-v' })
  expect(who(read([{ spans: [victim, known, call('call-f', 'server-f')] }]))).toEqual([
    ['call-f', 'forger', '198.51.100.9'],
  ])
  // A server that knows nothing of its client, named a parent that had long ended.
  const blank = { id: 'server-f', kind: 2, remote: true, parent: 'server-v', from: 600, to: 601 }
  const { records, reasons } = read([{ spans: [victim, blank, call('call-f', 'server-f', { from: 600 })] }])
  expect(records).toEqual([])
  expect(reasons).toEqual(['no account_id'])
})

test('a trace id alone joins nothing', () => {
  const spans = [server('server', 'victim', '203.0.113.7'), call('call', 'lost')]
  expect(read([{ spans }])).toEqual({ records: [], reasons: ['no account_id'] })
})

test('a forged call around somebody’s call does not hide it', () => {
  const inner = call('inner', 'outer', { remote: true })
  const outer = call('outer', 'server', { to: 5 })
  const spans = [server('server', 'acct-1', '203.0.113.7', { to: 5 }), outer, inner]
  expect(who(read([{ spans }])).map(([id]) => id)).toEqual(['inner', 'outer'])
  // Within a process the outer one is an SDK's span around its client library's.
  const local = [...spans.slice(0, 2), { ...inner, remote: false }]
  expect(who(read([{ spans: local }])).map(([id]) => id)).toEqual(['inner'])
})

test('spans that share an id but differ are nobody’s parent', () => {
  const spans = [
    server('server', 'acct-1', '203.0.113.7'),
    server('server', 'acct-2', '198.51.100.9'),
    call('call', 'server'),
  ]
  expect(read([{ spans }])).toEqual({ records: [], reasons: ['no account_id'] })
})

test('circles end', () => {
  const spans = [call('a', 'b'), { id: 'b', parent: 'a', kind: 1 }]
  expect(read([{ spans }]).reasons).toEqual(['no account_id'])
})

test('what a server says comes before what the application said', () => {
  const named = call('call', 'server', {
    attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.response.id': 'call', 'user.id': 'somebody' },
  })
  const spans = [server('server', 'acct-1', '203.0.113.7'), named]
  const { records } = read([{ spans }])
  expect(records[0]).toMatchObject({ account_id: 'acct-1', end_user_id: 'somebody' })
  // In a batch of its own the call waits for its server instead of settling for less.
  expect(who(read(spans.toReversed().map((span) => ({ spans: [span] }))))).toEqual([
    ['call', 'acct-1', '203.0.113.7'],
  ])
  expect(read([{ spans: [named] }]).records[0]).toMatchObject({ account_id: 'somebody' })
})

test('a mapped account is taken from the server span, across batches', () => {
  const tenant = server('server', 'acct-1', '203.0.113.7')
  const mapped = { ...tenant, attributes: { ...tenant.attributes, 'app.tenant': 'tenant-3' } }
  const batches = [{ spans: [call('call', 'server')] }, { spans: [mapped] }]
  expect(who(read(batches, { account_id: 'app.tenant' }))).toEqual([['call', 'tenant-3', '203.0.113.7']])
})

test('spans without a trace stand alone', () => {
  const attributes = { 'gen_ai.operation.name': 'chat', 'user.id': 'acct-1' }
  const row = batch([{ id: 'call', attributes }])
  const text = JSON.stringify(row).replace(/"traceId":"\w+"/, '"traceId":""')
  const result = otlp.toRequest(JSON.parse(text), {})
  expect(result).toMatchObject({
    several: [{ record: { account_id: 'acct-1', request_id: spanId('call') } }],
  })
})

test('a batch that an exporter sent twice is no contradiction', () => {
  const spans = [server('server', 'acct-1', '203.0.113.7'), { id: 'handler', parent: 'server', kind: 1 }]
  const batches = [
    { spans },
    { spans: [...spans, { id: 'more', kind: 1 }] },
    { spans: [call('call', 'handler')] },
  ]
  expect(who(read(batches))).toEqual([['call', 'acct-1', '203.0.113.7']])
})

/** Objects that fail when they are made into text. */
const HOSTILE = { toString: null, valueOf: null }
const CRAFTED = {
  resourceSpans: [
    {
      resource: { attributes: { 'service.name': HOSTILE } },
      scopeSpans: [
        {
          spans: [
            {
              ...{ flags: HOSTILE, kind: HOSTILE, status: HOSTILE },
              attributes: {
                'gen_ai.operation.name': 'chat',
                'gen_ai.input.messages': [{ role: 'user', parts: [{ type: HOSTILE, content: HOSTILE }] }],
                'gen_ai.output.messages': [[HOSTILE], 1],
                'enduser.id': { intValue: HOSTILE },
              },
            },
          ],
        },
      ],
    },
  ],
}

test('whatever stands in a batch, it is read or refused, never thrown at', () => {
  const id = fc.constantFrom('', 'a1'.repeat(16), 'b2'.repeat(8), 'c3'.repeat(8), 'not an id')
  const key = fc.constantFrom(
    ...['gen_ai.operation.name', 'gen_ai.input.messages', 'gen_ai.prompt', 'gen_ai.prompt.0.content'],
    ...['llm.input_messages.1.message.contents.0.message_content.text', 'llm.tools.0.tool.json_schema'],
    ...['ai.operationId', 'ai.prompt.messages', 'enduser.id', 'client.address', 'llm.invocation_parameters'],
  )
  const json = fc.jsonValue({ maxDepth: 3 })
  const value = fc.oneof(
    json,
    json.map((inner) => ({ stringValue: JSON.stringify(inner) })),
    json.map((inner) => ({ arrayValue: { values: [inner, { kvlistValue: { values: [inner] } }] } })),
  )
  const attributes = fc.oneof(json, fc.array(fc.record({ key, value }), { maxLength: 6 }))
  const anySpan = fc.record(
    {
      traceId: id,
      spanId: id,
      parentSpanId: id,
      kind: fc.oneof(fc.nat(9), json),
      flags: json,
      startTimeUnixNano: fc.oneof(fc.constant('1775433600000000000'), json),
      endTimeUnixNano: json,
      attributes,
      events: fc.oneof(json, fc.array(fc.record({ name: fc.constant('gen_ai.user.message'), attributes }))),
      status: json,
    },
    { requiredKeys: [] },
  )
  const row = fc.record({
    resourceSpans: fc.array(
      fc.record({
        resource: json,
        scopeSpans: fc.array(fc.record({ spans: fc.array(anySpan, { maxLength: 5 }) })),
      }),
    ),
  })
  fc.assert(
    fc.property(row, (any) => {
      const result = otlp.toRequest(any, { map: { account_id: 'enduser.id' } })
      if (!('several' in result)) {
        expect(result).toEqual({ passedOver: 'a batch without spans' })
        expect(
          any.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
        ).toEqual([])
        return
      }
      const parts = result.several.flatMap((one, index) =>
        'part' in one ? [{ ...one.part, key: index, line: 1, file: 0 }] : [],
      )
      otlpTraces.isWhole?.(parts, ['call', 'span'])
      otlpTraces.merge(parts, { present: new Set() })
    }),
    { numRuns: 60, examples: [[CRAFTED]] },
  )
})
