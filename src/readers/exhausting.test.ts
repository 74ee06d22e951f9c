import { afterAll, expect, test } from 'vitest'
import { fieldsOfResponseBody } from './bodies/response-body.ts'
import { READER_FAILED } from './failure.ts'
import { parseLenient } from './framings/lenient-json.ts'
import { azureCalls } from './join/azure-calls.ts'
import { contentsOf } from './otlp/contents.ts'
import { otlpTraces } from './otlp/trace.ts'
import { collect, scratch } from './testing/collect.ts'
import { batch } from './testing/otlp.ts'

/** Rows of a few megabytes that are made to exhaust the stack or our patience: by what they hold, and how deep it is. */

const files = scratch()
afterAll(files.clear)

const MANY = 150_000
const many = <T>(value: T): T[] => Array.from({ length: MANY }, () => value)
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const when = { time: '2026-04-06T00:00:00Z', account_id: 'a' }
const ndjson = (...rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

test.each(['user', 'system'])('a message of the %s in as many parts as fit into a row', async (role) => {
  const row = { ...when, messages: [{ role, content: many('a') }] }
  const { records } = await collect(files.write('parts.ndjson', ndjson(row, { ...when, input_text: 'b' })))
  expect(records).toHaveLength(2)
  expect((records[0]?.input_text ?? records[0]?.system_text)?.length).toBe(3 * MANY - 2)
})

test('an answer in as many events, and as many results', () => {
  const events = fieldsOfResponseBody(many({ choices: [{ delta: { content: 'a' } }] }))
  expect(events.output_text).toHaveLength(MANY)
  expect(fieldsOfResponseBody({ results: many({ tokenCount: 1 }) }).output_tokens).toBe(MANY)
})

test('a list of nothing but numbers is no log', async () => {
  const numbers = files.write('numbers.json', JSON.stringify(many(1)))
  await expect(collect(numbers)).rejects.toMatchObject({ code: 'SW_FORMAT_UNKNOWN' })
})

test('parts of a request with as many messages, events or spans', () => {
  const placed = { key: 1, line: 1, file: 0 }
  const azure = { ...placed, family: 'azure-apim', join: 'x' } as const
  const [merged] = azureCalls.merge(
    [
      { ...azure, kind: 'gateway', fields: when },
      { ...azure, kind: 'llm', fields: { sequence: 0, request_messages: many('a') } },
    ],
    { present: new Set() },
  )
  expect(merged?.conversion).toMatchObject({ record: { account_id: 'a' } })
  const spans = { ...placed, family: 'otlp', join: 'x', kind: 'span', fields: { above: many({}) } } as const
  expect(otlpTraces.merge([spans], { present: new Set() })).toEqual([])
})

test('what is nested too deep costs neither the request nor its neighbours', async () => {
  const said = (text: string) => ({
    id: text.slice(0, 6),
    attributes: {
      'gen_ai.operation.name': 'chat',
      'enduser.id': 'a',
      'gen_ai.input.messages': text,
    },
  })
  const deep = 50_000
  const tool = `[{"role":"user","parts":[{"type":"text","content":"Why?"},{"response":${nested(deep)}}]}]`
  const bodies = `${'{"messages":'.repeat(deep)}"Why?"${'}'.repeat(deep)}`
  for (const text of [tool, bodies]) {
    const { unreadable, passedOver, parts, records } = await collect(
      files.write('deep.ndjson', ndjson(batch([said(text)]))),
    )
    expect({ unreadable, passedOver }).toEqual({ unreadable: [], passedOver: [] })
    const found = [...records, ...parts]
    expect(found).toHaveLength(1)
    if (text === tool) expect(JSON.stringify(found)).toContain('Why?')
  }
})

test('a row at which a reader fails is one unreadable row that says so', async () => {
  const good = { id: 'good', attributes: { 'gen_ai.operation.name': 'chat' } }
  const attributes = `"attributes":{"gen_ai.operation.name":"chat","x":${nested(50_000)}}`
  const deep = JSON.stringify(batch([good])).replace(
    '"attributes":[{"key":"gen_ai',
    `${attributes},"y":[{"key":"`,
  )
  const file = files.write('fails.ndjson', `${deep}\n${ndjson(batch([good]))}`)
  const { unreadable, parts } = await collect(file)
  expect(unreadable).toEqual([{ line: 1, reason: expect.stringContaining(READER_FAILED) }])
  expect(unreadable[0]?.reason).toContain('Maximum call stack size exceeded')
  expect(parts).toHaveLength(1)
})

test('a row that ends within a string of nothing but quotes is read in the time of its length', async () => {
  const begun = '{"time":1,"account_id":"a","input_text":"'
  const read = (quotes: number, end: string) => {
    const started = performance.now()
    expect(() => parseLenient(`${begun}${'\\"'.repeat(quotes)}${end}`)).toThrow(SyntaxError)
    return performance.now() - started
  }
  // Looking for each string's end anew takes half an hour.
  for (const end of ['', '\\', '\\\n']) expect(read(1_000_000, end)).toBeLessThan(10_000)
})

test('a row with NaN beside a text of many megabytes is repaired', () => {
  const text = 'a'.repeat(20_000_000)
  expect(parseLenient(`{"temperature":NaN,"input_text":"${text}"}`)).toEqual({
    temperature: null,
    input_text: text,
  })
})

test('a name of nothing but numbers is looked at once', () => {
  const started = performance.now()
  contentsOf({ attributes: { [`${'.1'.repeat(100_000)}\n.`]: 'x' }, events: [] })
  expect(performance.now() - started).toBeLessThan(5_000)
})
