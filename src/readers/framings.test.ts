import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { collect, scratch } from './testing/collect.ts'
import type { FramingId } from './types.ts'

const files = scratch()
afterAll(files.clear)

/** Texts with everything that makes framings stumble, and none that means a missing text. */
const text = fc
  .array(
    fc.constantFrom('a', 'ß', '漢', '😀', '"', '\\', ',', ';', '\t', '{', '}', '[', ']', '},{', '=1+1', ' '),
    {
      maxLength: 12,
    },
  )
  .map((parts) => `t${parts.join('')}.`)

const row = fc.record({
  time: fc.integer({ min: 1_600_000_000_000, max: 1_780_000_000_000 }),
  account_id: fc.constantFrom('a', 'b', 'c').map((id) => `account-${id}`),
  input_text: text,
  output_text: fc.oneof(
    text,
    text.map((line) => `${line}\nsecond line`),
  ),
})
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never

const quoted = (cell: string | number) => `"${String(cell).replaceAll('"', '""')}"`
const asCsv = (delimiter: string, newline: string) => (rows: readonly Row[]) =>
  [
    ['time', 'account_id', 'input_text', 'output_text'].join(delimiter),
    ...rows.map((r) => [r.time, r.account_id, quoted(r.input_text), quoted(r.output_text)].join(delimiter)),
    '',
  ].join(newline)

const WRITERS: Record<string, { framing: FramingId; write: (rows: readonly Row[]) => string }> = {
  ndjson: { framing: 'lines', write: (rows) => rows.map((r) => `${JSON.stringify(r)}\n`).join('') },
  'ndjson, CRLF, BOM, blank lines, no last newline': {
    framing: 'lines',
    write: (rows) => `\ufeff${rows.map((r) => JSON.stringify(r)).join('\r\n\r\n')}`,
  },
  'an array with one object per line': {
    framing: 'lines',
    write: (rows) => `[\n${rows.map((r) => JSON.stringify(r)).join(',\n')}\n]\n`,
  },
  'an array on one line': { framing: 'json-array', write: (rows) => JSON.stringify(rows) },
  'an array, indented': { framing: 'json-array', write: (rows) => JSON.stringify(rows, null, 2) },
  'an envelope': {
    framing: 'json-array',
    write: (rows) => JSON.stringify({ object: 'list', page: { data: [1] }, data: rows, more: [{ x: 1 }] }),
  },
  'an envelope, indented': {
    framing: 'json-array',
    write: (rows) => JSON.stringify({ object: 'list', records: rows, next: null }, null, 4),
  },
  'pages of envelopes': {
    framing: 'json-array',
    write: (rows) => rows.map((r) => JSON.stringify({ data: [r], next: { a: ['}'] } })).join('\n'),
  },
  'objects over several lines': {
    framing: 'json-array',
    write: (rows) => rows.map((r) => JSON.stringify(r, null, 1)).join('\n'),
  },
  csv: { framing: 'csv', write: asCsv(',', '\n') },
  'csv with semicolons and CRLF': { framing: 'csv', write: asCsv(';', '\r\n') },
  tsv: { framing: 'csv', write: asCsv('\t', '\n') },
}

for (const [name, { framing, write }] of Object.entries(WRITERS)) {
  test(`${name}: records come back whole, whatever the block size`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 400 }),
        async (rows, blockBytes) => {
          const path = files.write('rows', write(rows))
          const whole = await collect(path)
          const pieces = await collect(path, { blockBytes })
          expect(whole.format.framing).toBe(framing)
          expect(whole.unreadable).toEqual([])
          expect(whole.records).toEqual(rows)
          expect(pieces.records).toEqual(rows)
          expect(pieces.keys).toEqual(whole.keys)
          expect(pieces.lines).toEqual(whole.lines)
          expect(pieces.unreadable).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })
}

test('equal rows have equal keys and different rows different ones, in every framing', async () => {
  const rows = [1, 2, 1].map((n) => ({
    time: 1_700_000_000_000 + n,
    account_id: 'a',
    input_text: `text ${n}`,
    output_text: 'o',
  }))
  for (const { write } of Object.values(WRITERS)) {
    const { keys } = await collect(files.write('rows', write(rows)))
    expect(keys[0]).toBe(keys[2])
    expect(keys[0]).not.toBe(keys[1])
    expect(keys.every(Number.isSafeInteger)).toBe(true)
  }
})

