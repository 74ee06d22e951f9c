import { byPrincipal, degree, type Edges, type Group, type World } from '../signals/index.ts'

/** How a group declares itself to be one customer, if it does. */
export type Openness = 'organization' | 'mail-domain' | undefined

/** One customer is declared when this part of the members say the same. */
const DECLARED = 0.8
/** A mail domain names a firm only if this part of its holders are members; a public provider names nobody. */
const OWN_DOMAIN = 0.5

/**
 * Distillation pools hide that they belong together; a firm with many seats says so. A group whose members
 * declare one organisation, or write from one domain of their own, is one customer whatever it asks for: the
 * provider can talk to it. It is reported for a person to look at, never accused as a hidden pool.
 */
export function openness(world: World, group: Group): Openness {
  if (largestShare(world, world.organizations, group, 0) >= DECLARED) return 'organization'
  const domains = world.keys.get('shared-email-domain')
  if (domains && largestShare(world, domains, group, OWN_DOMAIN) >= DECLARED) return 'mail-domain'
  return undefined
}

/** The part of the members that hold the commonest key among those mostly held by members. */
function largestShare(world: World, edges: Edges, group: Group, exclusive: number): number {
  const index = byPrincipal(edges, world.principals.count)
  const counts = new Map<number, number>()
  for (const member of group) {
    for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
      counts.set(index.keys[at], (counts.get(index.keys[at]) ?? 0) + 1)
    }
  }
  let most = 0
  for (const [key, count] of counts) if (count >= exclusive * degree(edges, key)) most = Math.max(most, count)
  return most / group.length
}
