import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Points } from './points.ts'

const point = fc.int8Array({ minLength: 3, maxLength: 3 })

test('the nearest point is the nearest of all, however many there are', () => {
  fc.assert(
    fc.property(fc.array(point, { maxLength: 70 }), point, (list, to) => {
      const points = new Points(3)
      for (const one of list) points.add(one)
      const distances = list.map((one) => one.reduce((sum, value, i) => sum + (value - to[i]) ** 2, 0))
      expect(points.nearestSquared(to)).toBe(Math.min(...distances))
    }),
  )
})
