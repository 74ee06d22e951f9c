import { CUES } from '../../models/index.ts'
import type { Family } from '../../record/index.ts'
import { CUE_CERTAIN, type Group, holdersOf, KEY_SIGNALS, keyCount, type World } from '../../signals/index.ts'
import { nameOf, union } from '../groups/groups.ts'
import { membershipsOf } from '../groups/memberships.ts'
import { communities } from './communities.ts'
import { sharedProfile } from './shared-profile.ts'
import { templateClusters } from './template-clusters.ts'

/** A group somebody should look at, and what brought it up. Being proposed means nothing yet. */
export interface Candidate {
  readonly members: Group
  readonly proposedBy: Family
  /** Id of the signal that proposed it. */
  readonly via: string
}

/** Fewer principals than this are a household, not a pool. */
export const MIN_GROUP = 4
/** What proposes groups that have in common what they ask for, and nothing else. */
export const COHORT = 'elicitation-cohort'

/**
 * Every group worth testing: each identity or network key held by four principals or more, each community of
 * such keys, each instruction (a cluster of template tokens with much the same holders), each community of
 * users of related instructions, and each cohort of those who often ask for the same thing. No cap on size: pools of
 * thousands on one template exist.
 */
export function propose(world: World): Candidate[] {
  const found = new Map<string, Candidate>()
  const add = (candidate: Candidate): void => {
    if (candidate.members.length < MIN_GROUP) return
    const name = `${candidate.proposedBy} ${nameOf(candidate.members)}`
    if (!found.has(name)) found.set(name, candidate)
  }
  for (const signal of KEY_SIGNALS) {
    const edges = world.keys.get(signal.id)
    if (!edges || !signal.proposes) continue
    for (let key = 0; key < keyCount(edges); key++) {
      add({ members: holdersOf(edges, key).slice(), proposedBy: signal.family, via: signal.id })
    }
  }
  for (const family of ['identity', 'network'] as const) {
    const kinds = KEY_SIGNALS.filter((signal) => signal.family === family && signal.proposes)
    const edges = kinds.flatMap((signal) => world.keys.get(signal.id) ?? [])
    for (const members of communities(edges, world.principals.count)) {
      add({ members, proposedBy: family, via: `${family}-community` })
    }
  }
  const instructions = templateGroups(world)
  for (const members of instructions) add({ members, proposedBy: 'content', via: 'exclusive-template' })
  const edges = membershipsOf(instructions, 2)
  for (const members of communities([edges], world.principals.count, world.principals.count)) {
    add({ members, proposedBy: 'content', via: 'template-community' })
  }
  for (const members of cohorts(world)) add({ members, proposedBy: 'content', via: COHORT })
  return [...found.values()]
}

/** Belongs to a cohort whoever asked for the same thing so often ... */
const ASKED_OFTEN = 3
/** ... and in this part of their texts. */
const MUCH_ASKED = 0.25

/**
 * Per cue, the principals much of whose requests hit it: where a pool varies its instructions so much that none is
 * common, what it takes is. A cohort has nothing else in common, so only its parts that keys tie can be accused.
 */
function cohorts(world: World): Group[] {
  const { principals } = world
  return CUES.map((_, cue) =>
    Uint32Array.from({ length: principals.count }, (_, p) => p).filter((p) => {
      const hits = principals.cueSums[p * CUES.length + cue] / CUE_CERTAIN
      return hits >= ASKED_OFTEN && hits >= MUCH_ASKED * principals.texts[p]
    }),
  )
}

const groupsOf = new WeakMap<World, Group[]>()

/** The users of each instruction, and of each instruction in full. Found once for each world. */
export function templateGroups(world: World): Group[] {
  const known = groupsOf.get(world) ?? findTemplateGroups(world)
  groupsOf.set(world, known)
  return known
}

function findTemplateGroups(world: World): Group[] {
  const users = templateClusters(world.templates).map((tokens) =>
    union(tokens.map((token) => holdersOf(world.templates, token))),
  )
  const inFull = users.flatMap((group) => sharedProfile(world, group)?.members ?? [])
  const groups = new Map([...users, ...inFull].map((group) => [nameOf(group), group]))
  return [...groups.values()]
}
