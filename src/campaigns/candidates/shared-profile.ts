import { byPrincipal, degree, type Edges, type Group, holdersOf, type World } from '../../signals/index.ts'
import { contains, isSame } from '../groups/groups.ts'
import { keyTally, principalTally, type Tally } from '../groups/tally.ts'

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

/** By group in a map that keeps them: one that lets go of them costs the garbage collector more than they do. */
const profiles = new WeakMap<World, Map<Group, SharedProfile | 'none'>>()

/** Found once for each group of a world. */
export function sharedProfile(world: World, group: Group): SharedProfile | undefined {
  const known = profiles.get(world) ?? new Map<Group, SharedProfile | 'none'>()
  profiles.set(world, known)
  let profile = known.get(group)
  if (profile === undefined) {
    profile = findProfile(world, group) ?? 'none'
    known.set(group, profile)
  }
  return profile === 'none' ? undefined : profile
}

/**
 * The principals who use most of what most of a group use, found by going back and forth between the two until
 * nothing changes, a few times at most (the closure of a formal concept, with tolerance; Besson, Robardet & Boulicaut
 * 2006). Those who have no more than a phrase in common with the rest drop out, and those whom a sample of tokens
 * missed come in.
 * Undefined where the group has no such profile.
 */
function findProfile(world: World, group: Group): SharedProfile | undefined {
  const { templates, principals } = world
  const uses = keyTally(templates)
  const index = byPrincipal(templates, principals.count)
  let members = group
  let tokens: number[] = []
  for (let round = 0; round < MOST_ROUNDS; round++) {
    uses.addKeysOf(members, index)
    tokens = uses.takeAtLeast(MUCH * members.length)
    if (tokens.length < FEWEST_TOKENS) return undefined
    const users = usersOfMost(templates, tokens, principalTally(world))
    if (users.length < FEWEST_USERS) return undefined
    if (isSame(users, members)) break
    members = users
  }
  return { tokens, members }
}

/** Who uses enough of some tokens, ascending. */
function usersOfMost(templates: Edges, tokens: readonly number[], counts: Tally): Group {
  const least = Math.ceil(MUCH * tokens.length)
  // Whoever uses so many of them uses one of the rarest, all but so many less one: others need not be counted.
  const byUsers = [...tokens].sort((a, b) => degree(templates, a) - degree(templates, b))
  const telling = tokens.length - least + 1
  for (const token of byUsers.slice(0, telling)) counts.addAll(holdersOf(templates, token))
  const known = counts.seen()
  for (const token of byUsers.slice(telling)) {
    const users = holdersOf(templates, token)
    // A phrase of everybody's is looked up for the few, not the few among everybody.
    if (known.length * Math.log2(users.length) < users.length) {
      for (const user of known) if (contains(users, user)) counts.add(user)
    } else for (const user of users) if (counts.of(user) > 0) counts.add(user)
  }
  return Uint32Array.from(counts.takeAtLeast(least)).sort()
}
