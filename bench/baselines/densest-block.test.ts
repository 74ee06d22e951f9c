import { expect, test } from 'vitest'
import { createRandom } from '../../src/statistics/index.ts'
import { densestBlock, type Edge } from './densest-block.ts'
import { MinTree } from './min-tree.ts'

test('without edges there is no block', () => {
  expect(densestBlock([], 3, 3)).toBeUndefined()
})

test('a planted block is found to the last row, whatever else hangs on it', () => {
  const planted = [2, 3, 4, 5].flatMap((row) => [1, 2, 3].map((column) => ({ row, column, weight: 1 })))
  const camouflage = [0, 1, 2, 3, 4, 5, 6].map((row) => ({ row, column: 0, weight: 0.1 }))
  const block = densestBlock([...camouflage, ...planted], 7, 4)
  expect(block?.rows).toEqual([2, 3, 4, 5])
  expect([...(block?.columns ?? [])]).toEqual([1, 2, 3])
  expect(block?.density).toBeCloseTo(12 / 7, 12)
})

test('never less than half as dense as the densest block there is, and as dense as it says', () => {
  const random = createRandom('blocks')
  for (let round = 0; round < 50; round++) {
    const edges: Edge[] = []
    for (let row = 0; row < 5; row++) {
      for (let column = 0; column < 5; column++) {
        if (random.next() < 0.4) edges.push({ row, column, weight: random.range(0.1, 1) })
      }
    }
    const block = densestBlock(edges, 5, 5)
    if (!block) continue
    const rows = new Set(block.rows)
    expect(
      densityOf(
        edges,
        (row) => rows.has(row),
        (column) => block.columns.has(column),
      ),
    ).toBeCloseTo(block.density, 10)
    expect(block.density).toBeGreaterThanOrEqual(densest(edges) / 2)
  }
})

function densityOf(
  edges: readonly Edge[],
  row: (at: number) => boolean,
  column: (at: number) => boolean,
): number {
  const weight = edges.reduce(
    (sum, edge) => sum + (row(edge.row) && column(edge.column) ? edge.weight : 0),
    0,
  )
  const five = [0, 1, 2, 3, 4]
  return weight / Math.max(1, five.filter(row).length + five.filter(column).length)
}

/** By trying every set of rows and of columns. */
function densest(edges: readonly Edge[]): number {
  let best = 0
  for (let rows = 0; rows < 32; rows++) {
    for (let columns = 0; columns < 32; columns++) {
      const has = (set: number) => (at: number) => ((set >> at) & 1) === 1
      best = Math.max(best, densityOf(edges, has(rows), has(columns)))
    }
  }
  return best
}

test('the tree knows the lowest after every change', () => {
  const random = createRandom('tree')
  const values = Array.from({ length: 11 }, () => random.next())
  const tree = new MinTree(values)
  for (let i = 0; i < 100; i++) {
    expect(tree.lowest()).toBe(values.indexOf(Math.min(...values)))
    const place = random.integer(values.length)
    values[place] = random.next()
    tree.set(place, values[place])
  }
})
