import { buildEdges, byPrincipal, type Edges, type Group, type World } from '../signals/index.ts'
import { rankPValue } from '../statistics/index.ts'
import type { Background } from './background.ts'
import { type Intent, measureIntent } from './intent.ts'
import { type IntentFamily, intentFigure } from './intent-figure.ts'
import { type NaturalGroup, naturalGroups } from './natural-groups.ts'
import { SHIPPED, shippedRank } from './shipped-references.ts'

/** Fewer local natural groups than this cannot carry a rank of 0.005. */
export const ENOUGH_REFERENCES = 200

/** The natural groups of a world with their intent figures. */
export interface References {
  readonly groups: readonly NaturalGroup[]
  readonly intents: readonly Intent[]
  /** Which principals are in which group; its keys are numbered like the groups. */
  readonly memberships: Edges
}

const measured = new WeakMap<World, References>()

/** Measured once for each world: verdicts rank among them, and reports show the nearest. */
export function measureReferences(world: World, usual: Background): References {
  let references = measured.get(world)
  if (!references) {
    const groups = naturalGroups(world)
    references = referencesOf(
      groups,
      groups.map((group) => measureIntent(world, usual, group.members)),
    )
    measured.set(world, references)
  }
  return references
}

export function referencesOf(groups: readonly NaturalGroup[], intents: readonly Intent[]): References {
  const keys = groups.flatMap(({ members }, i) => Array.from(members, () => i + 1))
  const members = groups.flatMap((group) => Array.from(group.members))
  return { groups, intents, memberships: buildEdges(keys, members, undefined, 1) }
}

/** Leaves out groups that lie half among `suspects` (marked principals): what is about to be judged vouches for nobody. */
export function withoutSuspects({ groups, intents }: References, suspects: Uint8Array): References {
  const kept = groups.map(({ members }) => {
    let taken = 0
    for (const member of members) taken += suspects[member]
    return 2 * taken < members.length
  })
  return referencesOf(
    groups.filter((_, i) => kept[i]),
    intents.filter((_, i) => kept[i]),
  )
}

/** Where a group stands among innocent related groups, per intent family: p-values by rank. */
export interface IntentRanks {
  readonly content: number
  readonly elicitation: number
  /** Groups it was compared with: natural groups of the same traffic and, where these are few, shipped ones. */
  readonly references: number
  /** "1 of 1,840": position by the rarer family. */
  readonly words: string
  /** The reference that comes closest. */
  readonly nearest: { readonly reason: string; readonly size: number; readonly intent: Intent } | undefined
}

/**
 * Ranks a group's intent among natural groups. A group with an instruction of its own is judged by what it does
 * with it, any other by its texts as a whole; always by one figure a family, so that nothing is picked.
 * Left out are natural groups that lie half in the group itself: nobody is innocent for resembling themselves.
 *
 * Where fewer than `ENOUGH_REFERENCES` are left, the groups that come with the program stand in. They are of other
 * traffic: whoever any natural group of the same traffic outdoes keeps its rank among these, if that is the worse.
 */
export function rankIntent(world: World, references: References, group: Group, intent: Intent): IntentRanks {
  const kept = notHalfIn(world, references, group)
  const few = kept.length < ENOUGH_REFERENCES
  const rank = (family: IntentFamily): number => {
    const figure = (of: Intent): number => intentFigure(of, intent, family)
    const here = rankPValue(
      figure(intent),
      kept.map((i) => figure(references.intents[i])),
    )
    if (!few) return here
    const shipped = shippedRank(figure(intent), intent, family)
    return here > 1 / (1 + kept.length) ? Math.max(here, shipped) : shipped
  }
  const ranks = { content: rank('content'), elicitation: rank('elicitation') }
  let nearest: number | undefined
  for (const i of kept) {
    if (
      nearest === undefined ||
      intentFigure(references.intents[i], intent, 'elicitation') >
        intentFigure(references.intents[nearest], intent, 'elicitation')
    )
      nearest = i
  }
  const count = kept.length + (few ? SHIPPED.groups : 0)
  return {
    ...ranks,
    references: count,
    words: wordsOf(Math.min(ranks.content, ranks.elicitation), few ? SHIPPED.groups : kept.length, few),
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

function wordsOf(rank: number, groups: number, few: boolean): string {
  const position = Math.round(rank * (groups + 1)).toLocaleString('en')
  const words = `${position} of ${(groups + 1).toLocaleString('en')}`
  return few ? `${words}, groups that come with the program standing in for the few of this traffic` : words
}

/** The numbers of the references of which not half lies in the group. */
function notHalfIn(world: World, { groups, memberships }: References, group: Group): number[] {
  const { offsets, keys } = byPrincipal(memberships, world.principals.count)
  const inside = new Uint32Array(groups.length)
  for (const member of group)
    for (let at = offsets[member]; at < offsets[member + 1]; at++) inside[keys[at]]++
  return groups.flatMap(({ members }, i) => (2 * inside[i] < members.length ? [i] : []))
}
