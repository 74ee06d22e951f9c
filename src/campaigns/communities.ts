import { createRequire } from 'node:module'
import { UndirectedGraph } from 'graphology'
import { byPrincipal, type Edges, type Group, holdersOf, keyCount } from '../signals/index.ts'
import { createRandom } from '../statistics/index.ts'
import { Partition } from './groups.ts'

const require = createRequire(import.meta.url)
// The package is CommonJS whose types declare an ES default export; require gives the function itself.
const louvain: (graph: UndirectedGraph, options: { rng: () => number }) => Record<string, number> =
  require('graphology-communities-louvain')

/** Components up to this many principals are proposed whole; larger ones are divided first. */
const WHOLE_COMPONENT = 12

/**
 * Groups of principals that hang together by several keys. Connected components of the bipartite graph of
 * principals and keys; a large component is divided by modularity (Blondel et al. 2008), an edge weighing as
 * many bits as the key is rare: log2(principals / holders).
 */
export function communities(
  kinds: readonly Edges[],
  principalCount: number,
  mostHolders = rare(principalCount),
): Group[] {
  const components = new Partition(principalCount)
  const ties = (holders: number): boolean => holders >= 2 && holders <= mostHolders
  for (const edges of kinds) {
    for (let key = 0; key < keyCount(edges); key++) {
      const holders = holdersOf(edges, key)
      if (ties(holders.length)) for (const holder of holders) components.join(holders[0], holder)
    }
  }
  const groups: Group[] = []
  for (const component of components.sets()) {
    if (component.length < 3) continue
    if (component.length <= WHOLE_COMPONENT) groups.push(Uint32Array.from(component))
    else groups.push(...divide(kinds, component, principalCount, ties))
  }
  return groups
}

/** A key that a large part of everybody holds (a public mail provider, a mobile carrier) ties nobody together. */
function rare(principalCount: number): number {
  return Math.max(20, 0.02 * principalCount)
}

function divide(
  kinds: readonly Edges[],
  component: readonly number[],
  principalCount: number,
  ties: (holders: number) => boolean,
): Group[] {
  const graph = new UndirectedGraph()
  kinds.forEach((edges, kind) => {
    const index = byPrincipal(edges, principalCount)
    const keys = new Set<number>()
    for (const principal of component) {
      for (let at = index.offsets[principal]; at < index.offsets[principal + 1]; at++)
        keys.add(index.keys[at])
    }
    // Whoever holds one of these keys is in the component.
    const tied = [...keys].map((key) => holdersOf(edges, key)).filter((holders) => ties(holders.length))
    // The outcome depends on the order of nodes, and that of keys, which are keyed hashes, must not matter.
    const ordered = tied
      .map((holders) => ({ holders, name: holders.join(',') }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const [i, { holders }] of ordered.entries()) {
      const node = `${kind}:${i}`
      graph.addNode(node)
      for (const holder of holders) {
        graph.mergeNode(`p${holder}`)
        graph.addEdge(`p${holder}`, node, { weight: Math.log2(principalCount / holders.length) })
      }
    }
  })
  const random = createRandom('communities')
  const labels = louvain(graph, { rng: () => random.next() })
  const groups = new Map<number, number[]>()
  for (const [node, label] of Object.entries(labels)) {
    if (!node.startsWith('p')) continue
    const members = groups.get(label)
    if (members) members.push(Number(node.slice(1)))
    else groups.set(label, [Number(node.slice(1))])
  }
  return [...groups.values()]
    .filter((members) => members.length >= 3)
    .map((members) => Uint32Array.from(members).sort())
}
