import { createRequire } from 'node:module'
import fc from 'fast-check'
import { UndirectedGraph } from 'graphology'
import { expect, test } from 'vitest'
import { createRandom } from '../../statistics/index.ts'
import { TiesGraph } from './ties-graph.ts'

const louvain: (graph: TiesGraph | UndirectedGraph, options: { rng: () => number }) => object = createRequire(
  import.meta.url,
)('graphology-communities-louvain')

const ties = fc.uniqueArray(
  fc.record({ source: fc.nat({ max: 15 }), target: fc.integer({ min: 16, max: 24 }), weight: fc.nat() }),
  { minLength: 1, maxLength: 60, selector: ({ source, target }) => `${source} ${target}` },
)

test('is divided as a graph of the package is', () => {
  fc.assert(
    fc.property(ties, (all) => {
      const ours = new TiesGraph(all.length)
      const theirs = new UndirectedGraph()
      for (let node = 0; node < 25; node++) theirs.addNode(ours.add())
      for (const { source, target, weight } of all) {
        ours.tie(source, target, weight)
        theirs.addEdge(source, target, { weight })
      }
      const divide = (graph: TiesGraph | UndirectedGraph): object => {
        const random = createRandom('walk')
        return louvain(graph, { rng: () => random.next() })
      }
      expect(divide(ours)).toEqual(divide(theirs))
    }),
  )
})
