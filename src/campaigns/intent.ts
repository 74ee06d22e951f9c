import { FEATURE_NORM } from '../fingerprint/index.ts'
import { CUES } from '../models/index.ts'
import {
  byPrincipal,
  CUE_CERTAIN,
  degree,
  FEATURES,
  type Group,
  type Templates,
  type World,
} from '../signals/index.ts'
import { templateClusters } from './template-clusters.ts'

/**
 * How much a group's traffic looks like extraction. All are means over principals (the
 * sampling unit; a busy member counts no more than a quiet one) shrunk towards an ordinary principal by
 * `PRIOR` pseudo-principals, so that a household of three cannot outrank a pool of a hundred.
 */
export interface Intent {
  /** Work on an instruction of the group's own around bodies that do not repeat, 0 to 1; see `effort`. */
  readonly template: number
  /** The part of the members' distance from their peers, in what they write, that they have in common: at most 1. */
  readonly likeness: number
  /**
   * The content figure: likeness times the work on the group's own instruction, if it has one. Users of a public
   * application share its instruction but bring texts of their own; those who sweep one corpus share both.
   */
  readonly content: number
  /** Per cue: such work that hits it, above the usual share. */
  readonly elicitedOnTemplate: readonly number[]
  /** Per cue: share of all requests that hit it, above the usual share. */
  readonly elicited: readonly number[]
  /** The strongest cue: on the group's own instruction if it has one, else over all requests. */
  readonly cue: number
  /** Template tokens of the group's own, strongest first. */
  readonly tokens: readonly number[]
  /** Per member: the figure of the cue, on the group's own instruction if it has one. */
  readonly elicitedShares: Float64Array
  /** Distinct bodies sent on the group's own instructions. */
  readonly bodies: number
  /** Different bodies that hit the cue on the group's own instruction, above the usual; without one, requests. */
  readonly hits: number
}

/** Pseudo-principals of ordinary behaviour. */
const PRIOR = 5
/** A token is the group's own when at least this part of its holders are members ... */
const EXCLUSIVE = 0.5
/** ... and this part of the members, and no fewer than `FEWEST`, hold it. */
const COMMON = 0.1
const FEWEST = 3

/** Background rates of one world, computed once. */
export interface Background {
  /** Mean over principals of the share of requests that hit each cue. */
  readonly cueRates: Float64Array
  /** Per stratum: sums of the principals' mean feature vectors, and how many principals have any. */
  readonly featureSums: Float64Array
  readonly withText: Float64Array
}

const backgrounds = new WeakMap<World, Background>()

export function background(world: World): Background {
  let known = backgrounds.get(world)
  if (!known) {
    known = measureBackground(world)
    backgrounds.set(world, known)
  }
  return known
}

function measureBackground(world: World): Background {
  const { principals } = world
  const cueRates = new Float64Array(CUES.length)
  let strata = 0
  for (const stratum of principals.stratum) strata = Math.max(strata, stratum + 1)
  const featureSums = new Float64Array(strata * FEATURES)
  const withText = new Float64Array(strata)
  let principalsWithText = 0
  for (let p = 0; p < principals.count; p++) {
    const texts = principals.texts[p]
    if (texts === 0) continue
    principalsWithText++
    for (let cue = 0; cue < CUES.length; cue++)
      cueRates[cue] += principals.cueSums[p * CUES.length + cue] / CUE_CERTAIN / texts
    const stratum = principals.stratum[p]
    withText[stratum]++
    for (let f = 0; f < FEATURES; f++)
      featureSums[stratum * FEATURES + f] += principals.features[p * FEATURES + f] / texts
  }
  for (let cue = 0; cue < CUES.length; cue++) cueRates[cue] /= Math.max(1, principalsWithText)
  return { cueRates, featureSums, withText }
}

/**
 * The figures of one group.
 * @param own the instruction tokens that count as the group's own; those of a part are those of the whole
 */
