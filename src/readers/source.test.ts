import { mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, expect, test } from 'vitest'
import { StillwatchError } from '../errors/index.ts'
import { fieldMapOf } from './field-map.ts'
import { inputError } from './input-error.ts'
import { expandInputs } from './inputs.ts'
import { readBlock } from './read-block.ts'
import { openSource } from './source.ts'
import { collect, scratch } from './testing/collect.ts'
import type { Unreadable } from './types.ts'

const files = scratch()
afterAll(files.clear)

async function failure(promise: Promise<unknown>): Promise<StillwatchError> {
  try {
    await promise
  } catch (error) {
    if (error instanceof StillwatchError) return error
    throw error
  }
  throw new Error('it did not fail')
}

const ROW = { time: 1_700_000_000_000, account_id: 'a' }

test('inputs: order of the patterns, names by number, each file once', async () => {
  const root = dirname(files.write('x-10.ndjson', '{}'))
  files.write('x-9.ndjson', '{}')
  files.write('x-[1].ndjson', '{}')
  symlinkSync(join(root, 'x-9.ndjson'), join(root, 'link.ndjson'))
  const names = async (...patterns: string[]) =>
    (await expandInputs(patterns.map((p) => (p === '-' ? p : join(root, p))))).map(({ path }) =>
      path.replace(`${root}/`, ''),
    )
  expect(await names('x-9.ndjson', '-', 'x-{9,10}.ndjson', '-')).toEqual(['x-9.ndjson', '-', 'x-10.ndjson'])
  expect(await names('x-{9,10}.ndjson')).toEqual(['x-9.ndjson', 'x-10.ndjson'])
  expect(await names('x-[1].ndjson')).toEqual(['x-[1].ndjson'])
  expect(await names('link.ndjson', 'x-9.ndjson')).toEqual(['link.ndjson'])
  expect((await expandInputs([join(root, 'x-9.ndjson')]))[0]?.bytes).toBe(2)
})

test('inputs that cannot be read say so, with advice', async () => {
  const root = dirname(files.write('here.ndjson', '{}'))
  mkdirSync(join(root, 'folder'))
  expect(await failure(expandInputs([]))).toMatchObject({ code: 'SW_USAGE' })
  expect(await failure(expandInputs([join(root, 'gone.ndjson')]))).toMatchObject({
    code: 'SW_FILE_NOT_FOUND',
  })
  expect(await failure(expandInputs([join(root, 'gone-*.ndjson')]))).toMatchObject({
    code: 'SW_FILE_NOT_FOUND',
    message: expect.stringContaining('No file matches'),
  })
  const folder = await failure(expandInputs([join(root, 'folder')]))
  expect(folder).toMatchObject({ code: 'SW_FILE_UNREADABLE' })
  expect(folder.advice).toContain('folder/**/*')
  expect(await failure(collect(join(root, 'gone.ndjson')))).toMatchObject({ code: 'SW_FILE_NOT_FOUND' })
  expect(await failure(collect(join(root, 'folder')))).toMatchObject({ code: 'SW_FILE_UNREADABLE' })
  const denied = inputError('log', Object.assign(new Error('denied'), { code: 'EACCES' }))
  expect(denied).toMatchObject({ code: 'SW_FILE_UNREADABLE', message: 'No permission to read log.' })
})

test('an empty file is no log, compressed or blank', async () => {
  for (const bytes of ['', ' \n\n', gzipSync(''), '[]', '{"data": []}', 'time,account_id\n']) {
    expect(await failure(collect(files.write('empty', bytes)))).toMatchObject({ code: 'SW_NO_RECORDS' })
  }
})

test('a file that is not recognised names what was tried and why each failed', async () => {
  const error = await failure(collect(files.write('odd.ndjson', '{"when":"now","who":"me"}\n')))
  expect(error.code).toBe('SW_FORMAT_UNKNOWN')
  expect(error.message).toContain('LiteLLM StandardLoggingPayload: needs startTime')
  expect(error.message).toContain('native fields: needs time')
  expect(error.message).toContain('no time in 1 of 1 rows')
  expect(error.message).toContain('Columns found: when, who')
  expect(error.message.match(/native fields/g)).toHaveLength(1)
  expect(error.advice).toContain('--map')
  const prose = await failure(collect(files.write('prose', 'Dear diary\nnothing happened\n')))
  expect(prose.message).toContain('no comma, semicolon or tab in the first line')
  expect(prose.message).toContain('one JSON object per line: line 1: not valid JSON')
  const wide = await failure(collect(files.write('wide', Buffer.from('\ufeff{"a":1}', 'utf16le'))))
  expect(wide.advice).toContain('iconv')
})

