import { MinTree } from './min-tree.ts'

/** An edge of a bipartite graph: rows 0 .. rows - 1 on one side, columns 0 .. columns - 1 on the other. */
export interface Edge {
  readonly row: number
  readonly column: number
  readonly weight: number
}

export interface Block {
  readonly rows: readonly number[]
  readonly columns: ReadonlySet<number>
  /** Weight of the edges inside, divided by the number of rows and columns. */
  readonly density: number
}

/**
 * The block that greedy peeling finds: whoever has the least weight left is taken away, one after the other, and the
 * densest state on the way is the block. At least half as dense as the densest there is (Hooi et al., FRAUDAR,
 * KDD 2016, algorithm 1; Charikar 2000). O(edges log nodes).
 * @returns undefined without edges
 */
export function densestBlock(edges: readonly Edge[], rows: number, columns: number): Block | undefined {
  const nodes = rows + columns
  const weights = new Float64Array(nodes)
  const neighbours: Edge[][] = Array.from({ length: nodes }, () => [])
  let total = 0
  for (const edge of edges) {
    total += edge.weight
    for (const node of [edge.row, rows + edge.column]) {
      weights[node] += edge.weight
      neighbours[node].push(edge)
    }
  }
  const tree = new MinTree(weights.map((weight) => (weight > 0 ? weight : Number.POSITIVE_INFINITY)))
  let left = weights.filter((weight) => weight > 0).length
  if (left === 0) return undefined

  const takenAt = new Uint32Array(nodes)
  let best = { density: total / left, step: 0 }
  for (let step = 1; left > 1; step++) {
    const node = tree.lowest()
    total -= tree.at(node)
    takenAt[node] = step
    tree.set(node, Number.POSITIVE_INFINITY)
    left--
    for (const { row, column, weight } of neighbours[node]) {
      const other = node < rows ? rows + column : row
      if (takenAt[other] === 0) tree.set(other, tree.at(other) - weight)
    }
    const density = total / left
    if (density > best.density) best = { density, step }
  }
  const inside = (node: number): boolean =>
    neighbours[node].length > 0 && (takenAt[node] === 0 || takenAt[node] > best.step)
  return {
    rows: Array.from({ length: rows }, (_, row) => row).filter(inside),
    columns: new Set(
      Array.from({ length: columns }, (_, column) => column).filter((column) => inside(rows + column)),
    ),
    density: best.density,
  }
}
