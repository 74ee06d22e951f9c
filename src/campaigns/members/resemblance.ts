import { FEATURE_NORM } from '../../fingerprint/index.ts'
import { FEATURES, type Group, type World } from '../../signals/index.ts'
import { permutationPValue } from '../../statistics/index.ts'
import { background } from '../intent/background.ts'
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
  const middle = middleOf(world, group)
  if (middle === undefined) return some
  const { centre, farthest } = middle
  return some.filter((member) => distance(world, member, centre, GRANTED) <= farthest)
}

/** What some principals write, ready to be held against one group after the other. */
export interface Drafts {
  readonly count: number
  /** Their mean feature vectors, centred on their peers, one after the other. */
  readonly vectors: Float64Array
  /** What few texts make of the square of each one's distance from anything; minus infinity for who wrote nothing. */
  readonly granted: Float64Array
}

export function draftsOf(world: World, some: Group): Drafts {
  const vectors = new Float64Array(some.length * FEATURES)
  const granted = Float64Array.from(some, (member, i) =>
    centred(world, member, vectors.subarray(i * FEATURES, (i + 1) * FEATURES))
      ? scatterOf(world, member, GRANTED)
      : Number.NEGATIVE_INFINITY,
  )
  return { count: some.length, vectors, granted }
}

/** Whether at least so many of some principals, one or more, write what a group writes; see `resembling`. */
export function resemble(world: World, group: Group, some: Drafts, least: number): boolean {
  const middle = middleOf(world, group)
  if (middle === undefined) return some.count >= least
  let alike = 0
  for (let i = 0; i < some.count && alike < least; i++) {
    if (alike + some.count - i < least) return false
    if (isNear(some, i, middle)) alike++
  }
  return alike >= least
}

/** Features between two looks at whether a distance is too large already. */
const FEATURES_A_LOOK = 8

function isNear({ vectors, granted }: Drafts, i: number, { centre, farthest }: Middle): boolean {
  let square = 0
  for (let f = 0; f < FEATURES; ) {
    for (const end = f + FEATURES_A_LOOK; f < end; f++) square += (vectors[i * FEATURES + f] - centre[f]) ** 2
    // A sum of squares does not become less.
    if (square - granted[i] > farthest) return false
  }
  return true
}

/** The centre of what a group writes, and how far from it most members are. */
interface Middle {
  readonly centre: Float64Array
  readonly farthest: number
}

const middles = new WeakMap<World, WeakMap<Group, Middle | 'none'>>()

/** Found once for each group: a pool is looked at for all who may join it. */
function middleOf(world: World, group: Group): Middle | undefined {
  const known = middles.get(world) ?? new WeakMap<Group, Middle | 'none'>()
  middles.set(world, known)
  let middle = known.get(group)
  if (middle === undefined) {
    middle = findMiddle(world, group) ?? 'none'
    known.set(group, middle)
  }
  return middle === 'none' ? undefined : middle
}

