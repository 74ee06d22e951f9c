import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJsonRows } from './json-rows.ts'

async function* cut(bytes: Uint8Array, cuts: number[]): AsyncGenerator<Uint8Array> {
  let start = 0
  for (const end of [...cuts.sort((a, b) => a - b), bytes.length]) {
    const piece = new Uint8Array(bytes.subarray(start, end))
    yield piece
    // The engine may reuse a piece's memory.
    piece.fill(120)
    start = Math.min(end, bytes.length)
  }
}

test('rows are the same wherever the pieces are cut', async () => {
  const row = fc.record({ a: fc.string({ unit: 'grapheme' }), b: fc.integer() })
  await fc.assert(
    fc.asyncProperty(fc.array(row), fc.array(fc.nat(2_000)), async (rows, cuts) => {
      const bytes = Buffer.from(rows.map((r) => `${JSON.stringify(r)}\n`).join(''))
      expect(await readJsonRows(cut(bytes, cuts))).toEqual(rows)
    }),
  )
})

test('an exception in the middle of a result is told', async () => {
  const bytes = Buffer.from('{"a":1}\nCode: 241. DB::Exception: Memory limit exceeded\n')
  await expect(readJsonRows(cut(bytes, [12]))).rejects.toThrow(/Memory limit exceeded/)
})
