import { byPrincipal, degree, type Edges, type Group, type World } from '../signals/index.ts'
import { Partition } from './groups.ts'

/** A mail domain makes a customer of its holders only if this part of them are members. */
const OWN_DOMAIN = 0.5

/**
 * The customers among the members: those that one card, one declared organisation or one mail domain of their own
 * makes the same. What ties a pool together must tie its customers to each other; what is only found within them
 * is several firms, each of which is related to itself.
 */
export function customersOf(world: World, group: Group): Group[] {
  const cells = new Partition(group.length)
  const join = (edges: Edges | undefined, least: number): void => {
    if (!edges) return
    const index = byPrincipal(edges, world.principals.count)
    const inside = new Map<number, number[]>()
    group.forEach((member, position) => {
      for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
        const known = inside.get(index.keys[at])
        if (known) known.push(position)
        else inside.set(index.keys[at], [position])
      }
    })
    for (const [key, positions] of inside) {
      if (positions.length < 2 || positions.length < least * degree(edges, key)) continue
      for (const position of positions) cells.join(positions[0], position)
    }
  }
  join(world.keys.get('shared-card'), 0)
  join(world.organizations, 0)
  join(world.keys.get('shared-email-domain'), OWN_DOMAIN)
  return cells.sets().map((positions) => Uint32Array.from(positions, (i) => group[i]))
}

/** The part of a group that declares an organisation together with others of it. */
export function declaredPart({ organizations, principals }: World, group: Group): number {
  const { offsets, keys } = byPrincipal(organizations, principals.count)
  const members = new Map<number, number>()
  for (const member of group) {
    for (let at = offsets[member]; at < offsets[member + 1]; at++)
      members.set(keys[at], 1 + (members.get(keys[at]) ?? 0))
  }
  const together = [...members.values()].filter((count) => count > 1)
  return together.reduce((sum, count) => sum + count, 0) / Math.max(1, group.length)
}
