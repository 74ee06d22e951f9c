import { CUES } from '../../models/index.ts'
import type { Comparison, GroupFigures } from '../../record/index.ts'
import { type Group, KEY_SIGNALS, type World } from '../../signals/index.ts'
import { openness } from '../customers/openness.ts'
import { membersByKey } from '../groups/members-by-key.ts'
import { background } from '../intent/background.ts'
import { type Intent, measureIntent } from '../intent/intent.ts'
import { measureReferences } from '../intent/references.ts'
import { coreOf, type Pool } from '../members/members.ts'

/** So many look-alikes a reader can take in. */
const SHOWN = 3
/** A natural group of which this part is in a found pool is no innocent group to compare with. */
const TAKEN = 0.5

/**
 * The related groups outside all findings that ask for most of what a pool asks for, with the figures that tell them apart.
 * For the reader alone: the verdict has been given. Its ranks leave out a few more groups, those of which
 * a third was suspected on the way. The groups are looked through and put in order once for all pools.
 * @returns for one of the pools, its comparison; undefined where there is no prompt text to compare by, or no group
 */
export function comparisons(world: World, found: readonly Pool[]): (pool: Pool) => Comparison | undefined {
  let outside: LookAlike[] | undefined
  const inOrder = new Map<string, readonly LookAlike[]>()
  const nearest = (cue: number, onInstruction: boolean): readonly LookAlike[] => {
    const name = `${cue} ${onInstruction}`
    outside ??= outsideOf(world, found)
    const known =
      inOrder.get(name) ??
      outside.toSorted(
        (a, b) => elicited(b.intent, cue, onInstruction) - elicited(a.intent, cue, onInstruction),
      )
    inOrder.set(name, known)
    return known.slice(0, SHOWN)
  }
  return (pool) => {
    if (pool.lead.ranks.references === 0) return undefined
    const { cue, tokens } = pool.lead.intent
    const onInstruction = tokens.length > 0
    const lookAlikes = nearest(cue, onInstruction)
    if (lookAlikes.length === 0) return undefined
    const core = coreOf(pool)
    const intent = measureIntent(world, background(world), core, tokens)
    return {
      cue: CUES[cue].id,
      campaign: figuresOf(world, core, intent, cue, onInstruction),
      look_alikes: lookAlikes.map(({ members, reason, intent }) => ({
        reason,
        ...figuresOf(world, members, intent, cue, onInstruction),
      })),
    }
  }
}

interface LookAlike {
  readonly members: Group
  readonly reason: string
  readonly intent: Intent
}

/** The natural groups that are in no found pool. */
function outsideOf(world: World, found: readonly Pool[]): LookAlike[] {
  const taken = new Uint8Array(world.principals.count)
  for (const { members } of found) for (const { principal } of members) taken[principal] = 1
  const { groups, intents } = measureReferences(world, background(world))
  return groups.flatMap(({ members, reason }, i) => {
    const inPools = members.reduce((sum, member) => sum + taken[member], 0)
    return inPools >= TAKEN * members.length ? [] : [{ members, reason, intent: intents[i] }]
  })
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
  const inside = [...membersByKey(world, edges, group).values()]
  const sharers = new Set(inside.filter(({ length }) => length >= 2).flat())
  return sharers.size / Math.max(1, group.length)
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000
}
