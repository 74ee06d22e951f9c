import { byPrincipal, type Edges, type Group, type World } from '../../signals/index.ts'

/** Which of a group's members hold each key that any of them holds, ascending; by the key's number. */
export function membersByKey(world: World, edges: Edges, group: Group): Map<number, number[]> {
  const index = byPrincipal(edges, world.principals.count)
  const inside = new Map<number, number[]>()
  for (const member of group) {
    for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
      const known = inside.get(index.keys[at])
      if (known) known.push(member)
      else inside.set(index.keys[at], [member])
    }
  }
  return inside
}
