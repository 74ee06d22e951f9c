import { byPrincipal, degree, FEATURES, type Group, type World } from '../../signals/index.ts'
import { keyTally } from '../groups/tally.ts'
import { type Wording, worksOf } from '../intent/own-work.ts'
import { isNotPopular } from '../keys/cohesion.ts'
import type { Judged } from '../verdict/judged.ts'
import { resembling } from './resemblance.ts'

/** Who sends fewer texts with the instruction than this part of what the median member sends sends few. */
const FEW = 0.5

/**
 * The members who send the instruction a few times only, and around it not what the others send: somebody may publish
 * its prompt and its referral code, and whoever tries both out harvests nothing.
 */
export function whoTriesOut(world: World, pool: Group, judged: readonly Judged[]): Set<number> {
  const { bodies } = world.templates
  const index = byPrincipal(world.templates, world.principals.count)
  const tokens = new Set(judged.flatMap(({ intent }) => intent.tokens))
  const sent = Array.from(pool, (member) => {
    let most = 0
    for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
      if (tokens.has(index.keys[at])) most = Math.max(most, bodies[index.edges[at]])
    }
    return most
  })
  const median = [...sent].sort((a, b) => a - b)[Math.floor(sent.length / 2)] ?? 0
  const few = pool.filter((_, i) => sent[i] < FEW * median)
  const alike = new Set(
    resembling(
      world,
      pool.filter((_, i) => sent[i] >= FEW * median),
      few,
    ),
  )
  return new Set(few.filter((member) => !alike.has(member)))
}

/** Keys that nobody publishes beside a prompt, and strangers do not come by. */
export const OWNED: ReadonlySet<string> = new Set(['shared-card', 'shared-device', 'shared-phone'])

/**
 * Those of some principals outside a pool who neither own a key of it, beyond what many people share, nor write, in all
 * their texts, what it writes.
 */
export function whoIsUnlike(world: World, pool: Group, some: Group): Set<number> {
  const share = pool.length / world.principals.count
  const owning = new Set<number>()
  for (const id of OWNED) {
    const edges = world.keys.get(id)
    if (!edges) continue
    const index = byPrincipal(edges, world.principals.count)
    const tally = keyTally(edges)
    tally.addKeysOf(pool, index)
    const tying = new Set(
      tally
        .takeCounts()
        .flatMap(([key, inside]) => (isNotPopular(inside, degree(edges, key) - 1, share) ? [key] : [])),
    )
    for (const one of some) {
      const own = index.keys.subarray(index.offsets[one], index.offsets[one + 1])
      if (own.some((key) => tying.has(key))) owning.add(one)
    }
  }
  const alike = new Set(resembling(world, pool, some))
  return new Set(some.filter((one) => !owning.has(one) && !alike.has(one)))
}

/** Texts so many times as far from the middle as the median member's are others. */
export const OTHER_TEXTS = 3

/**
 * Those of some members who write something else than the pool, in all their texts and in those around its
 * instruction (by the squared distance of their mean feature vector from the members'): customers who came by the same
 * prompt, however much they use it. Cover traffic sets members apart in all their texts, a shard of the corpus in
 * those around the instruction; rarely both.
 */
export function whoBringsOther(
  world: World,
  pool: Group,
  some: Group,
  tokens: readonly number[],
): Set<number> {
  const alike = new Set(resembling(world, pool, some))
  const unlike = new Set(some.filter((member) => !alike.has(member)))
  if (unlike.size === 0) return unlike
  const meansOf = (group: Group) =>
    worksOf(world, group, tokens).flatMap(({ principal, wordings }) =>
      wordings.length === 0 ? [] : { principal, mean: meanAround(world, wordings) },
    )
  const own = meansOf(pool)
  const middle = new Float64Array(FEATURES)
  for (const { mean } of own) for (let f = 0; f < FEATURES; f++) middle[f] += mean[f] / own.length
  const distance = ({ mean }: { mean: Float64Array }): number =>
    mean.reduce((sum, value, f) => sum + (value - middle[f]) ** 2, 0)
  const usual = own.map(distance).sort((a, b) => a - b)[Math.floor(own.length / 2)]
  return new Set(
    meansOf(Uint32Array.from(unlike))
      .filter((one) => distance(one) > OTHER_TEXTS * usual)
      .map(({ principal }) => principal),
  )
}

/** The mean feature vector of the texts around some wordings, each taken where it has most bodies. */
function meanAround({ templates }: World, wordings: readonly Wording[]): Float64Array {
  const mean = new Float64Array(FEATURES)
  const texts = wordings.reduce((sum, { fullest }) => sum + templates.weights[fullest], 0)
  for (const { fullest } of wordings) {
    for (let f = 0; f < FEATURES; f++) mean[f] += templates.features[fullest * FEATURES + f] / texts
  }
  return mean
}
