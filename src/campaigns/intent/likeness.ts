import { FEATURE_NORM } from '../../fingerprint/index.ts'
import { FEATURES, type Group, type World } from '../../signals/index.ts'
import { room } from '../groups/room.ts'
import type { Background } from './background.ts'
import type { Work } from './own-work.ts'

/** Texts of some principals, those around one instruction or all: rows of summed features, and how many texts are in each. */
interface Texts {
  readonly principals: readonly number[]
  readonly features: ArrayLike<number>
  readonly rows: readonly number[]
  readonly countOf: ArrayLike<number>
}

/**
 * How much of the members' distance from the other principals of their strata they have in common in what they write
 * with an instruction of their own: the square of the common part over that of the common part and what sets the
 * members apart (an intraclass correlation; Shrout & Fleiss 1979), the first without the bias of a finite group
 * (linear-kernel MMD squared; Gretton et al. 2012, lemma 6), the second corrected for what few texts make of a mean
 * (attenuation; Spearman 1904). Workers on one corpus are samples of the same thing; users of one application each
 * have a matter of their own. Each wording of the instruction is looked at by itself, so that wordings set nobody
 * apart, and cover traffic does not count. Without an instruction it is about all texts.
 * @returns at most 1; 0 where there is nothing to compare
 */
export function likeness(world: World, usual: Background, group: Group, works: readonly Work[]): number {
  const hasOwn = works.some(({ wordings }) => wordings.length > 0)
  const samples = hasOwn ? aroundInstructions(world, works) : [allTexts(world, group)]
  const peers = peersWithout(world, usual, group)
  let common = 0
  let apart = 0
  let noise = 0
  let users = 0
  let free = 0
  for (const texts of samples) {
    const size = texts.principals.length
    if (size < 2) continue
    const { middle, spread, scatter } = momentsOf(texts)
    let distance = 0
    const reference = new Float64Array(FEATURES)
    for (const principal of texts.principals) {
      const own = peers.get(world.principals.stratum[principal])
      if (own) for (let f = 0; f < FEATURES; f++) reference[f] += own[f] / size
    }
    for (let f = 0; f < FEATURES; f++) distance += (middle[f] - reference[f]) ** 2
    common += size * distance - spread / (size - 1)
    apart += spread
    noise += scatter
    users += size
    free += size - 1
  }
  if (users === 0) return 0
  const shared = common / users
  const own = Math.max(0, apart / free - noise / users)
  // What chance alone makes common is of the order of the noise over the members.
  const whole = Math.max(0, shared) + own + noise / users / users
  return whole > 0 ? shared / whole : 0
}

/** Per wording of the instruction, who uses it. */
function aroundInstructions(world: World, works: readonly Work[]): Texts[] {
  const { weights, features } = world.templates
  const users = new Map<number, { readonly principals: number[]; readonly edges: number[] }>()
  for (const { principal, wordings } of works) {
    for (const { instruction, fullest: edge } of wordings) {
      const known = users.get(instruction) ?? { principals: [], edges: [] }
      if (known.edges.length === 0) users.set(instruction, known)
      known.principals.push(principal)
      known.edges.push(edge)
    }
  }
  return Array.from(users.values(), ({ principals, edges }) => ({
    principals,
    features,
    rows: edges,
    countOf: weights,
  }))
}

function allTexts({ principals }: World, group: Group): Texts {
  const senders = Array.from(group).filter((principal) => principals.texts[principal] > 0)
  return { principals: senders, features: principals.features, rows: senders, countOf: principals.texts }
}

const roomForMeans = room()

/** The mean of the means, the sum of their squared distances from it, and the sum of the squared errors of each. */
function momentsOf({ features, rows, countOf }: Texts): {
  middle: Float64Array
  spread: number
  scatter: number
} {
  const means = roomForMeans(rows.length * FEATURES)
  const middle = new Float64Array(FEATURES)
  for (let i = 0; i < rows.length; i++) {
    const count = countOf[rows[i]]
    for (let f = 0; f < FEATURES; f++) {
      const mean = features[rows[i] * FEATURES + f] / count
      means[i * FEATURES + f] = mean
      middle[f] += mean / rows.length
    }
  }
  let spread = 0
  let scatter = 0
  for (let i = 0; i < rows.length; i++) {
    let length = 0
    for (let f = 0; f < FEATURES; f++) {
      const mean = means[i * FEATURES + f]
      spread += (mean - middle[f]) ** 2
      length += mean ** 2
    }
    // Every text's vector is equally long, so the mean's length tells how its texts scatter.
    scatter += Math.max(0, FEATURE_NORM ** 2 - length) / Math.max(1, countOf[rows[i]] - 1)
  }
  return { middle, spread, scatter }
}

/**
 * Per stratum of the group's members with texts, the mean of everybody else's mean vectors; of a stratum in which nobody
 * else is, that of everybody else in all strata.
 */
function peersWithout(world: World, usual: Background, group: Group): Map<number, Float64Array> {
  const { principals } = world
  const peers = new Map<number, Float64Array>()
  const counts = new Map<number, number>()
  for (const member of group) {
    const texts = principals.texts[member]
    if (texts === 0) continue
    const stratum = principals.stratum[member]
    let sums = peers.get(stratum)
    if (!sums) {
      sums = usual.featureSums.slice(stratum * FEATURES, (stratum + 1) * FEATURES)
      peers.set(stratum, sums)
      counts.set(stratum, usual.withText[stratum])
    }
    counts.set(stratum, (counts.get(stratum) ?? 0) - 1)
    for (let f = 0; f < FEATURES; f++) sums[f] -= principals.features[member * FEATURES + f] / texts
  }
  let ofAll: Float64Array | undefined
  for (const [stratum, sums] of peers) {
    const others = counts.get(stratum) ?? 0
    if (others === 0) {
      ofAll ??= meanOfOthers(world, usual, group)
      peers.set(stratum, ofAll)
    } else for (let f = 0; f < FEATURES; f++) sums[f] /= others
  }
  return peers
}

/** The mean of the mean vectors of everybody who is not in the group. */
function meanOfOthers({ principals }: World, usual: Background, group: Group): Float64Array {
  const mean = new Float64Array(FEATURES)
  let others = usual.withText.reduce((sum, count) => sum + count, 0)
  usual.featureSums.forEach((sum, i) => {
    mean[i % FEATURES] += sum
  })
  for (const member of group) {
    const texts = principals.texts[member]
    if (texts === 0) continue
    others--
    for (let f = 0; f < FEATURES; f++) mean[f] -= principals.features[member * FEATURES + f] / texts
  }
  return mean.map((sum) => sum / Math.max(1, others))
}
