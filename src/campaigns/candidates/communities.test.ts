import { describe, expect, test } from 'vitest'
import { createRandom } from '../../statistics/index.ts'
import { edgesOf, groupOf, inRuns, randomGroups, span } from '../testing/worlds.ts'
import { communities } from './communities.ts'

const EVERYBODY = 800

/** A ring of people, each of whom shares one key with the next. */
function ring(members: readonly number[]): number[][] {
  return members.map((member, i) => [member, members[(i + 1) % members.length]].sort((a, b) => a - b))
}

describe('communities', () => {
  test('are the connected people, over several kinds of keys', () => {
    const kinds = [edgesOf(inRuns(span(0, 10), 2)), edgesOf(inRuns(span(1, 9), 2))]
    expect(communities(kinds, EVERYBODY)).toEqual([groupOf(span(0, 10))])
  })

  test('divide a large component where it hangs by a thread', () => {
    const clique = (members: readonly number[], seed: string): number[][] => {
      const random = createRandom(seed)
      return span(0, 40).map(() => randomGroups(members, 4, random)[0].sort((a, b) => a - b))
    }
    const [one, other] = [span(0, 20), span(20, 40)]
    const edges = edgesOf([...clique(one, 'one'), ...clique(other, 'other'), [19, 20]])
    const found = communities([edges], EVERYBODY)
    expect(found).toContainEqual(groupOf(one))
    expect(found).toContainEqual(groupOf(other))
  })

  test('are not tied by what a large part of everybody shares', () => {
    expect(communities([edgesOf([span(0, 600), ...inRuns(span(0, 600), 2)])], EVERYBODY)).toEqual([])
  })

  test('are the same every time', () => {
    const random = createRandom('again')
    const kinds = [edgesOf(ring(span(0, 200))), edgesOf(randomGroups(span(0, EVERYBODY), 3, random))]
    const first = communities(kinds, EVERYBODY)
    expect(first.length).toBeGreaterThan(3)
    expect(communities(kinds, EVERYBODY)).toEqual(first)
    for (const found of first) expect(found).toEqual(groupOf(found))
  })

  test('come out of a key that everybody holds without harm', () => {
    expect(
      communities([edgesOf([span(0, 30)])], 30, 30).flatMap((found) => [...found]).length,
    ).toBeLessThanOrEqual(30)
  })
})
