import { FEATURE_NORM } from '../fingerprint/index.ts'
import { FEATURES, type Group, type World } from '../signals/index.ts'
import { background } from './background.ts'

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
