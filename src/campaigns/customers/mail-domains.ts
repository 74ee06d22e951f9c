import { degree, holdersOf, type World } from '../../signals/index.ts'
import { tiedParts } from '../keys/cohesion.ts'

/** This part of a domain's holders, being members or one firm, makes it a firm's; a public provider names nobody. */
const OWN_DOMAIN = 0.5
/** With more holders than this, or than this part of everybody where that is fewer but not few, nobody asks whether they are one firm. */
const MOST_HOLDERS = 2_000
const MOST_OF_ALL = 0.05
const FEW_HOLDERS = 100

/**
 * Whether a mail domain names a firm, of whose holders so many are members of a group. They are half of them; or half of
 * the holders hang together by something else (networks, cards, devices, a declared organisation): a part of a firm is
 * no less that firm's.
 */
export function namesFirm(world: World, key: number, inside: number): boolean {
  const domains = world.keys.get('shared-email-domain')
  return domains !== undefined && (inside >= OWN_DOMAIN * degree(domains, key) || isFirm(world, key))
}

const firms = new WeakMap<World, Map<number, boolean>>()

/** Whether half of a domain's holders hang together by something else. */
export function isFirm(world: World, key: number): boolean {
  const known = firms.get(world) ?? new Map<number, boolean>()
  firms.set(world, known)
  const found = known.get(key) ?? holdTogether(world, key)
  known.set(key, found)
  return found
}

function holdTogether(world: World, key: number): boolean {
  const domains = world.keys.get('shared-email-domain')
  const most = Math.min(MOST_HOLDERS, Math.max(FEW_HOLDERS, MOST_OF_ALL * world.principals.count))
  if (!domains || degree(domains, key) > most) return false
  const holders = Uint32Array.from(holdersOf(domains, key)).sort()
  const [largest] = tiedParts(world, holders, [world.organizations], 'shared-email-domain')
  return largest !== undefined && largest.length >= OWN_DOMAIN * holders.length
}
