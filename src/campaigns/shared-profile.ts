import { byPrincipal, type Group, holdersOf, type World } from '../signals/index.ts'
import { nameOf } from './groups.ts'

/** This part of a group uses each token of its profile, and its members use this part of the profile. */
const MUCH = 0.6
/** A profile of fewer tokens is a phrase, which many people use. */
const FEWEST_TOKENS = 3
/** Fewer users than this are nobody's pool. */
const FEWEST_USERS = 4
const MOST_ROUNDS = 4

/** Tokens that nearly belong together, and everybody who uses nearly all of them. */
export interface SharedProfile {
  readonly tokens: readonly number[]
  readonly members: Group
}

const profiles = new WeakMap<World, Map<string, SharedProfile | undefined>>()

/** Found once for each group of a world. */
export function sharedProfile(world: World, group: Group): SharedProfile | undefined {
  const known = profiles.get(world) ?? new Map<string, SharedProfile | undefined>()
  profiles.set(world, known)
  const name = nameOf(group)
  if (!known.has(name)) known.set(name, findProfile(world, group))
  return known.get(name)
}

/**
 * The principals who use most of what most of a group use, found by going back and forth between the two until
 * nothing changes (the closure of a formal concept, with tolerance; Besson, Robardet & Boulicaut 2006). Those who
 * have no more than a phrase in common with the rest drop out, and those whom a sample of tokens missed come in.
 * Undefined where the group has no such profile.
 */
function findProfile(world: World, group: Group): SharedProfile | undefined {
  const { templates, principals } = world
  const index = byPrincipal(templates, principals.count)
  let members = group
  let tokens: number[] = []
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const uses = new Map<number, number>()
    for (const member of members) {
      for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
        uses.set(index.keys[at], (uses.get(index.keys[at]) ?? 0) + 1)
      }
    }
    tokens = [...uses].flatMap(([token, count]) => (count >= MUCH * members.length ? [token] : []))
    if (tokens.length < FEWEST_TOKENS) return undefined
    const known = new Map<number, number>()
    for (const token of tokens) {
      for (const user of holdersOf(templates, token)) known.set(user, (known.get(user) ?? 0) + 1)
    }
    const users = [...known].flatMap(([user, count]) => (count >= MUCH * tokens.length ? [user] : []))
    if (users.length < FEWEST_USERS) return undefined
    const next = Uint32Array.from(users).sort()
    if (nameOf(next) === nameOf(members)) break
    members = next
  }
  return { tokens, members }
}
