import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RowBinaryWriter } from './row-binary.ts'
import { openStore, type Store } from './store.ts'

let folder: string
let store: Store

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
  store = await openStore({ dataDir: folder, clickhouseUrl: '' })
})

afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const uint = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 })
const row = fc.record({
  s: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ unit: 'binary' })),
  l: fc.constantFrom('', 'chat', 'x'.repeat(42), 'ü'.repeat(42), 'ü'.repeat(43), '語'.repeat(9_000)),
  a: uint(8),
  b: uint(16),
  c: uint(32),
  d: uint(53),
  t: fc.integer({ min: 0, max: Date.UTC(2100, 0) }),
  f: fc.integer({ min: -64, max: 640 }).map((n) => n / 64),
  w: fc.array(uint(53), { maxLength: 200 }),
  u: fc.uint8Array({ maxLength: 200 }).map((bytes) => [...bytes]),
  i: fc.int8Array({ maxLength: 200 }).map((bytes) => [...bytes]),
})
const COLUMNS = ['p', 's', 'l', 'a', 'b', 'c', 'd', 't', 'f', 'w', 'u', 'i']

test('ClickHouse reads back what was written', async () => {
  await store.command(
    `CREATE TABLE written (p UInt32, s String, l LowCardinality(String), a UInt8, b UInt16, c UInt32, d UInt64,
     t DateTime64(3, 'UTC'), f Float32, w Array(UInt64), u Array(UInt8), i Array(Int8)) ENGINE = Memory`,
  )
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
      await store.command('TRUNCATE TABLE written')
      const writer = new RowBinaryWriter(16)
      for (const [p, r] of rows.entries()) {
        writer.uint32(p)
        writer.text(r.s)
        writer.text(r.l)
        writer.uint8(r.a)
        writer.uint16(r.b)
        writer.uint32(r.c)
        writer.uint64(r.d)
        writer.time(r.t)
        writer.float32(r.f)
        writer.uint64s(r.w)
        writer.bytes(Uint8Array.from(r.u))
        writer.bytes(Int8Array.from(r.i))
      }
      await store.insertBinary('written', COLUMNS, writer.take())
      expect(
        await store.query(
          'SELECT * EXCEPT p REPLACE (toUnixTimestamp64Milli(t) AS t) FROM written ORDER BY p',
          {},
          { numbers: true },
        ),
      ).toEqual(rows)
    }),
    { numRuns: 60 },
  )
})

test('a part of the columns may be written, in any order', async () => {
  const writer = new RowBinaryWriter()
  writer.time(1_700_000_000_123)
  writer.text('acct')
  await store.insertBinary('requests', ['time', 'account_id'], writer.take())
  expect(
    await store.query(
      'SELECT account_id, time, record_key, template FROM requests WHERE account_id = {a:String}',
      {
        a: 'acct',
      },
    ),
  ).toEqual([{ account_id: 'acct', time: '2023-11-14 22:13:20.123', record_key: '0', template: [] }])
})

test('bytes that end within a row are refused, and nothing is left behind', async () => {
  const writer = new RowBinaryWriter()
  writer.text('acct')
  await expect(store.insertBinary('requests', ['account_id', 'time'], writer.take())).rejects.toMatchObject({
    code: 'SW_STORE_FAILED',
  })
  expect(readdirSync(folder).filter((name) => name.startsWith('insert'))).toEqual([])
})

test('what a killed insert left is removed on opening', async () => {
  await store.close()
  writeFileSync(join(folder, 'insert-1.rowbinary'), 'left')
  store = await openStore({ dataDir: folder, clickhouseUrl: '' })
  expect(readdirSync(folder).filter((name) => name.startsWith('insert'))).toEqual([])
})