function findMiddle(world: World, group: Group): Middle | undefined {
  const written = writingOf(world, group)
  if (written.count === 0) return undefined
  const centre = meanOf(written)
  // Members without text have no place, and say nothing of how far the others reach.
  const distances = Float64Array.from(group, (member) => distance(world, member, centre, 0))
    .filter(Number.isFinite)
    .sort()
  return { centre, farthest: distances[Math.ceil(AS_NEAR_AS * distances.length) - 1] }
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

/** What the members of a group who wrote anything wrote, all in all. */
export interface Writing {
  readonly count: number
  /** The sum of their mean vectors, each centred on its peers. */
  readonly sum: Float64Array
  /** The sum of the squares of their lengths. */
  readonly squares: number
}

export function writingOf(world: World, group: Group): Writing {
  const sum = new Float64Array(FEATURES)
  const own = VECTOR
  let count = 0
  let squares = 0
  for (let i = 0; i < group.length; i++) {
    if (!centred(world, group[i], own)) continue
    count++
    for (let f = 0; f < FEATURES; f++) {
      sum[f] += own[f]
      squares += own[f] * own[f]
    }
  }
  return { count, sum, squares }
}

/** What a group wrote without some of its members. */
export function writingWithout(all: Writing, some: Writing): Writing {
  return {
    count: all.count - some.count,
    sum: all.sum.map((sum, f) => sum - some.sum[f]),
    squares: all.squares - some.squares,
  }
}

/**
 * Does part of a group write something else than the rest? The centre of its mean vectors lies half the way from that
 * of the rest to their peers or farther, and farther than those of random parts of the rest, as large, do (a permutation
 * test; a few texts of one principal say nothing, those of several together do). Cells of a pool that have a shard or a
 * language each lie apart too, but by a tenth of that.
 * @param rest asked for where what it wrote does not settle it
 * @param written what the rest wrote: where many parts of a group are looked at, it need not be summed for each
 */
export function writesSomethingElse(
  world: World,
  some: Group,
  rest: () => Group,
  written = writingOf(world, rest()),
): boolean {
  const own = writingOf(world, some)
  if (own.count < 2 || written.count < 2 * own.count) return false
  // The vectors are centred on their peers, who stand at the origin.
  const peers = new Float64Array(FEATURES)
  const middle = meanOf(written)
  const apart = squaredDistance(meanOf(own), middle)
  const common = squaredDistance(middle, peers)
  if (common < IN_COMMON * (written.squares / written.count) || apart < HALF_WAY * common) return false
  const others = rest().filter((member) => world.principals.texts[member] > 0)
  const { p } = permutationPValue(
    apart,
    (random) => {
      const drawn = Uint32Array.from(random.sample(others.length, own.count), (i) => others[i])
      return squaredDistance(meanOf(writingOf(world, drawn)), middle)
    },
    { seed: 'writes something else', maxDraws: DRAWS, stopAfter: REACHED },
  )
  return p <= RARELY
}

function meanOf({ sum, count }: Writing): Float64Array {
  return sum.map((total) => total / count)
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let square = 0
  for (let f = 0; f < FEATURES; f++) square += (a[f] - b[f]) ** 2
  return square
}

/** Room for one principal's vector. */
const VECTOR = new Float64Array(FEATURES)

/** The squared distance of a principal's centred mean from a centre, less what few texts make of it. */
function distance(world: World, principal: number, from: Float64Array, granted: number): number {
  if (!centred(world, principal, VECTOR)) return Number.POSITIVE_INFINITY
  return squaredDistance(VECTOR, from) - scatterOf(world, principal, granted)
}

/**
 * What the scatter of a principal's texts adds to the square of its mean's distance from anything, and so many standard
 * errors of that: a sum of FEATURES squares varies by sqrt(2 / FEATURES) of itself.
 */
function scatterOf({ principals: { features, texts } }: World, principal: number, granted: number): number {
  const first = principal * FEATURES
  let length = 0
  for (let f = 0; f < FEATURES; f++) length += (features[first + f] / texts[principal]) ** 2
  // Every text's vector is equally long, so the mean's length tells how its texts scatter.
  const scatter = Math.max(0, FEATURE_NORM ** 2 - length) / Math.max(1, texts[principal] - 1)
  return scatter * (1 + granted * Math.sqrt(2 / FEATURES))
}

/** Puts a principal's mean feature vector less that of its stratum into `own`; false where it wrote nothing. */
function centred(world: World, principal: number, own: Float64Array): boolean {
  const { features, texts, stratum } = world.principals
  if (texts[principal] === 0) return false
  const usual = background(world)
  const peers = Math.max(1, usual.withText[stratum[principal]])
  const first = principal * FEATURES
  const theirs = stratum[principal] * FEATURES
  for (let f = 0; f < FEATURES; f++)
    own[f] = features[first + f] / texts[principal] - usual.featureSums[theirs + f] / peers
  return true
}
