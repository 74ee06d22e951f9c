import { CUES } from '../../models/index.ts'
import { CUE_CERTAIN, type Group, type World } from '../../signals/index.ts'
import { room } from '../groups/room.ts'
import type { Background } from './background.ts'
import { likeness } from './likeness.ts'
import { ownTokens, type Work, worksOf } from './own-work.ts'

/**
 * How much of what a group asks for is worth harvesting. All are means over principals (the
 * sampling unit; a busy member counts no more than a quiet one) shrunk towards an ordinary principal by
 * `PRIOR` pseudo-principals, so that a household of three cannot outrank a pool of a hundred.
 */
export interface Effect {
  /** Work on an instruction of the group's own around bodies that do not repeat, 0 to 1; see `effort`. */
  readonly template: number
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

/** How much a group's traffic looks like extraction. */
export interface Intent extends Effect {
  /**
   * The part of the members' distance from their peers, in what they write, that they have in common: in all their
   * texts or in those around the group's own instruction, whichever is more; at most 1.
   */
  readonly likeness: number
  /**
   * The content figure: likeness times the work on the group's own instruction, if it has one. Users of a public
   * application share its instruction but bring texts of their own; those who sweep one corpus share both.
   */
  readonly content: number
}

/** Pseudo-principals of ordinary behaviour. */
const PRIOR = 5

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
  return withLikeness(world, usual, group, measureEffect(world, usual, group, own))
}

/** What a group asks for, which is a tenth of the work: most candidates are passed over for it. */
export function measureEffect(
  world: World,
  usual: Background,
  group: Group,
  own: readonly number[] = ownTokens(world, group),
): Effect {
  const onTemplate = workFigures(world, usual, worksOf(world, group, own))
  const { shares, hits } = cueShares(world, group)
  const size = group.length + PRIOR
  const elicitedOnTemplate = CUES.map((_, cue) => sum(onTemplate.elicited, cue, CUES.length) / size)
  const elicited = CUES.map(
    (_, cue) => (sum(shares, cue, CUES.length) - group.length * usual.cueRates[cue]) / size,
  )
  const cue = strongest(own.length > 0 ? elicitedOnTemplate : elicited)
  return {
    template: sum(onTemplate.content, 0, 1) / size,
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

/** The same with what the members' texts have in common. */
export function withLikeness(world: World, usual: Background, group: Group, effect: Effect): Intent {
  const works = worksOf(world, group, effect.tokens)
  // Cover traffic hides what a pool has in common in all its texts; wordings and languages, what it has around them.
  const alike =
    Math.max(likeness(world, usual, group, []), likeness(world, usual, group, works)) * ownPart(group)
  return {
    ...effect,
    likeness: alike,
    content: effect.tokens.length > 0 ? effect.template * Math.max(0, alike) : alike,
  }
}

/** What the figure of a group is shrunk by. */
function ownPart(group: Group): number {
  return group.length / (group.length + PRIOR)
}

/** Whether the likeness of a group is so much or more; no more is looked at than it takes, as no likeness is above 1. */
export function areAlike(
  world: World,
  usual: Background,
  group: Group,
  own: readonly number[],
  least: number,
): boolean {
  const part = ownPart(group)
  return (
    part >= least &&
    (likeness(world, usual, group, worksOf(world, group, own)) * part >= least ||
      likeness(world, usual, group, []) * part >= least)
  )
}

/** So many different bodies are half of what counts as working with an instruction in earnest. */
const EARNEST = 3

/**
 * How much somebody works with an instruction, 0 to 1: the share of its requests, or the mere number of bodies where
 * that says more. Cover traffic thins out the share, and a swarm of accounts the number, but not both.
 */
function effort(bodies: number, texts: number): number {
  return Math.max(bodies / texts, bodies / (bodies + EARNEST))
}

const roomForContent = room()
const roomForElicited = room()
const roomForShares = room()

/**
 * Per member: its work on the group's own instructions, in all and the part that hits each cue. Wordings add up, to
 * all its texts at most.
 */
function workFigures({ templates, principals }: World, usual: Background, works: readonly Work[]) {
  const content = roomForContent(works.length)
  const elicited = roomForElicited(works.length * CUES.length)
  const hits = new Float64Array(CUES.length)
  let bodies = 0
  works.forEach(({ principal, wordings }, i) => {
    if (wordings.length === 0) return
    const texts = Math.max(1, principals.texts[principal])
    let sent = 0
    for (const { fullest } of wordings) sent += templates.bodies[fullest]
    sent = Math.min(texts, sent)
    content[i] = effort(sent, texts)
    bodies += sent
    for (let cue = 0; cue < CUES.length; cue++) {
      let asked = 0
      for (const { edges } of wordings) {
        let most = 0
        for (const edge of edges) {
          const hit = templates.cueSums[edge * CUES.length + cue] / CUE_CERTAIN
          most = Math.max(most, hit - usual.cueRates[cue] * templates.bodies[edge])
        }
        asked += most
      }
      asked = Math.min(sent, asked)
      elicited[i * CUES.length + cue] = (content[i] * asked) / sent
      hits[cue] += asked
    }
  })
  return { content, elicited, hits, bodies }
}

function cueShares({ principals }: World, group: Group) {
  const shares = roomForShares(group.length * CUES.length)
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

function sum(values: Float64Array, from: number, step: number): number {
  let total = 0
  for (let i = from; i < values.length; i += step) total += values[i]
  return total
}

function strongest(values: readonly number[]): number {
  return values.reduce((best, value, i) => (value > values[best] ? i : best), 0)
}
