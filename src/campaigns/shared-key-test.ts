import {
  byPrincipal,
  degree,
  type Edges,
  type Group,
  holdersOf,
  keyCount,
  type World,
} from '../signals/index.ts'
import { logChernoffTail } from '../statistics/index.ts'

/**
 * Do the members share more keys of one kind than principals drawn at random from the members' strata would?
 *
 * Null: given how many members each stratum contributes, which of its principals are members is uniformly random.
 * Then the members among the holders of one key are negatively associated indicators (Joag-Dev & Proschan 1983),
 * and so are, over disjoint keys, the events "at least r holders are members"; for both the Chernoff-Hoeffding
 * bounds of independent indicators hold (Dubhashi & Ranjan 1998). Two statistics are looked at, the most
 * concentrated single key and the number of keys with at least r members for r in `DEPTHS`, Bonferroni over all.
 *
 * @returns the natural logarithm of a p-value, at most 0; undefined when no key of the kind is shared at all
 */
export function sharedKeyTest(world: World, edges: Edges, group: Group): number | undefined {
  if (keyCount(edges) === 0) return undefined
  const share = memberShares(world, group)
  const members = membersByKey(world, edges, group)
  if (members.size === 0) return 0

  let best = 0
  for (const [key, count] of members) {
    if (count < 2) continue
    let expected = 0
    for (const holder of holdersOf(edges, key)) expected += share[world.principals.stratum[holder]]
    best = Math.min(best, logChernoffTail(count, expected) + Math.log(keyCount(edges)))
  }
  const classes = keyClasses(world, edges)
  const tails = classes.map(({ strata, counts }) => depthTails(strata, counts, share))
  DEPTHS.forEach((depth, i) => {
    let observed = 0
    for (const count of members.values()) if (count >= depth) observed++
    if (observed === 0) return
    const indicators = classes.flatMap((one, c) =>
      one.degree >= depth ? [{ count: one.keys, probability: tails[c][i] }] : [],
    )
    best = Math.min(best, logChernoffBound(observed, indicators))
  })
  return Math.min(0, best + Math.log(DEPTHS.length + 1))
}

const DEPTHS = [2, 3, 4, 6, 8] as const

/** For every stratum, the share of its principals that are members. */
export function memberShares(world: World, group: Group): Float64Array {
  const sizes = stratumSizes(world)
  const share = new Float64Array(sizes.length)
  for (const member of group) share[world.principals.stratum[member]]++
  for (let s = 0; s < share.length; s++) share[s] /= Math.max(1, sizes[s])
  return share
}

const sizesOf = new WeakMap<Uint32Array, Float64Array>()

export function stratumSizes(world: World): Float64Array {
  const strata = world.principals.stratum
  let sizes = sizesOf.get(strata)
  if (!sizes) {
    let highest = 0
    for (const stratum of strata) highest = Math.max(highest, stratum)
    sizes = new Float64Array(highest + 1)
    for (const stratum of strata) sizes[stratum]++
    sizesOf.set(strata, sizes)
  }
  return sizes
}

/** How many members hold each key that any member holds. */
export function membersByKey(world: World, edges: Edges, group: Group): Map<number, number> {
  const index = byPrincipal(edges, world.principals.count)
  const counts = new Map<number, number>()
  for (const member of group) {
    for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
      counts.set(index.keys[at], (counts.get(index.keys[at]) ?? 0) + 1)
    }
  }
  return counts
}

/** Keys whose holders come from the same strata in the same numbers behave alike under the null. */
interface KeyClass {
  readonly strata: readonly number[]
  readonly counts: readonly number[]
  readonly degree: number
  keys: number
}

const classesOf = new WeakMap<Edges, KeyClass[]>()

function keyClasses(world: World, edges: Edges): KeyClass[] {
  const known = classesOf.get(edges)
  if (known) return known
  const classes = new Map<string, KeyClass>()
  for (let key = 0; key < keyCount(edges); key++) {
    const strata = Array.from(holdersOf(edges, key), (holder) => world.principals.stratum[holder]).sort(
      (a, b) => a - b,
    )
    const name = strata.join(',')
    const found = classes.get(name)
    if (found) {
      found.keys++
      continue
    }
    const distinct = [...new Set(strata)]
    const counts = distinct.map((stratum) => strata.filter((other) => other === stratum).length)
    classes.set(name, { strata: distinct, counts, degree: degree(edges, key), keys: 1 })
  }
  const list = [...classes.values()]
  classesOf.set(edges, list)
  return list
}

/** P(at least r of the holders are members) for each depth r, holders being members independently. */
function depthTails(strata: readonly number[], counts: readonly number[], share: Float64Array): number[] {
  const deepest = DEPTHS[DEPTHS.length - 1]
  let mass = new Float64Array(deepest)
  mass[0] = 1
  strata.forEach((stratum, i) => {
    const p = share[stratum]
    if (p === 0) return
    for (let n = 0; n < counts[i]; n++) {
      const next = new Float64Array(deepest)
      for (let j = 0; j < deepest; j++) {
        next[j] += mass[j] * (1 - p)
        if (j + 1 < deepest) next[j + 1] += mass[j] * p
      }
      mass = next
    }
  })
  let below = 0
  let at = 0
  return DEPTHS.map((depth) => {
    while (at < depth) below += mass[at++]
    // 1 - below cancels; a bound this small decides nothing any more. Without members in its strata, no chance.
    return mass.length > 0 && strata.some((stratum) => share[stratum] > 0) ? Math.max(1e-15, 1 - below) : 0
  })
}

/** So many independent indicators of one probability. */
export interface Indicators {
  readonly count: number
  readonly probability: number
}

/**
 * ln of the Chernoff bound on P(sum >= observed) for indicators of known probabilities: the least over t >= 0 of
 * sum of count ln(1 + p (e^t - 1)) - t observed (Hoeffding 1963, proof of theorem 1, before the probabilities are
 * averaged: keys that hardly could be shared must not dilute those that could).
 */
export function logChernoffBound(observed: number, indicators: readonly Indicators[]): number {
  const possible = indicators.filter(({ count, probability }) => count > 0 && probability > 0)
  const sum = (of: (one: Indicators) => number): number => possible.reduce((total, one) => total + of(one), 0)
  if (observed <= sum(({ count, probability }) => count * probability)) return 0
  if (observed > sum(({ count }) => count)) return Number.NEGATIVE_INFINITY
  // The exponent is convex in t: its slope changes sign once.
  const slope = (t: number): number =>
    sum(({ count, probability: p }) => (count * p * Math.exp(t)) / (1 + p * Math.expm1(t))) - observed
  let [low, high] = [0, STEEPEST]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (slope(middle) < 0) low = middle
    else high = middle
  }
  return Math.min(
    0,
    sum(({ count, probability: p }) => count * Math.log1p(p * Math.expm1(low))) - low * observed,
  )
}

/** Beyond this exponent the bound no longer falls in double precision. */
const STEEPEST = 45