const BROKEN_LINES = [
  '{"time":1700000000000,"account_id":"a","input_text":"never closed',
  '{"time":1700000000000,"account_id":"a",',
  '{"time":1700000000000,"account_id":"a","x":[1,2}',
  '"just a string"',
  'plain words',
  '{"time":"yesterday","account_id":"a"}',
  '{"account_id":"a"}',
  '}',
  '\u0001\u0002',
] as const

const brokenAt = fc.tuple(
  fc.array(row, { minLength: 2, maxLength: 8 }),
  fc.nat(),
  fc.constantFrom(...BROKEN_LINES),
)

test('a broken line costs itself alone', async () => {
  await fc.assert(
    fc.asyncProperty(
      brokenAt,
      fc.integer({ min: 1, max: 300 }),
      async ([rows, where, broken], blockBytes) => {
        const at = 1 + (where % rows.length)
        const written = rows.map((r) => JSON.stringify(r))
        const path = files.write('broken', written.toSpliced(at, 0, broken).join('\n'))
        const { records, unreadable } = await collect(path, { blockBytes })
        expect(records).toEqual(rows)
        expect(unreadable.map(({ line }) => line)).toEqual([at + 1])
      },
    ),
    { numRuns: 200 },
  )
})

const BROKEN_OBJECTS = [
  '{"time":1700000000000,"account_id":"a","input_text":"never closed',
  '{"time":1700000000000,"account_id":"a","x":[1,2}',
  '{"time":1700000000000,"account_id":"a" "x":1}',
  '"just a string"',
  '12',
  '{"account_id":"a"}',
] as const

const FOUND = ['t.\nsecond line', 't.', 't.'].map((said) => ({
  time: 1_600_000_000_000,
  account_id: 'account-a',
  input_text: 't.',
  output_text: said,
}))

test('a broken object in an indented array costs itself alone', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 2, maxLength: 8 }),
      fc.nat(),
      fc.constantFrom(...BROKEN_OBJECTS, '{"time":1700000000000,"account_id":"never closed"'),
      fc.integer({ min: 1, max: 300 }),
      async (rows, where, broken, blockBytes) => {
        const at = 1 + (where % rows.length)
        const written = rows.map((r) => JSON.stringify(r, null, 2).replaceAll('\n', '\n  '))
        const body = written.toSpliced(at, 0, broken).map((piece) => `  ${piece}`)
        const path = files.write('broken', `[\n${body.join(',\n')}\n]\n`)
        const { records, unreadable } = await collect(path, { blockBytes, framing: 'json-array' })
        expect(records).toEqual(rows)
        expect(unreadable).toHaveLength(1)
      },
    ),
    // Found once: the first row's line begins in a block that is gone.
    { numRuns: 200, examples: [[FOUND, 0, BROKEN_OBJECTS[0], 4]] },
  )
})

test('a broken object in an array on one line costs itself alone', async () => {
  const rows = [1, 2, 3].map((n) => ({
    time: 1_700_000_000_000 + n,
    account_id: 'a',
    input_text: `{"x":[${n}]}`,
  }))
  const [first, second, third] = rows.map((r) => JSON.stringify(r))
  const path = files.write('broken', `[${first},{"time":1,"a":[1},${second},${third}]`)
  const { records, unreadable } = await collect(path)
  expect(records).toEqual(rows)
  expect(unreadable.map(({ reason }) => reason)).toEqual(['JSON with an open string or bracket'])
})

test('a CSV record with too few columns or an open quote costs itself alone', async () => {
  const good = [
    '1700000000000,a,"first, with ""quotes"" and\na second line"',
    '1700000000001,b,plain',
    '1700000000002,c,=SUM(A1)',
  ]
  for (const broken of ['1700000000003,d', '1700000000003,d,"never closed', '1700000000003,"d" e,x,y,z']) {
    for (const blockBytes of [1, 7, 64, 4096]) {
      const lines = ['time,account_id,input_text', good[0], broken, good[1], good[2], '']
      const path = files.write('broken.csv', lines.join('\n'))
      const { records, unreadable } = await collect(path, { blockBytes })
      expect(records.map((r) => r.input_text)).toEqual([
        'first, with "quotes" and\na second line',
        'plain',
        '=SUM(A1)',
      ])
      expect(unreadable.map(({ line }) => line)).toEqual([4])
    }
  }
})

