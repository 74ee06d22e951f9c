import { describe, expect, test } from 'vitest'
import { CUES } from '../models/index.ts'
import { degree, type Edges, holdersOf, keyCount } from '../signals/index.ts'
import { decoy } from './decoys.ts'
import { poolAmongInnocents } from './testing/scenes.ts'
import { span } from './testing/worlds.ts'

const { world } = poolAmongInnocents()
const shuffled = decoy(world, 'seed')
const HOUR = 3_600_000

const sorted = (values: ArrayLike<number>): number[] => Array.from(values).sort((a, b) => a - b)
const degrees = (edges: Edges): number[] => span(0, keyCount(edges)).map((key) => degree(edges, key))
/** Strata of the holders of every key. */
const strata = (edges: Edges): number[][] =>
  span(0, keyCount(edges)).map((key) =>
    sorted(Array.from(holdersOf(edges, key), (p) => world.principals.stratum[p])),
  )

describe('a decoy', () => {
  test('keeps every key with its number of holders from every stratum', () => {
    for (const [id, edges] of world.keys) {
      const moved = shuffled.keys.get(id)
      expect(moved && degrees(moved)).toEqual(degrees(edges))
      expect(moved && strata(moved)).toEqual(strata(edges))
      expect(moved?.members).not.toEqual(edges.members)
    }
    expect(strata(shuffled.organizations)).toEqual(strata(world.organizations))
    expect(strata(shuffled.segments)).toEqual(strata(world.segments))
    expect(shuffled.principals.stratum).toEqual(world.principals.stratum)
  })

  test('keeps what was done with every instruction', () => {
    const rows = ({ templates }: typeof world): string[][] =>
      span(0, keyCount(templates)).map((token) =>
        span(templates.offsets[token], templates.offsets[token + 1])
          .map((edge) =>
            [
              templates.weights[edge],
              templates.bodies[edge],
              ...templates.cueSums.subarray(edge * CUES.length, (edge + 1) * CUES.length),
              world.principals.stratum[templates.members[edge]],
            ].join(' '),
          )
          .sort(),
      )
    expect(rows(shuffled)).toEqual(rows(world))
  })

  test('keeps totals of requests, texts, cues and features', () => {
    const total = (values: ArrayLike<number>): number =>
      Array.from(values).reduce((sum, value) => sum + value, 0)
    for (const field of ['requests', 'texts', 'cueSums', 'features', 'segments'] as const) {
      expect(total(shuffled.principals[field]), field).toBe(total(world.principals[field]))
    }
    expect(total(shuffled.activity.counts)).toBe(total(world.activity.counts))
    expect(sorted(shuffled.activity.hours)).toEqual(sorted(world.activity.hours))
  })

  test('keeps hours, loads and the span of activity of one principal together', () => {
    const { activity, principals, start } = shuffled
    for (let p = 0; p < principals.count; p++) {
      const [from, to] = [activity.offsets[p], activity.offsets[p + 1]]
      const own = activity.hours.subarray(from, to)
      expect(principals.requests[p]).toBe(activity.counts.subarray(from, to).reduce((sum, n) => sum + n, 0))
      expect(Math.floor((principals.firstSeen[p] - start) / HOUR)).toBe(own[0])
      expect(Math.floor((principals.lastSeen[p] - start) / HOUR)).toBe(own[own.length - 1])
    }
  })

  test('keeps an instruction and its texts together', () => {
    const { templates, principals } = shuffled
    templates.members.forEach((member, edge) => {
      expect(templates.bodies[edge]).toBeLessThanOrEqual(principals.texts[member])
      CUES.forEach((_, cue) => {
        expect(templates.cueSums[edge * CUES.length + cue]).toBeLessThanOrEqual(
          // What an instruction asks now and then is drawn for the whole, not added up.
          principals.cueSums[member * CUES.length + cue] + 255 * 0.02 * templates.bodies[edge] + 1,
        )
      })
    })
  })

  test('tears families apart: no card’s holders share an address range any more than chance has it', () => {
    const pairs = (one: typeof world): number => {
      const range = new Map<number, number>()
      const ranges = one.keys.get('shared-address-range')
      const cards = one.keys.get('shared-card')
      if (!ranges || !cards) return Number.NaN
      for (let key = 0; key < keyCount(ranges); key++)
        for (const p of holdersOf(ranges, key)) range.set(p, key)
      return span(0, keyCount(cards)).filter((card) => {
        const places = Array.from(holdersOf(cards, card), (p) => range.get(p) ?? -1 - p)
        return new Set(places).size < places.length
      }).length
    }
    expect(pairs(world)).toBeGreaterThan(200)
    expect(pairs(shuffled)).toBeLessThan(30)
  })

  test('is the same for one seed and another for another', () => {
    expect(decoy(world, 'seed')).toEqual(shuffled)
    expect(decoy(world, 'other').keys).not.toEqual(shuffled.keys)
  })
})
