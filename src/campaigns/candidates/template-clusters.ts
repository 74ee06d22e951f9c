import { degree, type Edges, holdersOf, keyCount } from '../../signals/index.ts'
import { Partition } from '../groups/groups.ts'

/** An instruction needs this many users to be anybody's but one customer's. */
const FEWEST_USERS = 4

/** Template tokens whose holders overlap this much (Jaccard) belong to one instruction. */
const SAME_TEMPLATE = 0.8

/**
 * Tokens that belong to one instruction: linked when their holders' Jaccard similarity is high.
 * Only tokens that share a holder can be similar, and a token's least holders among the similar ones agree
 * often, so pairs are looked for among tokens with equal minima under six hashes (MinHash, Broder 1997).
 */
export function templateClusters(templates: Edges): number[][] {
  const count = keyCount(templates)
  const partition = new Partition(count)
  const eligible = inOrderOfUsers(templates).filter((token) => degree(templates, token) >= FEWEST_USERS)
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

/** Tokens in the order of their users: their own order is that of keyed hashes, on which nothing may depend. */
function inOrderOfUsers(templates: Edges): number[] {
  const names = Array.from({ length: keyCount(templates) }, (_, token) =>
    holdersOf(templates, token).join(','),
  )
  return names
    .map((_, token) => token)
    .sort((a, b) => (names[a] < names[b] ? -1 : names[a] > names[b] ? 1 : a - b))
}