export function measureIntent(
  world: World,
  usual: Background,
  group: Group,
  own: readonly number[] = ownTokens(world, group),
): Intent {
  const onTemplate = templateWork(world, usual, group, own)
  const { shares, hits } = cueShares(world, group)
  const size = group.length + PRIOR
  const elicitedOnTemplate = CUES.map((_, cue) => sum(onTemplate.elicited, cue, CUES.length) / size)
  const elicited = CUES.map(
    (_, cue) => (sum(shares, cue, CUES.length) - group.length * usual.cueRates[cue]) / size,
  )
  const cue = strongest(own.length > 0 ? elicitedOnTemplate : elicited)
  const template = sum(onTemplate.content, 0, 1) / size
  const alike = likeness(world, usual, group)
  return {
    template,
    likeness: alike,
    content: own.length > 0 ? template * Math.max(0, alike) : alike,
    elicitedOnTemplate,
    elicited,
    cue,
    tokens: own,
    elicitedShares: Float64Array.from(group, (_, i) =>
      own.length > 0
        ? onTemplate.elicited[i * CUES.length + cue]
        : Math.max(0, shares[i * CUES.length + cue] - usual.cueRates[cue]),
    ),
    bodies: onTemplate.bodies,
    hits: own.length > 0 ? onTemplate.hits[cue] : hits[cue],
  }
}

/** Tokens that the members share and others use less, the most common first. */
export function ownTokens(
  world: World,
  group: Group,
  { exclusive = EXCLUSIVE, common = COMMON }: { exclusive?: number; common?: number } = {},
): number[] {
  const index = byPrincipal(world.templates, world.principals.count)
  const counts = new Map<number, number>()
  for (const member of group) {
    for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
      counts.set(index.keys[at], (counts.get(index.keys[at]) ?? 0) + 1)
    }
  }
  const least = Math.max(FEWEST, common * group.length)
  return [...counts]
    .filter(([token, count]) => count >= least && count >= exclusive * degree(world.templates, token))
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([token]) => token)
}

/** So many different bodies are half of what counts as working with an instruction in earnest. */
const EARNEST = 10

/**
 * How much somebody works with an instruction, 0 to 1: the share of its requests, or the mere number of bodies where
 * that says more. Cover traffic thins out the share, and a swarm of accounts the number, but not both.
 */
function effort(bodies: number, texts: number): number {
  return Math.max(bodies / texts, bodies / (bodies + EARNEST))
}

/**
 * Per member: its work on the group's own instructions, in all and the part that hits each cue. Within one
 * instruction the token seen most often counts; variants add up, to all requests at most.
 */
function templateWork(world: World, usual: Background, group: Group, own: readonly number[]) {
  const { templates, principals } = world
  const index = byPrincipal(templates, principals.count)
  const instruction = instructionOf(templates)
  const isOwn = new Set(own)
  const content = new Float64Array(group.length)
  const elicited = new Float64Array(group.length * CUES.length)
  const hits = new Float64Array(CUES.length)
  let bodies = 0
  group.forEach((member, i) => {
    const texts = Math.max(1, principals.texts[member])
    const variants = new Map<number, Float64Array>()
    for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
      if (!isOwn.has(index.keys[at])) continue
      const edge = index.edges[at]
      const variant = instruction[index.keys[at]]
      const most = variants.get(variant) ?? new Float64Array(CUES.length + 1)
      most[CUES.length] = Math.max(most[CUES.length], templates.bodies[edge])
      for (let cue = 0; cue < CUES.length; cue++) {
        const usually = usual.cueRates[cue] * templates.bodies[edge]
        const more = templates.cueSums[edge * CUES.length + cue] / CUE_CERTAIN - usually
        most[cue] = Math.max(most[cue], more)
      }
      variants.set(variant, most)
    }
    if (variants.size === 0) return
    const total = (column: number): number => {
      let sum = 0
      for (const most of variants.values()) sum += most[column]
      return Math.min(texts, sum)
    }
    const sent = total(CUES.length)
    content[i] = effort(sent, texts)
    bodies += sent
    for (let cue = 0; cue < CUES.length; cue++) {
      const asked = Math.min(sent, total(cue))
      elicited[i * CUES.length + cue] = (content[i] * asked) / sent
      hits[cue] += asked
    }
  })
  return { content, elicited, hits, bodies }
}

