import type { Family } from '../record/index.ts'
import {
  buildEdges,
  degree,
  type Edges,
  type Group,
  holdersOf,
  KEY_SIGNALS,
  keyCount,
  type World,
} from '../signals/index.ts'
import { communities } from './communities.ts'
import { nameOf, Partition, union } from './groups.ts'

/** A group somebody should look at, and what brought it up. Being proposed means nothing yet. */
export interface Candidate {
  readonly members: Group
  readonly proposedBy: Family
  /** Id of the signal that proposed it. */
  readonly via: string
}

/** Fewer principals than this are a household, not a pool. */
export const MIN_GROUP = 4

/** Template tokens whose holders overlap this much (Jaccard) belong to one instruction. */
const SAME_TEMPLATE = 0.8

/**
 * Every group worth testing: each identity or network key held by four principals or more, each community of
 * such keys, each instruction (a cluster of template tokens with much the same holders) and each community of
 * users of related instructions. No cap on size: pools of thousands on one template exist.
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
  const edges = edgesOfGroups(instructions)
  for (const members of communities([edges], world.principals.count, world.principals.count)) {
    add({ members, proposedBy: 'content', via: 'template-community' })
  }
  return [...found.values()]
}

/** The users of each instruction. */
export function templateGroups(world: World): Group[] {
  return templateClusters(world.templates).map((tokens) =>
    union(tokens.map((token) => holdersOf(world.templates, token))),
  )
}

/** Groups as the keys of a bipartite graph. */
function edgesOfGroups(groups: readonly Group[]): Edges {
  const keys = groups.flatMap((group, i) => Array.from(group, () => i + 1))
  return buildEdges(
    keys,
    groups.flatMap((group) => Array.from(group)),
    undefined,
    2,
  )
}

/**
 * Tokens that belong to one instruction: linked when their holders' Jaccard similarity is high.
 * Only tokens that share a holder can be similar, and a token's least holders among the similar ones agree
 * often, so pairs are looked for among tokens with equal minima under four hashes (MinHash, Broder 1997).
 */
function templateClusters(templates: Edges): number[][] {
  const count = keyCount(templates)
  const partition = new Partition(count)
  const eligible = Array.from({ length: count }, (_, token) => token).filter(
    (token) => degree(templates, token) >= MIN_GROUP,
  )
  for (const salt of [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1, 0xd3a2646c]) {
    const buckets = new Map<number, number[]>()
    for (const token of eligible) {
      let least = Number.POSITIVE_INFINITY
      for (const holder of holdersOf(templates, token)) {
        const mixed =
          Math.imul(holder ^ (holder >>> 15) ^ salt, 0x2c1b3c6d) ^ Math.imul(holder + salt, 0x297a2d39)
        least = Math.min(least, (mixed ^ (mixed >>> 13)) >>> 0)
      }
      const bucket = buckets.get(least)
      if (bucket) bucket.push(token)
      else buckets.set(least, [token])
    }
    for (const bucket of buckets.values()) linkSimilar(templates, bucket, partition)
  }
  const member = new Uint8Array(count)
  for (const token of eligible) member[token] = 1
  return partition.sets().filter((tokens) => member[tokens[0]] === 1)
}

/** Links each token of a bucket with the nearest representative that is similar enough. */
function linkSimilar(templates: Edges, bucket: readonly number[], partition: Partition): void {
  const representatives: number[] = []
  for (const token of bucket) {
    const similar = representatives.find(
      (other) =>
        partition.find(other) === partition.find(token) || jaccard(templates, token, other) >= SAME_TEMPLATE,
    )
    if (similar === undefined) representatives.push(token)
    else partition.join(similar, token)
  }
}

function jaccard(edges: Edges, a: number, b: number): number {
  const [one, other] = [holdersOf(edges, a), holdersOf(edges, b)]
  if (Math.min(one.length, other.length) < SAME_TEMPLATE * Math.max(one.length, other.length)) return 0
  let shared = 0
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) {
      shared++
      i++
      j++
    } else if (one[i] < other[j]) i++
    else j++
  }
  return shared / (one.length + other.length - shared)
}
