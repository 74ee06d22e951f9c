import type { Group, World } from '../signals/index.ts'
import { rankPValue } from '../statistics/index.ts'
import type { Background } from './background.ts'
import { type Intent, measureIntent } from './intent.ts'
import { type NaturalGroup, naturalGroups } from './natural-groups.ts'

/** Fewer local natural groups than this cannot carry a rank of 0.005. */
export const ENOUGH_REFERENCES = 200

/** The natural groups of a world with their intent figures. */
export interface References {
  readonly groups: readonly NaturalGroup[]
  readonly intents: readonly Intent[]
}

const measured = new WeakMap<World, References>()

/** Measured once for each world: verdicts rank among them, and reports show the nearest. */
export function measureReferences(world: World, usual: Background): References {
  let references = measured.get(world)
  if (!references) {
    const groups = naturalGroups(world)
    references = { groups, intents: groups.map((group) => measureIntent(world, usual, group.members)) }
    measured.set(world, references)
  }
  return references
}

/** Where a group stands among innocent related groups, per intent family: p-values by rank. */
export interface IntentRanks {
  readonly content: number
  readonly elicitation: number
  /** Natural groups it was compared with. */
  readonly references: number
  /** "1 of 1,840": position by the rarer family. */
  readonly words: string
  /** The reference that comes closest. */
  readonly nearest: { readonly reason: string; readonly size: number; readonly intent: Intent } | undefined
}

/**
 * Ranks a group's intent among natural groups. A group with an instruction of its own is judged by what it does
 * with it, any other by its texts as a whole; always by one figure a family, so that nothing is picked.
 * Left out are natural groups that lie half in the group itself, or half among `suspects` (marked principals):
 * what is about to be judged cannot be a reference for the rest.
 */
export function rankIntent(
  world: World,
  references: References,
  group: Group,
  intent: Intent,
  suspects: Uint8Array,
): IntentRanks {
  const inGroup = new Uint8Array(world.principals.count)
  for (const member of group) inGroup[member] = 1
  const kept = references.groups.flatMap(({ members }, i) =>
    isReference(members, inGroup, suspects) ? [i] : [],
  )
  const content = (of: Intent): number =>
    intent.tokens.length > 0 ? of.template * Math.max(0, of.likeness) : of.likeness
  const elicitation = elicitationFigure(intent)
  const rank = (figure: (of: Intent) => number): number =>
    rankPValue(
      figure(intent),
      kept.map((i) => figure(references.intents[i])),
    )
  const ranks = { content: rank(content), elicitation: rank(elicitation) }
  let nearest: number | undefined
  for (const i of kept) {
    if (
      nearest === undefined ||
      elicitation(references.intents[i]) > elicitation(references.intents[nearest])
    )
      nearest = i
  }
  return {
    ...ranks,
    references: kept.length,
    words: `${Math.round(Math.min(ranks.content, ranks.elicitation) * (kept.length + 1)).toLocaleString('en')} of ${(kept.length + 1).toLocaleString('en')}`,
    nearest:
      nearest === undefined
        ? undefined
        : {
            reason: references.groups[nearest].reason,
            size: references.groups[nearest].members.length,
            intent: references.intents[nearest],
          },
  }
}

/** The group's strongest cue, on its own instruction if it has one; the same cue is looked at in the references. */
function elicitationFigure({ cue, tokens }: Intent): (of: Intent) => number {
  return tokens.length > 0 ? (of) => of.elicitedOnTemplate[cue] : (of) => of.elicited[cue]
}

/** Not half of it in the group, nor half of it among suspects. */
function isReference(members: Group, inGroup: Uint8Array, suspects: Uint8Array): boolean {
  let own = 0
  let taken = 0
  for (const member of members) {
    own += inGroup[member]
    taken += suspects[member]
  }
  return 2 * own < members.length && 2 * taken < members.length
}
