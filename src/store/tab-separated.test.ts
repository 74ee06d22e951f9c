import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore, type Store } from './store.ts'
import { TabSeparatedWriter } from './tab-separated.ts'

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

// Half a surrogate pair is no text, and UTF-8 cannot hold it.
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('\t', '\n', '\r', '\\', '\0', "'", 'N', 'ü', '[') }),
)
const integer = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
const row = fc.record({
  s: anyText,
  n: integer,
  f: fc.integer({ min: -64, max: 640 }).map((n) => n / 64),
  a: fc.array(integer),
  i: fc.array(fc.integer({ min: -128, max: 127 })),
  t: fc.array(anyText),
  m: fc.dictionary(anyText, integer),
})

test('ClickHouse reads back what was written', async () => {
  await store.command(
    `CREATE TABLE written (p UInt32, s String, n UInt64, f Float32, a Array(UInt64), i Array(Int8),
     t Array(String), m Map(String, UInt64)) ENGINE = Memory`,
  )
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
      await store.command('TRUNCATE TABLE written')
      const writer = new TabSeparatedWriter(16)
      for (const [p, r] of rows.entries()) {
        writer.integer(p)
        writer.text(r.s)
        writer.integer(r.n)
        writer.float(r.f)
        writer.integers(r.a)
        writer.integers(r.i)
        writer.texts(r.t)
        writer.counts(r.m)
        writer.endRow()
      }
      expect(writer.rows).toBe(rows.length)
      await store.insert('written', ['p', 's', 'n', 'f', 'a', 'i', 't', 'm'], writer.take())
      const read = await store.query('SELECT * EXCEPT p FROM written ORDER BY p', {}, { numbers: true })
      expect(read).toEqual(rows.map((r) => ({ ...r, m: { ...r.m } })))
    }),
    { numRuns: 60 },
  )
})

test('take leaves an empty writer that does not touch the taken bytes', () => {
  const writer = new TabSeparatedWriter()
  writer.text('one')
  writer.endRow()
  const first = writer.take()
  writer.text('two')
  writer.endRow()
  expect(first.toString()).toBe('one\n')
  expect(writer.take().toString()).toBe('two\n')
  expect(writer.rows).toBe(0)
})
