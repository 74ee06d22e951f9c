import { byPrincipal, type Edges, type Group, holdersOf, keyCount, type World } from '../signals/index.ts'
import { logChernoffTail } from '../statistics/index.ts'

/**
 * Do the members share more keys of one kind than principals drawn at random from the members' strata would?
 *
 * Null: given how many members each stratum contributes, which of its principals are members is uniformly random.
 * Then the members among the holders of one key are negatively associated indicators (Joag-Dev & Proschan 1983),
 * and so are, over disjoint keys, the events "at least r holders are members"; for both the Chernoff-Hoeffding
 * bounds of independent indicators hold (Dubhashi & Ranjan 1998). Two statistics are looked at, the most
 * concentrated single key and the number of keys with at least r members among those with at most d holders, for r
 * in `DEPTHS` and d in `DEGREES` (offices and carriers must not drown what a few share), Bonferroni over all.
 *
 * With `customers`, a partition of the members, those of one customer count as one holder of each key they hold: the
 * null is then that the customers are unrelated, whatever ties their own members.
 *
 * @returns the natural logarithm of a p-value, at most 0; undefined when no key of the kind is shared at all
 */
export function sharedKeyTest(
  world: World,
  edges: Edges,
  group: Group,
  customers?: readonly Group[],
): number | undefined {
  if (keyCount(edges) === 0) return undefined
  const share = memberShares(world, group)
  const held = holdings(world, edges, group, customers)
  if (held.size === 0) return 0

  let best = 0
  for (const { inside, outside } of held.values()) {
    if (inside.length < 2) continue
    let expected = 0
    for (const holder of inside) expected += share[world.principals.stratum[holder]]
    for (const holder of outside) expected += share[world.principals.stratum[holder]]
    best = Math.min(best, logChernoffTail(inside.length, expected) + Math.log(keyCount(edges)))
  }
  const classes = customers ? classesWith(world, edges, held) : keyClasses(world, edges)
  const tails = classes.map(({ strata, counts }) => depthTails(strata, counts, share))
  const sizes = [...held.values()].map(({ inside, outside }) => ({
    inside: inside.length,
    degree: inside.length + outside.length,
  }))
  for (const most of DEGREES) {
    DEPTHS.forEach((depth, i) => {
      if (depth > most) return
      const observed = sizes.filter(({ inside, degree }) => inside >= depth && degree <= most).length
      if (observed === 0) return
      const indicators = classes.flatMap((one, c) =>
        one.degree >= depth && one.degree <= most ? [{ count: one.keys, probability: tails[c][i] }] : [],
      )
      best = Math.min(best, logChernoffBound(observed, indicators))
    })
  }
  return Math.min(0, best + Math.log(DEPTHS.length * DEGREES.length + 1))
}

const DEPTHS = [2, 3, 4, 6, 8] as const
const DEGREES = [8, 32, Number.POSITIVE_INFINITY] as const

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

/** The holders of one key: members, one for each customer among them, and others. */
interface Holding {
  readonly inside: readonly number[]
  readonly outside: readonly number[]
}

/** Every key that any member holds, by index. */
function holdings(
  world: World,
  edges: Edges,
  group: Group,
  customers: readonly Group[] = [],
): Map<number, Holding> {
  const index = byPrincipal(edges, world.principals.count)
  // A member stands for its customer by the smallest of the members of it, one more than its number.
  const standsFor = new Uint32Array(world.principals.count)
  for (const member of group) standsFor[member] = member + 1
  for (const members of customers) for (const member of members) standsFor[member] = members[0] + 1
  const held = new Map<number, Holding>()
  for (const member of group) {
    for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
      const key = index.keys[at]
      if (held.has(key)) continue
      const inside = new Set<number>()
      const outside: number[] = []
      for (const holder of holdersOf(edges, key)) {
        if (standsFor[holder] > 0) inside.add(standsFor[holder] - 1)
        else outside.push(holder)
      }
      held.set(key, { inside: [...inside], outside })
    }
  }
  return held
}

/** Keys whose holders come from the same strata in the same numbers behave alike under the null. */
interface KeyClass {
  readonly strata: readonly number[]
  readonly counts: readonly number[]
  readonly degree: number
  readonly keys: number
}

