import { FEATURE_NORM } from '../fingerprint/index.ts'
import { FEATURES, type Group, type World } from '../signals/index.ts'
import { permutationPValue } from '../statistics/index.ts'
import { background } from './background.ts'
import { hasOtherHabits } from './habits.ts'

/** Somebody who writes what a group writes is no farther from its centre than this part of its members. */
const AS_NEAR_AS = 0.9
/** Few texts make an uncertain mean: so many standard errors of its distance are granted. */
const GRANTED = 2

/**
 * Those of some principals who write what a group writes: whose mean feature vector, centred on their peers, is as
 * near the group's as its members' are, less what few texts make of a mean. The same instruction over other texts is
 * somebody else's work.
 */
export function resembling(world: World, group: Group, some: Group): Group {
  if (some.length === 0) return some
  const centre = new Float64Array(FEATURES)
  let count = 0
  for (const member of group) {
    const own = centred(world, member)
    if (!own) continue
    count++
    for (let f = 0; f < FEATURES; f++) centre[f] += own[f]
  }
  if (count === 0) return some
  for (let f = 0; f < FEATURES; f++) centre[f] /= count
  const distances = Float64Array.from(group, (member) => distance(world, member, centre, 0)).sort()
  const farthest = distances[Math.ceil(AS_NEAR_AS * distances.length) - 1]
  return some.filter((member) => distance(world, member, centre, GRANTED) <= farthest)
}

/** Those who write what a group writes, unless they are others, who have habits of their own. */
export function ofTheSameKind(world: World, group: Group, some: Group): Group {
  const alike = resembling(world, group, some)
  return hasOtherHabits(world, alike, group) ? new Uint32Array() : alike
}

/** A group whose centre is nearer its peers than this part of its members' mean square distance writes nothing in common. */
const IN_COMMON = 0.2
/** The square of half the way: somebody else's centre is farther from the group's than this part of its distance from its peers. */
const HALF_WAY = 0.25
/** Of random parts of a group, fewer than this lie as far from the rest as who writes something else. */
const RARELY = 0.01
const DRAWS = 199
/** Once so many draws reach it, it can no longer be so rare. */
const REACHED = 2

/**
 * Does part of a group write something else than the rest? The centre of its mean vectors lies half the way from that
 * of the rest to their peers or farther, and farther than those of random parts of the rest, as large, do (a permutation
 * test; a few texts of one principal say nothing, those of several together do). Cells of a pool that have a shard or a
 * language each lie apart too, but by a tenth of that.
 */
export function writesSomethingElse(world: World, some: Group, rest: Group): boolean {
  const own = vectorsOf(world, some)
  const others = vectorsOf(world, rest)
  if (own.length < 2 || others.length < 2 * own.length) return false
  // The vectors are centred on their peers, who stand at the origin.
  const middle = meanOf(others)
  const apart = squaredDistance(meanOf(own), middle)
  const peers = new Float64Array(FEATURES)
  const common = squaredDistance(middle, peers)
  const length = others.reduce((sum, vector) => sum + squaredDistance(vector, peers), 0) / others.length
  if (common < IN_COMMON * length || apart < HALF_WAY * common) return false
  const { p } = permutationPValue(
    apart,
    (random) =>
      squaredDistance(meanOf(random.sample(others.length, own.length).map((i) => others[i])), middle),
    { seed: 'writes something else', maxDraws: DRAWS, stopAfter: REACHED },
  )
  return p <= RARELY
}

function vectorsOf(world: World, group: Group): Float64Array[] {
  return Array.from(group).flatMap((member) => centred(world, member) ?? [])
}

function meanOf(vectors: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(FEATURES)
  for (const vector of vectors) for (let f = 0; f < FEATURES; f++) mean[f] += vector[f] / vectors.length
  return mean
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let square = 0
  for (let f = 0; f < FEATURES; f++) square += (a[f] - b[f]) ** 2
  return square
}

/**
 * The squared distance of a principal's centred mean from a centre, less what the scatter of its texts adds to it
 * (and so many standard errors of that: a sum of FEATURES squares varies by sqrt(2 / FEATURES) of itself).
 */
function distance(world: World, principal: number, centre: Float64Array, granted: number): number {
  const own = centred(world, principal)
  if (!own) return Number.POSITIVE_INFINITY
  const texts = world.principals.texts[principal]
  let square = 0
  let length = 0
  for (let f = 0; f < FEATURES; f++) {
    square += (own[f] - centre[f]) ** 2
    length += (world.principals.features[principal * FEATURES + f] / texts) ** 2
  }
  // Every text's vector is equally long, so the mean's length tells how its texts scatter.
  const scatter = Math.max(0, FEATURE_NORM ** 2 - length) / Math.max(1, texts - 1)
  return square - scatter * (1 + granted * Math.sqrt(2 / FEATURES))
}

/** A principal's mean feature vector less that of its stratum. */
function centred(world: World, principal: number): Float64Array | undefined {
  const { features, texts, stratum } = world.principals
  const usual = background(world)
  if (texts[principal] === 0) return undefined
  const peers = Math.max(1, usual.withText[stratum[principal]])
  const own = principal * FEATURES
  const theirs = stratum[principal] * FEATURES
  const mean = new Float64Array(FEATURES)
  for (let f = 0; f < FEATURES; f++)
    mean[f] = features[own + f] / texts[principal] - usual.featureSums[theirs + f] / peers
  return mean
}
