import { degree, type Edges, type Group, holdersOf, keyCount, type World } from '../signals/index.ts'
import { Partition } from './groups.ts'

/** A mail domain makes a customer of its holders only if this part of them are members. */
const OWN_DOMAIN = 0.5

/**
 * The customers among the members: those that one card, one declared organisation or one mail domain of their own
 * makes the same. What ties a pool together must tie its customers to each other; what is only found within them
 * is several firms, each of which is related to itself.
 */
export function customersOf(world: World, group: Group): Group[] {
  const place = new Map(Array.from(group, (member, i) => [member, i]))
  const cells = new Partition(group.length)
  const join = (edges: Edges | undefined, least: number): void => {
    if (!edges) return
    for (let key = 0; key < keyCount(edges); key++) {
      const inside = Array.from(holdersOf(edges, key)).flatMap((holder) => place.get(holder) ?? [])
      if (inside.length < 2 || inside.length < least * degree(edges, key)) continue
      for (const position of inside) cells.join(inside[0], position)
    }
  }
  join(world.keys.get('shared-card'), 0)
  join(world.organizations, 0)
  join(world.keys.get('shared-email-domain'), OWN_DOMAIN)
  return cells.sets().map((positions) => Uint32Array.from(positions, (i) => group[i]))
}
