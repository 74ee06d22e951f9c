/**
 * One kind of key (cards, address ranges, template tokens ...) and the principals that hold it: a bipartite
 * graph in compressed rows. Keys are ascending; the members of a key are ascending and distinct.
 */
export interface Edges {
  /** Key identity, a safe integer. */
  readonly keys: Float64Array
  /** The members of key k stand in members[offsets[k] .. offsets[k + 1]). */
  readonly offsets: Uint32Array
  readonly members: Uint32Array
  /** What ties the member to the key: requests, or 1. */
  readonly weights: Uint32Array
}

/** Edges seen from the principals: the keys of principal p stand in keys[offsets[p] .. offsets[p + 1]). */
export interface KeysByPrincipal {
  readonly offsets: Uint32Array
  /** Indexes into Edges.keys. */
  readonly keys: Uint32Array
  /** Index of the same edge in Edges.members and Edges.weights. */
  readonly edges: Uint32Array
}

/**
 * Builds edges from loose pairs in any order. Pairs that repeat add up their weights; key 0 (not known) and keys
 * with fewer than `minDegree` distinct principals are left out.
 */
export function buildEdges(
  keys: ArrayLike<number>,
  principals: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  minDegree: number,
): Edges {
  const order = new Uint32Array(keys.length)
  for (let i = 0; i < order.length; i++) order[i] = i
  const compare = (a: number, b: number): number => keys[a] - keys[b] || principals[a] - principals[b]
  // Pairs that stand in order already, as those of groups do, need not be sorted.
  if (order.some((i) => i > 0 && compare(i - 1, i) > 0)) order.sort(compare)
  // As large as they can become: lists that grow would be most of what reading a large store holds.
  const outKeys = new Float64Array(order.length)
  const offsets = new Uint32Array(order.length + 1)
  const members = new Uint32Array(order.length)
  const sums = new Uint32Array(order.length)
  let count = 0
  let size = 0
  for (let at = 0; at < order.length; ) {
    const key = keys[order[at]]
    const start = size
    for (; at < order.length && keys[order[at]] === key; at++) {
      const principal = principals[order[at]]
      const weight = weights ? weights[order[at]] : 1
      if (size > start && members[size - 1] === principal) sums[size - 1] += weight
      else {
        members[size] = principal
        sums[size++] = weight
      }
    }
    if (key === 0 || size - start < minDegree) {
      size = start
      continue
    }
    outKeys[count++] = key
    offsets[count] = size
  }
  return {
    keys: outKeys.slice(0, count),
    offsets: offsets.slice(0, count + 1),
    members: members.slice(0, size),
    weights: sums.slice(0, size),
  }
}

export function keyCount(edges: Edges): number {
  return edges.keys.length
}

export function degree(edges: Edges, key: number): number {
  return edges.offsets[key + 1] - edges.offsets[key]
}

export function holdersOf(edges: Edges, key: number): Uint32Array {
  return edges.members.subarray(edges.offsets[key], edges.offsets[key + 1])
}

/** The same edges by principal; computed once for each set of edges. */
export function byPrincipal(edges: Edges, principalCount: number): KeysByPrincipal {
  const known = reversed.get(edges)
  if (known) return known
  const offsets = new Uint32Array(principalCount + 1)
  for (const member of edges.members) offsets[member + 1]++
  for (let p = 0; p < principalCount; p++) offsets[p + 1] += offsets[p]
  const next = offsets.slice(0, principalCount)
  const keys = new Uint32Array(edges.members.length)
  const edgeIndex = new Uint32Array(edges.members.length)
  for (let k = 0; k < edges.keys.length; k++) {
    for (let e = edges.offsets[k]; e < edges.offsets[k + 1]; e++) {
      const at = next[edges.members[e]]++
      keys[at] = k
      edgeIndex[at] = e
    }
  }
  const result = { offsets, keys, edges: edgeIndex }
  reversed.set(edges, result)
  return result
}

const reversed = new WeakMap<Edges, KeysByPrincipal>()

/** The same edges after principals changed places: `place[p]` is where principal p stands now. */
export function relabelled(edges: Edges, place: Uint32Array): Edges {
  const members = new Uint32Array(edges.members.length)
  const weights = new Uint32Array(edges.members.length)
  for (let k = 0; k < edges.keys.length; k++) {
    const from = edges.offsets[k]
    const to = edges.offsets[k + 1]
    const moved = Array.from(edges.members.subarray(from, to), (member, i) => [
      place[member],
      edges.weights[from + i],
    ])
    moved.sort((a, b) => a[0] - b[0])
    for (let i = 0; i < moved.length; i++) {
      members[from + i] = moved[i][0]
      weights[from + i] = moved[i][1]
    }
  }
  return { keys: edges.keys, offsets: edges.offsets, members, weights }
}

/** Of each key the first one with the very same holders: itself, where no other before it has them. */
export function firstTwins(edges: Edges): Uint32Array {
  const first = new Map<string, number>()
  return edges.offsets.slice(0, -1).map((_, key) => {
    const name = holdersOf(edges, key).join(',')
    const known = first.get(name) ?? key
    first.set(name, known)
    return known
  })
}

/**
 * Keys held by the very same principals are one coincidence, not many: two accounts behind one router share all
 * its addresses. Of such keys the smallest stays, with the weights of all.
 */
export function withoutTwins(edges: Edges): Edges {
  /** Where the members of each key that stays begin. */
  const places = new Map<number, number>()
  const keys: number[] = []
  const offsets: number[] = [0]
  const members: number[] = []
  const weights: number[] = []
  firstTwins(edges).forEach((first, key) => {
    const own = edges.weights.subarray(edges.offsets[key], edges.offsets[key + 1])
    const at = places.get(first)
    if (at === undefined) {
      places.set(key, members.length)
      keys.push(edges.keys[key])
      for (const holder of holdersOf(edges, key)) members.push(holder)
      for (const weight of own) weights.push(weight)
      offsets.push(members.length)
    } else for (let i = 0; i < own.length; i++) weights[at + i] += own[i]
  })
  return {
    keys: Float64Array.from(keys),
    offsets: Uint32Array.from(offsets),
    members: Uint32Array.from(members),
    weights: Uint32Array.from(weights),
  }
}