test('a file of accounts is told from a request log', async () => {
  const path = files.write(
    'accounts.csv',
    'user_id,created_at,plan,payment_fingerprint\na,2026-01-01,pro,p1\n',
  )
  const error = await failure(collect(path))
  expect(error.message).toContain('describes accounts')
  expect(error.advice).toBe(`Give it as context: --accounts ${path}`)
})

test('a log without texts is a log, even where it names teams and plans', async () => {
  const row = {
    timestamp: '2026-01-01T00:00:00Z',
    user_id: 'a',
    team_id: 't',
    plan: 'pro',
    created_at: '2020-01-01',
  }
  expect((await collect(files.write('thin', JSON.stringify(row)))).records).toHaveLength(1)
})

test('content nested without end is cut off, not followed', async () => {
  const deep = `{"time":1700000000000,"account_id":"a","messages":[{"role":"user","content":${'['.repeat(20_000)}"x"${']'.repeat(20_000)}}]}`
  const { records, unreadable } = await collect(files.write('deep', deep))
  expect([records.length, unreadable.length]).toEqual([1, 0])
})

test('a map finds any field in any row, and nothing stands in for what it does not find', async () => {
  const map = fieldMapOf(['time=meta.ts', 'account = customer.id', 'request_model=a.b'])
  const rows = [
    { meta: { ts: 1_700_000_000 }, customer: { id: 7 }, 'a.b': 'flat', account_id: 'other' },
    { meta: '{"ts":1700000001}', customer: [], a: { b: 'deep' }, account_id: 'other' },
  ]
  const path = files.write('mapped', rows.map((row) => JSON.stringify(row)).join('\n'))
  const { records, unreadable } = await collect(path, { map })
  expect(records).toEqual([{ time: 1_700_000_000_000, account_id: '7', request_model: 'flat' }])
  expect(unreadable).toEqual([{ line: 2, reason: 'no account_id at customer.id' }])
  expect(() => fieldMapOf(['colour=x'])).toThrow(expect.objectContaining({ code: 'SW_USAGE' }))
  expect(() => fieldMapOf(['account='])).toThrow(expect.objectContaining({ code: 'SW_USAGE' }))
})

test('garbage at the start does not hide a log, and a forced dialect skips recognition', async () => {
  const path = files.write('banner', `starting up\n${JSON.stringify(ROW)}\n${JSON.stringify(ROW)}\n`)
  const { records, unreadable } = await collect(path)
  expect([records.length, unreadable.length]).toEqual([2, 1])
  const forced = await collect(files.write('forced', '{"x":1}\n'), { dialect: 'native' })
  expect(forced.unreadable).toEqual([{ line: 1, reason: 'no time' }])
})

test('a first row larger than the first look is waited for', async () => {
  const rows = [1, 2].map((n) => ({ ...ROW, account_id: `a${n}`, input_text: 'long '.repeat(200_000) }))
  for (const text of [
    rows.map((row) => JSON.stringify(row)).join('\n'),
    JSON.stringify({ data: rows }, null, 1),
  ]) {
    expect((await collect(files.write('large', text))).records.map((r) => r.account_id)).toEqual(['a1', 'a2'])
  }
})

test('a source of a regular file can be walked again and left early', async () => {
  const path = files.write('again', Array.from({ length: 100 }, () => JSON.stringify(ROW)).join('\n'))
  const source = await openSource({ path, bytes: 1 }, { blockBytes: 500 })
  const count = async (limit: number) => {
    let blocks = 0
    for await (const _ of source.blocks()) if (++blocks === limit) break
    return blocks
  }
  expect(await count(2)).toBe(2)
  expect(await count(1e9)).toBeGreaterThan(5)
})

