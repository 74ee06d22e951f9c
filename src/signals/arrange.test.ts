import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrange } from './arrange.ts'

test('any rows in any order come to stand where they are wanted', () => {
  const wanted = fc.uniqueArray(fc.nat({ max: 19 }), { maxLength: 20 })
  fc.assert(
    fc.property(wanted, fc.integer({ min: 1, max: 3 }), (rows, width) => {
      const table = Float32Array.from({ length: 20 * width }, (_, i) => i)
      const picked = rows.flatMap((row) => [...table.subarray(row * width, (row + 1) * width)])
      arrange(table, Uint32Array.from(rows), width)
      expect([...table.subarray(0, picked.length)]).toEqual(picked)
    }),
  )
})
