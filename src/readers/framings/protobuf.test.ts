import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { decodeTraces, WireError } from '../otlp/protobuf.ts'
import { spansOf } from '../otlp/span.ts'
import { collect, scratch, zstdFrame } from '../testing/collect.ts'
import { batch, batchBytes, prefixed, type TestSpan } from '../testing/otlp.ts'
import { isProtobuf } from './protobuf.ts'

const files = scratch()
afterAll(files.clear)

/** A batch whose one request needs nothing from elsewhere. */
function spans(number: number): TestSpan[] {
  const trace = `trace-${number}`
  return [
    {
      trace,
      id: `call-${number}`,
      parent: `srv-${number}`,
      remote: false,
      from: number,
      to: number + 1,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.temperature': 0.25,
        'gen_ai.usage.input_tokens': 300 + number,
        'gen_ai.usage.output_tokens': -1,
        'gen_ai.request.is_stream': true,
        'gen_ai.input.messages': [{ role: 'user', parts: [{ type: 'text', content: `Größe ${number}?` }] }],
      },
      events: [{ name: 'gen_ai.choice', attributes: { 'gen_ai.event.content': '{"content":"So groß."}' } }],
    },
    {
      trace,
      id: `srv-${number}`,
      kind: 2,
      remote: false,
      from: number,
      to: number + 1,
      attributes: { 'enduser.id': `acct-${number}`, 'client.address': '203.0.113.7' },
    },
  ]
}

const COUNT = 40
const numbers = Array.from({ length: COUNT }, (_, number) => number)
const expected = numbers.map((number) => ({
  account_id: `acct-${number}`,
  input_tokens: 300 + number,
  temperature: 0.25,
  stream: true,
  input_text: `Größe ${number}?`,
  output_text: 'So groß.',
}))

const binary = Buffer.concat(numbers.map((number) => prefixed(batchBytes(spans(number)))))
const ndjson = numbers.map((number) => `${JSON.stringify(batch(spans(number)))}\n`).join('')
const one = (bytes: (number: number) => Buffer) => Buffer.concat(numbers.map(bytes))

test('both encodings, whole or in pieces, give the same records with the same identities', async () => {
  const document = { resourceSpans: numbers.flatMap((number) => batch(spans(number)).resourceSpans) }
  const forms: Record<string, string | Uint8Array> = {
    'the Collector’s JSON': ndjson,
    'one document on a line': JSON.stringify(document),
    'one document over many lines': JSON.stringify(document, null, 2),
    'the Collector’s protobuf': binary,
    'one message': one((number) => batchBytes(spans(number))),
    'the Collector’s zstd': one((number) => prefixed(zstdFrame(batchBytes(spans(number))))),
    'the Collector’s zstd of JSON': one((number) =>
      prefixed(zstdFrame(Buffer.from(JSON.stringify(batch(spans(number)))))),
    ),
    'zstd around it all': zstdFrame(binary),
  }
  const keys = (await collect(files.write('reference', ndjson))).keys
  expect(new Set(keys).size).toBe(COUNT)
  for (const [name, bytes] of Object.entries(forms)) {
    for (const blockBytes of [100, 1 << 20]) {
      const read = await collect(files.write('traces', bytes), { blockBytes })
      expect(read.format.dialect, name).toBe('otlp')
      expect(read.records, name).toMatchObject(expected)
      expect(read.unreadable, name).toEqual([])
      expect(read.keys, name).toEqual(keys)
      // A negative count fits no field: it is dropped and named.
      expect(read.dropped[0], name).toEqual(['output_tokens'])
    }
  }
})

test('a broken message is counted with its number, and its neighbours are read', async () => {
  const messages = numbers.map((number) => prefixed(batchBytes(spans(number))))
  const broken = Buffer.from(messages[7] ?? [])
  broken.fill(0xff, 40, 60)
  messages[7] = broken
  const { records, unreadable } = await collect(files.write('broken', Buffer.concat(messages)), {
    blockBytes: 500,
  })
  expect(unreadable).toMatchObject([{ line: 8, reason: 'no OTLP message' }])
  expect(records).toMatchObject(expected.toSpliced(7, 1))
})

test('after a length that is none the next message is found', async () => {
  const messages = numbers.map((number) => prefixed(batchBytes(spans(number))))
  messages.splice(5, 0, Buffer.from('ffffffff some noise that a crash left behind'))
  const { records, unreadable } = await collect(files.write('noise', Buffer.concat(messages)))
  expect(unreadable).toMatchObject([{ line: 6, reason: 'no OTLP message' }])
  expect(records).toMatchObject(expected)
})

test('a file that breaks off keeps what came before', async () => {
  const { records, unreadable } = await collect(files.write('cut', binary.subarray(0, binary.length - 10)))
  expect(records).toMatchObject(expected.slice(0, -1))
  expect(unreadable).toMatchObject([{ line: COUNT, reason: 'a message that ends too early' }])
})

test('a message that is too long is passed over', async () => {
  const long = spans(99).map((span) => ({
    ...span,
    attributes: { ...span.attributes, padding: 'x'.repeat(5000) },
  }))
  const messages = [...numbers.map(spans), long, spans(41)].map((each) => prefixed(batchBytes(each)))
  const options = { blockBytes: 700, maxRowBytes: 4000 }
  const { records, unreadable } = await collect(files.write('long', Buffer.concat(messages)), options)
  expect(unreadable).toMatchObject([{ line: COUNT + 1, reason: expect.stringContaining('longer than') }])
  expect(records.map(({ account_id }) => account_id)).toEqual([
    ...expected.map((e) => e.account_id),
    'acct-41',
  ])
})

test('other bytes are not taken for messages', () => {
  for (const text of [
    '\n{"resourceSpans":[]}\n',
    '\n\n{"time":1}\n',
    'time,account_id\n',
    '{"a":1}',
    '\n'.repeat(200),
  ]) {
    expect(isProtobuf(Buffer.from(text)), JSON.stringify(text)).toBe(false)
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      if (bytes[0] !== 0x0a) return
      isProtobuf(bytes) // It says yes or no, and never throws.
    }),
  )
})

test('any bytes are decoded, or refused with a WireError', () => {
  const start = batchBytes(spans(1))
  fc.assert(
    fc.property(fc.nat(start.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 }), (at, noise) => {
      const bytes = Buffer.from(start)
      bytes.set(noise.subarray(0, bytes.length - at), at)
      try {
        for (const span of spansOf(decodeTraces(bytes))) expect(typeof span.traceId).toBe('string')
      } catch (error) {
        expect(error).toBeInstanceOf(WireError)
      }
    }),
    { numRuns: 2000 },
  )
})
