import { buildEdges, type Edges, type Group } from '../../signals/index.ts'

/** Groups as the keys of a bipartite graph, numbered like them; those with fewer than `minDegree` members are left out. */
export function membershipsOf(groups: readonly Group[], minDegree: number): Edges {
  const size = groups.reduce((sum, { length }) => sum + length, 0)
  const keys = new Uint32Array(size)
  const members = new Uint32Array(size)
  let end = 0
  groups.forEach((group, i) => {
    keys.fill(i + 1, end, end + group.length)
    members.set(group, end)
    end += group.length
  })
  return buildEdges(keys, members, undefined, minDegree)
}
