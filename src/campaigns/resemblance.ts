import { FEATURE_NORM } from '../fingerprint/index.ts'
import { FEATURES, type Group, type World } from '../signals/index.ts'
import { background } from './intent.ts'

/** Somebody who writes what a group writes goes this part of the way from its peers to the group. */
const PART_OF_THE_WAY = 0.5
/** Few texts make an uncertain mean: so many standard errors are granted. */
const GRANTED = 1

/**
 * Those of some principals who write what a group writes: whose mean feature vector, centred on their peers, goes
 * at least half the way to the group's. The same instruction over other texts is somebody else's work.
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
  let length = 0
  for (let f = 0; f < FEATURES; f++) {
    centre[f] /= Math.max(1, count)
    length += centre[f] ** 2
  }
  if (length === 0) return some
  return some.filter((member) => {
    const own = centred(world, member)
    if (!own) return false
    let along = 0
    for (let f = 0; f < FEATURES; f++) along += own[f] * centre[f]
    // A text's vector has the length FEATURE_NORM; its part along any one direction varies by as much over sqrt(FEATURES).
    const error = FEATURE_NORM / Math.sqrt(FEATURES * world.principals.texts[member]) / Math.sqrt(length)
    return along / length >= PART_OF_THE_WAY - GRANTED * error
  })
}

/** A principal's mean feature vector less that of its stratum. */
function centred(world: World, principal: number): Float64Array | undefined {
  const { features, texts, stratum } = world.principals
  const usual = background(world)
  if (texts[principal] === 0) return undefined
  const peers = Math.max(1, usual.withText[stratum[principal]])
  return Float64Array.from(
    { length: FEATURES },
    (_, f) =>
      features[principal * FEATURES + f] / texts[principal] -
      usual.featureSums[stratum[principal] * FEATURES + f] / peers,
  )
}
