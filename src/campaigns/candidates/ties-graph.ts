/**
 * A bipartite graph in columns of numbers, as much of one as `graphology-communities-louvain` looks at: of millions of ties
 * the objects of a general graph would be more than all the rest of a pass holds. Nodes are numbers from 0 on.
 */
export class TiesGraph {
  readonly type = 'undirected'
  readonly multi = false
  readonly selfLoopCount = 0
  readonly #sources: Uint32Array
  readonly #targets: Uint32Array
  readonly #weights: Float64Array
  readonly #degrees: number[] = []
  #size = 0

  /** @param most so many ties at most */
  constructor(most: number) {
    this.#sources = new Uint32Array(most)
    this.#targets = new Uint32Array(most)
    this.#weights = new Float64Array(most)
  }

  /** Nodes. */
  get order(): number {
    return this.#degrees.length
  }

  /** Ties. */
  get size(): number {
    return this.#size
  }

  /** @returns the number of a new node */
  add(): number {
    return this.#degrees.push(0) - 1
  }

  /** Ties two nodes that are not tied yet. */
  tie(source: number, target: number, weight: number): void {
    this.#sources[this.#size] = source
    this.#targets[this.#size] = target
    this.#weights[this.#size++] = weight
    this.#degrees[source]++
    this.#degrees[target]++
  }

  forEachNode(visit: (node: number) => void): void {
    for (let node = 0; node < this.order; node++) visit(node)
  }

  undirectedDegreeWithoutSelfLoops(node: number): number {
    return this.#degrees[node]
  }

  forEachEdge(
    visit: (edge: number, attributes: { readonly weight: number }, source: number, target: number) => void,
  ): void {
    const attributes = { weight: 0 }
    for (let edge = 0; edge < this.#size; edge++) {
      attributes.weight = this.#weights[edge]
      visit(edge, attributes, this.#sources[edge], this.#targets[edge])
    }
  }

  /** The package knows a graph by this and the next, and calls neither. */
  addUndirectedEdgeWithKey(): never {
    throw new TypeError('ties are added by numbers')
  }

  dropNode(): never {
    throw new TypeError('nodes stay')
  }
}
