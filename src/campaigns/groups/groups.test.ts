import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupOf, span } from '../testing/worlds.ts'
import {
  difference,
  intersection,
  intersectionSize,
  meet,
  nameOf,
  overlap,
  Partition,
  union,
} from './groups.ts'

const group = fc.uniqueArray(fc.integer({ min: 0, max: 30 })).map(groupOf)

test('set operations do what sets do', () => {
  fc.assert(
    fc.property(group, group, (a, b) => {
      const [setA, setB] = [new Set(a), new Set(b)]
      const shared = [...setA].filter((member) => setB.has(member))
      expect(intersectionSize(a, b)).toBe(shared.length)
      expect(overlap(a, b)).toBe(shared.length / Math.max(1, Math.min(a.length, b.length)))
      expect([...difference(a, b)]).toEqual([...a].filter((member) => !setB.has(member)))
      expect([...intersection(a, b)]).toEqual([...a].filter((member) => setB.has(member)))
      expect(meet(a, b)).toBe(shared.length > 0)
      expect(union([a, b])).toEqual(groupOf([...a, ...b]))
      expect(nameOf(a) === nameOf(b)).toBe(setA.size === setB.size && shared.length === setA.size)
    }),
  )
})

test('what is joined is together, in any order of joining', () => {
  const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 14 })))
  fc.assert(
    fc.property(pairs, (list) => {
      const partition = new Partition(15)
      for (const [a, b] of list) partition.join(a, b)
      const reversed = new Partition(15)
      for (const [a, b] of [...list].reverse()) reversed.join(b, a)
      expect(reversed.sets()).toEqual(partition.sets())
      expect(
        partition
          .sets()
          .flat()
          .sort((a, b) => a - b),
      ).toEqual(span(0, 15))
      for (const [a, b] of list) expect(partition.find(a)).toBe(partition.find(b))
      // No more is together than the pairs say: every join makes one set less at most.
      expect(partition.sets().length).toBeGreaterThanOrEqual(15 - list.length)
    }),
  )
})
