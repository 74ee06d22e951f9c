import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDraws } from './draws.ts'

test('many draws at once succeed as one after the other does', () => {
  const kinds = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 200 }), fc.double({ min: 0, max: 1, noNaN: true })),
    {
      maxLength: 4,
    },
  )
  fc.assert(
    fc.property(kinds, fc.integer({ min: 2, max: 8 }), (some, length) => {
      const [one, many] = [new Float64Array(length), new Float64Array(length)]
      one[0] = 1
      many[0] = 1
      for (const [draws, p] of some) {
        addDraws(many, draws, p)
        for (let n = 0; n < draws; n++) addDraws(one, 1, p)
      }
      many.forEach((mass, j) => {
        expect(mass).toBeCloseTo(one[j], 12)
      })
    }),
  )
})
