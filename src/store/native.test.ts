import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ColumnKinds } from './columns.ts'
import { NativeDecoder } from './native.ts'

/** Blocks as ClickHouse writes them. */
function block(rows: number, columns: { name: string; type: string; data: Uint8Array }[]): Uint8Array {
  const parts = [varint(columns.length), varint(rows)]
  for (const { name, type, data } of columns) parts.push(text(name), text(type), data)
  return Buffer.concat(parts)
}

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  return Uint8Array.from([...bytes, rest])
}

function text(value: string): Uint8Array {
  const bytes = Buffer.from(value)
  return Buffer.concat([varint(bytes.length), bytes])
}

function lists(rows: readonly number[][], values: (all: number[]) => Uint8Array): Uint8Array {
  let end = 0
  const ends = BigUint64Array.from(rows, ({ length }) => {
    end += length
    return BigInt(end)
  })
  return Buffer.concat([bytesOf(ends), values(rows.flat())])
}

const texts = (values: string[]) => Buffer.concat(values.map(text))
const bytesOf = (values: { buffer: ArrayBufferLike }) => new Uint8Array(values.buffer.slice(0))

function decode<const Kinds extends ColumnKinds>(kinds: Kinds, bytes: Uint8Array, cuts: number[] = []) {
  const decoder = new NativeDecoder(kinds)
  let start = 0
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    const end = Math.min(cut, bytes.length)
    // The engine may reuse a piece's memory once the next one is asked for.
    const piece = new Uint8Array(bytes.subarray(start, end))
    decoder.push(piece)
    piece.fill(255)
    start = end
  }
  decoder.push(bytes.subarray(start))
  return decoder.finish()
}

const row = fc.record({
  account: fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.constantFrom('a', 'b', '', '\ufeffa'),
  ),
  key: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  count: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  flag: fc.integer({ min: 0, max: 255 }),
  share: fc.double({ noNaN: true }),
  tokens: fc.array(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), { maxLength: 5 }),
  cues: fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 5 }),
})

test('values are the same wherever the pieces are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.array(row, { maxLength: 40 })), fc.array(fc.nat(6_000)), (blocks, cuts) => {
      const bytes = Buffer.concat(
        blocks.map((rows) =>
          block(rows.length, [
            { name: 'account', type: 'String', data: texts(rows.map((r) => r.account)) },
            {
              name: 'key',
              type: 'UInt64',
              data: bytesOf(BigUint64Array.from(rows.map((r) => BigInt(r.key)))),
            },
            { name: 'count', type: 'UInt32', data: bytesOf(Uint32Array.from(rows.map((r) => r.count))) },
            { name: 'flag', type: 'UInt8', data: Uint8Array.from(rows.map((r) => r.flag)) },
            { name: 'share', type: 'Float64', data: bytesOf(Float64Array.from(rows.map((r) => r.share))) },
            {
              name: 'tokens',
              type: 'Array(UInt64)',
              data: lists(
                rows.map((r) => r.tokens),
                (all) => bytesOf(BigUint64Array.from(all, BigInt)),
              ),
            },
            {
              name: 'cues',
              type: 'Array(UInt8)',
              data: lists(
                rows.map((r) => r.cues),
                (all) => Uint8Array.from(all),
              ),
            },
          ]),
        ),
      )
      const kinds = {
        account: 'string-index',
        key: 'u64',
        count: 'u32',
        flag: 'u8',
        share: 'f64',
        tokens: 'u64-list',
        cues: 'u8-list',
      } as const
      const { rows, columns } = decode(kinds, bytes, cuts)
      const all = blocks.flat()
      expect(rows).toBe(all.length)
      expect(Array.from(columns.account.codes, (code) => columns.account.values[code])).toEqual(
        all.map((r) => r.account),
      )
      expect(new Set(columns.account.values).size).toBe(columns.account.values.length)
      expect([...columns.key]).toEqual(all.map((r) => r.key))
      expect([...columns.count]).toEqual(all.map((r) => r.count))
      expect([...columns.flag]).toEqual(all.map((r) => r.flag))
      expect([...columns.share]).toEqual(all.map((r) => r.share))
      for (const name of ['tokens', 'cues'] as const) {
        const { ends, values } = columns[name]
        const lists = all.map((_, i) => [...values.subarray(i === 0 ? 0 : ends[i - 1], ends[i])])
        expect(lists).toEqual(all.map((r) => r[name]))
      }
    }),
  )
})

test('every single cut of a block gives the same', () => {
  const bytes = block(3, [
    { name: 'a', type: 'String', data: texts(['x'.repeat(300), '', 'ü']) },
    { name: 'b', type: 'Int16', data: bytesOf(Int16Array.from([-1, 2, -300])) },
  ])
  for (let cut = 0; cut <= bytes.length; cut++) {
    const { columns } = decode({ a: 'string-index', b: 'f64' }, bytes, [cut])
    expect(columns.a.values).toEqual(['x'.repeat(300), '', 'ü'])
    expect([...columns.b]).toEqual([-1, 2, -300])
  }
})

test('no rows give empty columns of the right kind', () => {
  const { rows, columns } = decode({ a: 'u32', b: 'string-index' }, new Uint8Array(0))
  expect(rows).toBe(0)
  expect(columns.a).toEqual(new Uint32Array(0))
  expect(columns.b).toEqual({ codes: new Uint32Array(0), values: [] })
})

test('an integer beyond 2^53 is an error, not a wrong number', () => {
  const bytes = (value: bigint) =>
    block(1, [{ name: 'k', type: 'UInt64', data: bytesOf(BigUint64Array.from([value])) }])
  expect([...decode({ k: 'u64' }, bytes(2n ** 53n - 1n)).columns.k]).toEqual([2 ** 53 - 1])
  expect(() => decode({ k: 'u64' }, bytes(2n ** 53n))).toThrow(/2\^53/)
})

test('what does not fit is refused with the column named', () => {
  const bytes = block(1, [{ name: 'k', type: 'Float64', data: bytesOf(Float64Array.from([1])) }])
  expect(() => decode({ k: 'u32' }, bytes)).toThrow(/Column k comes as Float64/)
  expect(() => decode({ j: 'f64' }, bytes)).toThrow(/returns a column k/)
  expect(() => decode({ k: 'f64', l: 'u8' }, bytes)).toThrow(/returns 1 columns, 2 were expected/)
})

test('a result that breaks off tells why', () => {
  const whole = block(2, [{ name: 'k', type: 'UInt8', data: Uint8Array.from([1, 2]) }])
  expect(() => decode({ k: 'u8' }, whole.subarray(0, whole.length - 1))).toThrow(/ended early/)
  const failed = Buffer.concat([whole, Buffer.from('Code: 241. DB::Exception: Memory limit exceeded')])
  expect(() => decode({ k: 'u8' }, failed)).toThrow(/Memory limit exceeded/)
})
