import type { Edges } from '../../signals/index.ts'
import { compareGroups } from '../groups/groups.ts'

/** On average a holder has so many keys of a kind at most, if hardly anybody is taken to have two. */
const HARDLY_MORE = 1.1

const disjoint = new WeakMap<Edges, boolean>()

/** Whether nearly everybody who has a key of a kind has one, as with cards, and unlike addresses. A few may have many. */
export function areDisjoint(edges: Edges): boolean {
  const known = disjoint.get(edges)
  if (known !== undefined) return known
  const are = edges.members.length <= HARDLY_MORE * new Set(edges.members).size
  disjoint.set(edges, are)
  return are
}

/**
 * How many keys are hit by members apart: no member is needed for two of them. Each needs `depth` of its members, whichever.
 * Those with fewest come first; what is found is not always the most, and never more.
 * @param most how many members there are
 */
export function hitApart(
  keys: readonly { readonly members: readonly number[]; readonly depth: number }[],
  most: number,
): number {
  const needed = new Set<number>()
  let apart = 0
  const byMembers = keys.toSorted(
    (a, b) => a.members.length - b.members.length || compareGroups(a.members, b.members),
  )
  for (const { members, depth } of byMembers) {
    if (needed.size + depth > most) continue
    const free = members.filter((member) => !needed.has(member))
    if (free.length < depth) continue
    for (const member of free.slice(0, depth)) needed.add(member)
    apart++
  }
  return apart
}
