import { afterAll, expect, test } from 'vitest'
import type { RequestRecord } from '../../record/index.ts'
import { Joiner } from '../join/joiner.ts'
import { collect, scratch } from '../testing/collect.ts'
import {
  batch,
  logBatch,
  logBytes,
  prefixed,
  spanId,
  type TestLog,
  type TestSpan,
  traceId,
} from '../testing/otlp.ts'
import { otlpTraces } from './trace.ts'

const files = scratch()
afterAll(files.clear)

const SPANS: TestSpan[] = [
  {
    id: 'call',
    parent: 'server',
    attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.response.id': 'chatcmpl-1' },
  },
  {
    id: 'server',
    kind: 2,
    remote: false,
    attributes: { 'enduser.id': 'acct-1', 'client.address': '203.0.113.7' },
  },
]

const SAID = { system_text: 'Answer briefly.', input_text: 'Weather in Paris?', output_text: 'Rainy, 57°F.' }

/** As the instrumentation of OpenAI's client logs them: one record a message, the message in its body. */
const MESSAGES: TestLog[] = [
  { span: 'call', name: 'gen_ai.system.message', at: 0, body: { content: 'Answer briefly.' } },
  { span: 'call', name: 'gen_ai.user.message', at: 0.1, body: { content: 'Weather in Paris?' } },
  {
    span: 'call',
    name: 'gen_ai.choice',
    at: 0.9,
    body: { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Rainy, 57°F.' } },
  },
]

/** As version 1.37 of the conventions has it: one record a call. */
const DETAILS: TestLog[] = [
  {
    span: 'call',
    name: 'gen_ai.client.inference.operation.details',
    attributes: {
      'gen_ai.system_instructions': [{ type: 'text', content: 'Answer briefly.' }],
      'gen_ai.input.messages': [{ role: 'user', parts: [{ type: 'text', content: 'Weather in Paris?' }] }],
      'gen_ai.output.messages': [{ role: 'assistant', parts: [{ type: 'text', content: 'Rainy, 57°F.' }] }],
    },
  },
]

/** Reads files as one run does. */
async function read(contents: readonly (string | Uint8Array)[]): Promise<RequestRecord[]> {
  const found: RequestRecord[] = []
  const present = new Set(['call', 'span', 'event'])
  const joiner = new Joiner({
    families: [otlpTraces],
    present,
    release: (parts) => {
      for (const { conversion } of otlpTraces.merge(parts, { present })) {
        if ('record' in conversion) found.push(conversion.record)
      }
    },
  })
  for (const content of contents) {
    const { records, parts, unreadable } = await collect(files.write('part', content))
    expect(unreadable).toEqual([])
    found.push(...records)
    for (const part of parts) joiner.add(part)
  }
  joiner.finish()
  return found
}

const line = (row: Record<string, unknown>) => `${JSON.stringify(row)}\n`

test.each([
  ['messages', MESSAGES],
  ['details', DETAILS],
])('events that were logged apart, as %s, find their call, in any order', async (_, logs) => {
  const traces = line(batch(SPANS))
  const events = line(logBatch(logs))
  const apart = logs
    .toReversed()
    .map((log) => line(logBatch([log])))
    .join('')
  const binary = prefixed(logBytes(logs))
  for (const contents of [
    [traces, events],
    [events, traces],
    [apart, traces],
    [traces, binary],
    [`${traces}${apart}`],
  ]) {
    const records = await read(contents)
    expect(records).toHaveLength(1)
    expect(records[0]).toMatchObject({ ...SAID, account_id: 'acct-1', trace_id: traceId('trace') })
  }
})

test('events of another span, or without one, are nobody’s', async () => {
  const others = MESSAGES.map((log) => ({ ...log, span: 'elsewhere' }))
  const [record] = await read([line(batch(SPANS)), line(logBatch(others))])
  expect(record?.input_text).toBeUndefined()
  const { passedOver } = await collect(
    files.write(
      'plain',
      line(
        logBatch([
          { span: 'call', name: 'login' },
          { span: '', name: 'gen_ai.choice' },
        ]),
      ),
    ),
  )
  expect(passedOver).toHaveLength(2)
})

test('LiteLLM names its events in an attribute', async () => {
  const [message] = MESSAGES.slice(1)
  const row = logBatch([
    { span: 'call', name: '', attributes: { event_name: 'gen_ai.content.prompt' }, body: message?.body },
  ])
  const [record] = await read([line(batch(SPANS)), line(row)])
  expect(record).toMatchObject({ input_text: 'Weather in Paris?', request_id: 'chatcmpl-1' })
  expect(spanId('call')).toHaveLength(16)
})