const classesOf = new WeakMap<Edges, ReadonlyMap<string, KeyClass>>()

function keyClasses(world: World, edges: Edges): KeyClass[] {
  let classes = classesOf.get(edges)
  if (!classes) {
    const all = new Map<string, KeyClass>()
    for (let key = 0; key < keyCount(edges); key++) count(all, world, holdersOf(edges, key), 1)
    classes = all
    classesOf.set(edges, classes)
  }
  return [...classes.values()]
}

/** The classes of all keys where those that members hold have one holder for each customer. */
function classesWith(world: World, edges: Edges, held: ReadonlyMap<number, Holding>): KeyClass[] {
  keyClasses(world, edges)
  const classes = new Map(classesOf.get(edges))
  for (const [key, { inside, outside }] of held) {
    count(classes, world, holdersOf(edges, key), -1)
    count(classes, world, [...inside, ...outside], 1)
  }
  return [...classes.values()].filter(({ keys }) => keys > 0)
}

/** Adds so many keys of these holders to their class. */
function count(classes: Map<string, KeyClass>, world: World, holders: ArrayLike<number>, keys: number): void {
  const strata = Uint32Array.from(holders, (holder) => world.principals.stratum[holder]).sort()
  const name = strata.join()
  const known = classes.get(name)
  if (known) {
    classes.set(name, { ...known, keys: known.keys + keys })
    return
  }
  const distinct: number[] = []
  const counts: number[] = []
  for (const stratum of strata) {
    if (distinct.at(-1) !== stratum) {
      distinct.push(stratum)
      counts.push(0)
    }
    counts[counts.length - 1]++
  }
  classes.set(name, { strata: distinct, counts, degree: strata.length, keys })
}

/** P(at least r of the holders are members) for each depth r, holders being members independently. */
function depthTails(strata: readonly number[], counts: readonly number[], share: Float64Array): number[] {
  const deepest = DEPTHS[DEPTHS.length - 1]
  const mass = new Float64Array(deepest)
  mass[0] = 1
  strata.forEach((stratum, i) => {
    const p = share[stratum]
    if (p === 0) return
    for (let n = 0; n < counts[i]; n++) {
      for (let j = deepest - 1; j > 0; j--) mass[j] = mass[j] * (1 - p) + mass[j - 1] * p
      mass[0] *= 1 - p
    }
  })
  let below = 0
  let at = 0
  return DEPTHS.map((depth) => {
    while (at < depth) below += mass[at++]
    // 1 - below cancels; a bound this small decides nothing any more. Without members in its strata, no chance.
    return strata.some((stratum) => share[stratum] > 0) ? Math.max(1e-15, 1 - below) : 0
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
 * averaged: keys that hardly could be shared must not dilute those that could). Every t gives a bound; the best is
 * approached from where it would be for rare indicators, by Newton's method.
 */
export function logChernoffBound(observed: number, indicators: readonly Indicators[]): number {
  let expected = 0
  let possible = 0
  for (const { count, probability } of indicators) {
    if (probability <= 0) continue
    expected += count * probability
    possible += count
  }
  if (observed <= expected) return 0
  if (observed > possible) return Number.NEGATIVE_INFINITY
  let t = Math.min(STEEPEST, Math.log(observed / expected))
  let best = 0
  for (let step = 0; step < STEPS; step++) {
    const growth = Math.expm1(t)
    let [value, slope, curvature] = [-t * observed, -observed, 0]
    for (const { count, probability } of indicators) {
      if (probability <= 0) continue
      const tilted = (probability * (1 + growth)) / (1 + probability * growth)
      value += count * Math.log1p(probability * growth)
      slope += count * tilted
      curvature += count * tilted * (1 - tilted)
    }
    best = Math.min(best, value)
    if (!(curvature > 0)) break
    const next = Math.max(0, Math.min(STEEPEST, t - slope / curvature))
    if (Math.abs(next - t) < CLOSE) break
    t = next
  }
  return best
}

/** Beyond this exponent the bound no longer falls in double precision. */
const STEEPEST = 45
const STEPS = 12
/** A bound moves by the square of how far t is from its best. */
const CLOSE = 1e-3
