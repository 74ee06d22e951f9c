import { createRequire } from 'node:module'
import { byPrincipal, type Edges, type Group, holdersOf, keyCount } from '../../signals/index.ts'
import { createRandom } from '../../statistics/index.ts'
import { Partition } from '../groups/groups.ts'
import { TiesGraph } from './ties-graph.ts'

const require = createRequire(import.meta.url)
// The package is CommonJS whose types declare an ES default export; require gives the function itself.
const louvain: (graph: TiesGraph, options: { rng: () => number }) => Readonly<Record<number, number>> =
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
    else for (const group of divide(kinds, component, principalCount, ties)) groups.push(group)
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
  const tied = kinds.map((edges) => tiedKeys(edges, component, principalCount, ties))
  const graph = new TiesGraph(tied.flat().reduce((sum, holders) => sum + holders.length, 0))
  const nodeOf = new Map<number, number>()
  for (const holders of tied.flat()) {
    const key = graph.add()
    for (const holder of holders) {
      const node = nodeOf.get(holder) ?? graph.add()
      nodeOf.set(holder, node)
      graph.tie(node, key, Math.log2(principalCount / holders.length))
    }
  }
  const random = createRandom('communities')
  const labels = louvain(graph, { rng: () => random.next() })
  const groups = new Map<number, number[]>()
  for (const [holder, node] of nodeOf) {
    const members = groups.get(labels[node])
    if (members) members.push(holder)
    else groups.set(labels[node], [holder])
  }
  return [...groups.values()]
    .filter((members) => members.length >= 3)
    .map((members) => Uint32Array.from(members).sort())
}

/** The holders of each key of one kind that ties some of a component, in an order that is not the keys'. */
function tiedKeys(
  edges: Edges,
  component: readonly number[],
  principalCount: number,
  ties: (holders: number) => boolean,
): Group[] {
  const index = byPrincipal(edges, principalCount)
  const keys = new Set<number>()
  for (const principal of component) {
    for (let at = index.offsets[principal]; at < index.offsets[principal + 1]; at++) keys.add(index.keys[at])
  }
  // Whoever holds one of these keys is in the component.
  const tied = [...keys].map((key) => holdersOf(edges, key)).filter((holders) => ties(holders.length))
  // The outcome depends on the order of nodes, and that of keys, which are keyed hashes, must not matter.
  return tied
    .map((holders) => ({ holders, name: holders.join(',') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ holders }) => holders)
}