test('what writers get wrong is repaired: NaN, infinities, trailing commas, NUL bytes, bytes that are not UTF-8', async () => {
  const row = '"time":1700000000000,"account_id":"a"'
  const path = files.write(
    'odd',
    Buffer.concat([
      Buffer.from(`{${row},"temperature":NaN,"top_p":-Infinity,"input_text":"NaN, stays,}"}\n`),
      Buffer.from(`{${row},"tool_names":["x",],}\n`),
      Buffer.from(`\0\0\0{${row},"n":2},\n`),
      Buffer.from(`{${row},"input_text":"`),
      Uint8Array.of(0xc3, 0x28),
      Buffer.from('"}\n'),
    ]),
  )
  const { records, unreadable } = await collect(path)
  const common = { time: 1_700_000_000_000, account_id: 'a' }
  expect(unreadable).toEqual([])
  expect(records).toEqual([
    { ...common, input_text: 'NaN, stays,}' },
    { ...common, tool_names: ['x'] },
    { ...common, choice_count: 2 },
    { ...common, input_text: '\ufffd(' },
  ])
})

test('a row longer than the limit is passed over without being held', async () => {
  const row = (n: number) => JSON.stringify({ time: 1_700_000_000_000 + n, account_id: 'a' })
  const long = JSON.stringify({ time: 1_700_000_000_000, account_id: 'a', input_text: 'x'.repeat(300_000) })
  const options = { blockBytes: 1000, maxRowBytes: 5000 }
  const asLines = await collect(files.write('long', [row(1), long, row(2), row(3)].join('\n')), options)
  expect(asLines.records.map(({ time }) => time % 10)).toEqual([1, 2, 3])
  expect(asLines.unreadable).toMatchObject([{ line: 2, reason: expect.stringContaining('longer than') }])
  expect(Math.max(...asLines.blockBytes)).toBeLessThan(20_000)
  const asArray = await collect(files.write('long', `[\n${[row(1), long, row(2)].join(',\n')}\n]`), {
    ...options,
    framing: 'json-array',
  })
  expect(asArray.records.map(({ time }) => time % 10)).toEqual([1, 2])
  expect(asArray.unreadable).toMatchObject([{ line: 3 }])
})

test('the last line of a long row is the file’s end', async () => {
  const path = files.write('long', `{"time":1700000000000,"account_id":"a"}\n{"x":"${'x'.repeat(50_000)}`)
  const { records, unreadable } = await collect(path, { blockBytes: 1000, maxRowBytes: 5000 })
  expect(records).toHaveLength(1)
  expect(unreadable).toHaveLength(1)
})

test('a block hands over its memory and no more of it than about the size asked for', async () => {
  const rows = Array.from({ length: 50 }, (_, n) => ({ time: 1_700_000_000_000 + n, account_id: 'a' }))
  for (const { write } of Object.values(WRITERS)) {
    const asRows = rows.map((r) => ({ ...r, input_text: 'i', output_text: 'o' }))
    const { blocks, blockBytes } = await collect(files.write('rows', write(asRows)), { blockBytes: 500 })
    expect(blocks.length).toBeGreaterThan(2)
    expect(blocks.every(({ bytes }) => bytes.length === 0)).toBe(true)
    expect(Math.max(...blockBytes)).toBeLessThan(1500)
  }
})

test('ids of 64 bits are told apart in any kind of JSON, and join those of CSV; such times are times', async () => {
  const ids = ['1234567890123456789', '1234567890123456790']
  const rows = ids.map((id) => `{"time":1700000000000000000,"account_id":${id},"api_key_id": -${id}}`)
  const header = 'time,account_id,api_key_id'
  const written = {
    lines: `${rows.join('\n')}\n`,
    array: `[${rows.join(',')}]`,
    indented: `{\n  "data": [\n    ${rows.join(',\n    ')}\n  ]\n}`,
    csv: `${header}\n${ids.map((id) => `1700000000000000000,${id},-${id}`).join('\n')}\n`,
  }
  const expected = ids.map((id) => ({ time: 1_700_000_000_000, account_id: id, api_key_id: `-${id}` }))
  for (const [name, content] of Object.entries(written)) {
    const { records, unreadable } = await collect(files.write('ids', content))
    expect(records, name).toEqual(expected)
    expect(unreadable, name).toEqual([])
  }
})