test('Parquet comes by row group, with big integers, times, lists and nothing', async () => {
  const bytes = parquetWriteBuffer({
    rowGroupSize: 2,
    columnData: [
      {
        name: 'time',
        data: [new Date(1_700_000_000_000), new Date(1_700_000_000_001), new Date(1_700_000_000_002)],
        type: 'TIMESTAMP',
      },
      { name: 'account_id', data: ['a', 'b', null], type: 'STRING' },
      { name: 'input_tokens', data: [12n, 13n, 14n], type: 'INT64' },
      { name: 'input_text', data: ['x', 'y\n"', 'z'], type: 'STRING' },
    ],
  })
  const path = files.write('log.bin', new Uint8Array(bytes))
  const { format, blocks, records, unreadable, keys } = await collect(path)
  expect(format).toEqual({ framing: 'parquet', dialect: 'native', compression: 'none' })
  expect(blocks.map(({ rowStart, rowEnd }) => [rowStart, rowEnd])).toEqual([
    [0, 2],
    [2, 3],
  ])
  expect(records).toEqual([
    { time: 1_700_000_000_000, account_id: 'a', input_tokens: 12, input_text: 'x' },
    { time: 1_700_000_000_001, account_id: 'b', input_tokens: 13, input_text: 'y\n"' },
  ])
  expect(unreadable).toEqual([{ line: 3, reason: 'no account_id' }])
  expect(new Set(keys).size).toBe(2)
  const cut = await failure(collect(files.write('cut.parquet', new Uint8Array(bytes).slice(0, 200))))
  expect(cut.code).toBe('SW_FILE_UNREADABLE')
})

/** A row group of many pages, as writers make them that put a million rows into one. */
function largeGroup(rows: number): Uint8Array {
  const numbers = Array.from({ length: rows }, (_, index) => index)
  return new Uint8Array(
    parquetWriteBuffer({
      rowGroupSize: rows,
      pageSize: 1 << 16,
      codec: 'UNCOMPRESSED',
      columnData: [
        { name: 'time', data: numbers.map((index) => new Date(ROW.time + index)), type: 'TIMESTAMP' },
        { name: 'account_id', data: numbers.map((index) => `a-${index % 7}`), type: 'STRING' },
        { name: 'input_text', data: numbers.map((index) => `${index} Why?`), type: 'STRING' },
      ],
    }),
  )
}

test('a large row group of Parquet comes in ranges that can be held, and damage costs the range it is in', async () => {
  const rows = 40_000
  const bytes = largeGroup(rows)
  const file = { path: files.write('large.parquet', bytes), bytes: bytes.length }
  const { blocks, records } = await collect(file)
  expect(records.map(({ input_text }) => Number.parseInt(input_text ?? '', 10))).toEqual(
    Array.from({ length: rows }, (_, index) => index),
  )
  expect(blocks.map(({ rowStart, rowEnd }) => [rowStart, rowEnd])).toEqual([
    [0, 32_768],
    [32_768, rows],
  ])
  expect(blocks.at(-1)?.consumed).toBe(bytes.length)

  // The text of one of the last rows claims to be longer than its page.
  const damaged = Buffer.from(bytes)
  const at = damaged.lastIndexOf('39990 Why?')
  damaged.writeUInt32LE(0x7fffffff, at - 4)
  const hurt = await collect({ path: files.write('hurt.parquet', damaged), bytes: bytes.length })
  expect(hurt.records).toHaveLength(32_768)
  expect(hurt.unreadable).toMatchObject([{ line: 32_769, rows: rows - 32_768 }])
})

test('Parquet that takes too long is given up by its row group, and says which limit that was', async () => {
  const bytes = largeGroup(40_000)
  const path = files.write('slow.parquet', bytes)
  const source = await openSource({ path, bytes: bytes.length })
  const unreadable: Unreadable[] = []
  const sink = {
    record: () => {},
    part: () => {},
    passedOver: () => {},
    unreadable: (row: Unreadable) => unreadable.push(row),
  }
  for await (const block of source.blocks()) await readBlock(block, { patience: 1 }, sink)
  expect(unreadable.reduce((sum, { rows = 1 }) => sum + rows, 0)).toBe(40_000)
  expect(unreadable[0]).toMatchObject({
    again: true,
    reason: expect.stringMatching(/^rows 1 to \d+ were not read: decoding took more than 0.001 seconds$/),
  })
})