const instructions = new WeakMap<Templates, Uint32Array>()

/** For every token, the number of the instruction it belongs to. */
function instructionOf(templates: Templates): Uint32Array {
  let numbers = instructions.get(templates)
  if (!numbers) {
    numbers = new Uint32Array(templates.keys.length)
    for (const [number, tokens] of templateClusters(templates).entries()) {
      for (const token of tokens) numbers[token] = number + 1
    }
    instructions.set(templates, numbers)
  }
  return numbers
}

function cueShares(world: World, group: Group) {
  const { principals } = world
  const shares = new Float64Array(group.length * CUES.length)
  const hits = new Float64Array(CUES.length)
  group.forEach((member, i) => {
    const texts = Math.max(1, principals.texts[member])
    for (let cue = 0; cue < CUES.length; cue++) {
      const count = principals.cueSums[member * CUES.length + cue] / CUE_CERTAIN
      hits[cue] += count
      shares[i * CUES.length + cue] = count / texts
    }
  })
  return { shares, hits }
}

/**
 * How much of the members' distance from the other principals of their strata they have in common: the mean
 * inner product of two different members' centred mean feature vectors (linear-kernel MMD squared, unbiased;
 * Gretton et al. 2012, lemma 6; the members are left out of their own reference) over the mean square of one
 * (an intraclass correlation; Shrout & Fleiss 1979), corrected for what few texts make of a mean (attenuation;
 * Spearman 1904). Workers on one corpus are samples of the same thing; users of one application each have a
 * matter of their own.
 */
function likeness(world: World, usual: Background, group: Group): number {
  const { principals } = world
  const inStratum = new Map<number, { sums: Float64Array; count: number }>()
  for (const member of group) {
    const texts = principals.texts[member]
    if (texts === 0) continue
    const stratum = principals.stratum[member]
    let own = inStratum.get(stratum)
    if (!own) {
      own = { sums: new Float64Array(FEATURES), count: 0 }
      inStratum.set(stratum, own)
    }
    own.count++
    for (let f = 0; f < FEATURES; f++) own.sums[f] += principals.features[member * FEATURES + f] / texts
  }
  const total = new Float64Array(FEATURES)
  let squares = 0
  let noise = 0
  let count = 0
  for (const member of group) {
    const texts = principals.texts[member]
    const stratum = principals.stratum[member]
    const own = inStratum.get(stratum)
    if (texts === 0 || !own) continue
    const others = Math.max(1, usual.withText[stratum] - own.count)
    count++
    let length = 0
    for (let f = 0; f < FEATURES; f++) {
      const peers = (usual.featureSums[stratum * FEATURES + f] - own.sums[f]) / others
      const mean = principals.features[member * FEATURES + f] / texts
      total[f] += mean - peers
      squares += (mean - peers) ** 2
      length += mean * mean
    }
    // Every text's vector is equally long, so the mean's length tells how its texts scatter.
    if (texts > 1) noise += Math.max(0, FEATURE_NORM ** 2 - length) / (texts - 1)
  }
  if (count < 2) return 0
  let norm = 0
  for (const value of total) norm += value * value
  const common = (norm - squares) / (count * (count - 1))
  const each = Math.max(common, (squares - noise) / count)
  // What chance alone makes common is of the order of the noise over the members.
  const scale = each + noise / count / count
  return scale > 0 ? (common / scale) * (count / (count + PRIOR)) : 0
}

function sum(values: Float64Array, from: number, step: number): number {
  let total = 0
  for (let i = from; i < values.length; i += step) total += values[i]
  return total
}

function strongest(values: readonly number[]): number {
  return values.reduce((best, value, i) => (value > values[best] ? i : best), 0)
}
