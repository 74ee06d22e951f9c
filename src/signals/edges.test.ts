import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../statistics/index.ts'
import {
  buildEdges,
  byPrincipal,
  degree,
  type Edges,
  holdersOf,
  keyCount,
  relabelled,
  withoutTwins,
} from './edges.ts'

const PRINCIPALS = 12

const pairs = fc.array(
  fc.record({
    key: fc.integer({ min: 0, max: 6 }),
    principal: fc.integer({ min: 0, max: PRINCIPALS - 1 }),
    weight: fc.integer({ min: 1, max: 9 }),
  }),
  { maxLength: 60 },
)
type Pair = { key: number; principal: number; weight: number }

function edgesOf(list: readonly Pair[], minDegree: number): Edges {
  return buildEdges(
    list.map(({ key }) => key),
    list.map(({ principal }) => principal),
    list.map(({ weight }) => weight),
    minDegree,
  )
}

/** "key principal" -> weight. */
function listed(edges: Edges): Map<string, number> {
  const found = new Map<string, number>()
  for (let key = 0; key < keyCount(edges); key++) {
    holdersOf(edges, key).forEach((holder, i) => {
      found.set(`${edges.keys[key]} ${holder}`, edges.weights[edges.offsets[key] + i])
    })
  }
  return found
}

describe('buildEdges', () => {
  test('adds up repeated pairs and leaves out unknown and lonely keys', () => {
    const edges = buildEdges([7, 0, 5, 7, 7, 9, 0], [3, 1, 2, 1, 3, 4, 2], [1, 1, 4, 10, 100, 1, 1], 2)
    expect(listed(edges)).toEqual(
      new Map([
        ['7 1', 10],
        ['7 3', 101],
      ]),
    )
  })

  test('counts one for a pair without a weight', () => {
    expect([...buildEdges([3, 3, 3], [0, 1, 1], undefined, 2).weights]).toEqual([1, 2])
  })

  test('of nothing is nothing', () => {
    const edges = buildEdges([], [], undefined, 2)
    expect(keyCount(edges)).toBe(0)
    expect([...edges.offsets]).toEqual([0])
  })

  test('holds exactly the sums by key and principal, in any order of the pairs', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 4 }), fc.integer(), (list, minDegree, seed) => {
        const expected = new Map<string, number>()
        const holders = new Map<number, Set<number>>()
        for (const { key, principal } of list)
          holders.set(key, (holders.get(key) ?? new Set()).add(principal))
        for (const { key, principal, weight } of list) {
          if (key === 0 || (holders.get(key)?.size ?? 0) < minDegree) continue
          expected.set(`${key} ${principal}`, (expected.get(`${key} ${principal}`) ?? 0) + weight)
        }
        const edges = edgesOf(list, minDegree)
        expect(listed(edges)).toEqual(expected)
        expect([...edges.keys]).toEqual([...edges.keys].sort((a, b) => a - b))
        for (let key = 0; key < keyCount(edges); key++) {
          expect(degree(edges, key)).toBe(holders.get(edges.keys[key])?.size)
          expect([...holdersOf(edges, key)]).toEqual([...holdersOf(edges, key)].sort((a, b) => a - b))
        }
        expect(edgesOf(createRandom(seed).shuffle([...list]), minDegree)).toEqual(edges)
      }),
    )
  })
})

test('seen from the principals, the edges are the same', () => {
  fc.assert(
    fc.property(pairs, (list) => {
      const edges = edgesOf(list, 1)
      const index = byPrincipal(edges, PRINCIPALS)
      const found = new Map<string, number>()
      for (let principal = 0; principal < PRINCIPALS; principal++) {
        for (let at = index.offsets[principal]; at < index.offsets[principal + 1]; at++) {
          expect(edges.members[index.edges[at]]).toBe(principal)
          found.set(`${edges.keys[index.keys[at]]} ${principal}`, edges.weights[index.edges[at]])
        }
      }
      expect(found).toEqual(listed(edges))
      expect(byPrincipal(edges, PRINCIPALS)).toBe(index)
    }),
  )
})

test('moved principals keep their keys and weights; moving them back restores the edges', () => {
  fc.assert(
    fc.property(pairs, fc.integer(), (list, seed) => {
      const edges = edgesOf(list, 1)
      const place = createRandom(seed).shuffle(Uint32Array.from({ length: PRINCIPALS }, (_, i) => i))
      const moved = relabelled(edges, place)
      const expected = [...listed(edges)].map(([name, weight]) => {
        const [key, principal] = name.split(' ').map(Number)
        return [`${key} ${place[principal]}`, weight] as const
      })
      expect(listed(moved)).toEqual(new Map(expected))
      expect(moved.offsets).toEqual(edges.offsets)
      for (let key = 0; key < keyCount(moved); key++) {
        expect([...holdersOf(moved, key)]).toEqual([...holdersOf(moved, key)].sort((a, b) => a - b))
      }
      const back = new Uint32Array(PRINCIPALS)
      place.forEach((to, from) => {
        back[to] = from
      })
      expect(relabelled(moved, back)).toEqual(edges)
    }),
  )
})

test('keys with the same holders are one, with the weights of all', () => {
  const edges = buildEdges([7, 7, 8, 8, 9, 9, 9], [1, 2, 1, 2, 1, 2, 3], [1, 2, 3, 4, 1, 1, 1], 2)
  const distinct = withoutTwins(edges)
  expect([...distinct.keys]).toEqual([7, 9])
  expect([...distinct.members]).toEqual([1, 2, 1, 2, 3])
  expect([...distinct.weights]).toEqual([4, 6, 1, 1, 1])
})
