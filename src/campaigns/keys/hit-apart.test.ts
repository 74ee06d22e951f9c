import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logChernoffBound } from '../../statistics/index.ts'
import { span } from '../testing/worlds.ts'
import { hitApart } from './hit-apart.ts'

describe('keys hit apart', () => {
  const keys = fc.array(
    fc.record({
      members: fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 8 }),
      depth: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 8 },
  )

  test('are no more than there are, no more than members suffice for, and all where none overlap', () => {
    fc.assert(
      fc.property(keys, (some) => {
        const hit = some.filter(({ members, depth }) => members.length >= depth)
        const apart = hitApart(some, 12)
        expect(apart).toBeLessThanOrEqual(hit.length)
        const least = [...hit.map(({ depth }) => depth)].sort((a, b) => a - b).slice(0, apart)
        expect(least.reduce((sum, depth) => sum + depth, 0)).toBeLessThanOrEqual(12)
        const own = hit.map(({ depth }, i) => ({ members: span(100 * i, 100 * i + depth), depth }))
        expect(hitApart(own, 800)).toBe(hit.length)
      }),
    )
  })

  test('are no commoner than independent keys of the same chances, whoever holds them', () => {
    // Every choice of four members out of twelve.
    const choices = span(0, 2 ** 12)
      .map((bits) => span(0, 12).filter((one) => bits & (1 << one)))
      .filter(({ length }) => length === 4)
    fc.assert(
      fc.property(keys, (some) => {
        const drawn = choices.map((choice) =>
          some.map(({ members, depth }) => ({
            members: members.filter((one) => choice.includes(one)),
            depth,
          })),
        )
        const isHit = ({ members, depth }: (typeof some)[number]): boolean => members.length >= depth
        const chances = some.map((_, i) => drawn.filter((hit) => isHit(hit[i])).length / drawn.length)
        const apart = drawn.map((hit) => hitApart(hit, 4))
        for (const least of span(1, 5)) {
          const part = apart.filter((count) => count >= least).length / drawn.length
          const bound = logChernoffBound(
            least,
            some.map(() => 1),
            chances,
          )
          expect(part).toBeLessThanOrEqual(Math.exp(bound) + 1e-9)
        }
      }),
    )
  })

  test('do not share a member', () => {
    expect(
      hitApart(
        [
          { members: [1, 2], depth: 2 },
          { members: [2, 3], depth: 2 },
        ],
        3,
      ),
    ).toBe(1)
    expect(
      hitApart(
        [
          { members: [1, 2, 4, 5], depth: 2 },
          { members: [2, 3], depth: 2 },
        ],
        5,
      ),
    ).toBe(2)
  })
})
