import { CUES } from '../models/index.ts'
import type { Comparison, GroupFigures } from '../record/index.ts'
import { byPrincipal, type Group, holdersOf, KEY_SIGNALS, type World } from '../signals/index.ts'
import { background } from './background.ts'
import { type Intent, measureIntent } from './intent.ts'
import type { Pool } from './members.ts'
import { openness } from './openness.ts'
import { measureReferences } from './references.ts'

/** So many look-alikes a reader can take in. */
const SHOWN = 3
/** A natural group of which this part is in a found pool is no innocent group to compare with. */
const TAKEN = 0.5

/**
 * The related groups outside all findings that come closest to a pool in what they ask for, with the figures that tell
 * them apart. For the reader alone: the verdict has been given. Its ranks leave out a few more groups, those of which
 * a third was suspected on the way.
 * @returns undefined where there is no prompt text to compare by, or no group
 */
export function comparisonOf(world: World, found: readonly Pool[], pool: Pool): Comparison | undefined {
  if (pool.lead.ranks.references === 0) return undefined
  const { cue, tokens } = pool.lead.intent
  const core = Uint32Array.from(
    pool.members.filter(({ role }) => role === 'core'),
    ({ principal }) => principal,
  ).sort()
  const taken = new Set(found.flatMap(({ members }) => members.map(({ principal }) => principal)))
  const { groups, intents } = measureReferences(world, background(world))
  const onInstruction = tokens.length > 0
  const nearest = groups
    .flatMap(({ members, reason }, i) => {
      const inPools = members.filter((member) => taken.has(member)).length
      return inPools >= TAKEN * members.length ? [] : [{ members, reason, intent: intents[i] }]
    })
    .sort((a, b) => elicited(b.intent, cue, onInstruction) - elicited(a.intent, cue, onInstruction))
    .slice(0, SHOWN)
  if (nearest.length === 0) return undefined
  return {
    cue: CUES[cue].id,
    campaign: figuresOf(
      world,
      core,
      measureIntent(world, background(world), core, tokens),
      cue,
      onInstruction,
    ),
    look_alikes: nearest.map(({ members, reason, intent }) => ({
      reason,
      ...figuresOf(world, members, intent, cue, onInstruction),
    })),
  }
}

function elicited(intent: Intent, cue: number, onInstruction: boolean): number {
  return onInstruction ? intent.elicitedOnTemplate[cue] : intent.elicited[cue]
}

function figuresOf(
  world: World,
  group: Group,
  intent: Intent,
  cue: number,
  onInstruction: boolean,
): GroupFigures {
  return {
    accounts: group.length,
    requests: group.reduce((sum, member) => sum + world.principals.requests[member], 0),
    elicited: rounded(Math.max(0, elicited(intent, cue, onInstruction))),
    bodies: Math.round(intent.bodies),
    likeness: rounded(Math.max(0, intent.likeness)),
    shared: Object.fromEntries(
      KEY_SIGNALS.flatMap(({ id }) => (world.keys.has(id) ? [[id, rounded(sharing(world, id, group))]] : [])),
    ),
    declared: openness(world, group) ?? null,
  }
}

/** The part of a group that shares a key of one kind with another of its members. */
function sharing(world: World, signal: string, group: Group): number {
  const edges = world.keys.get(signal)
  if (!edges) return 0
  const inside = new Uint8Array(world.principals.count)
  for (const member of group) inside[member] = 1
  const index = byPrincipal(edges, world.principals.count)
  let count = 0
  for (const member of group) {
    for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
      let holders = 0
      for (const holder of holdersOf(edges, index.keys[at])) holders += inside[holder]
      if (holders < 2) continue
      count++
      break
    }
  }
  return count / Math.max(1, group.length)
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000
}
