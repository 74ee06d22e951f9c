import { byPrincipal, type Edges, type Group, type World } from '../../signals/index.ts'
import { membershipsOf } from '../groups/memberships.ts'
import { keyTally } from '../groups/tally.ts'
import type { Background } from './background.ts'
import { type Intent, measureIntent } from './intent.ts'
import { figureName, type IntentFamily, intentFigure } from './intent-figure.ts'
import { distinct, type NaturalGroup, naturalGroups } from './natural-groups.ts'
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

/** Measured once for each world: verdicts rank among them, and reports show those that ask for most. */
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
  const memberships = membershipsOf(
    groups.map(({ members }) => members),
    1,
  )
  return { groups, intents, memberships }
}

/** A natural group of which this part is about to be judged is no innocent group. */
const JUDGED = 1 / 3

/**
 * What is about to be judged vouches for nobody: of groups so much of which are `suspects` (marked principals), the
 * others stand for what innocent life makes of such a group, if they still are one.
 */
export function withoutSuspects(
  world: World,
  usual: Background,
  { groups, intents }: References,
  suspects: Uint8Array,
): References {
  const measured = new Map(groups.map((group, i) => [group, intents[i]]))
  const left = distinct(
    groups.map((group) => {
      const others = group.members.filter((member) => suspects[member] === 0)
      return group.members.length - others.length < JUDGED * group.members.length
        ? group
        : { ...group, members: others }
    }),
    world.principals.count,
  )
  return referencesOf(
    left,
    left.map((group) => measured.get(group) ?? measureIntent(world, usual, group.members)),
  )
}

/** Where a group stands among innocent related groups, per intent family: p-values by rank. */
export interface IntentRanks {
  readonly content: number
  readonly elicitation: number
  /** Groups it was compared with: natural groups of the same traffic and, where these are few, shipped ones. */
  readonly references: number
  /** "1 of 1,840 by content, 37 of 1,840 by elicitation": the rarer family first, each among the groups that gave its rank. */
  readonly words: string
  /** The natural group of the same traffic that asks for most of what the group asks for. */
  readonly highest: { readonly reason: string; readonly size: number; readonly intent: Intent } | undefined
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
  const out = halfIn(world, references, group)
  const kept = references.groups.length - out.size
  const few = kept < ENOUGH_REFERENCES
  const rank = (family: IntentFamily): Rank => {
    const here = { p: rankAmong(references, intent, family, out), groups: kept, isShipped: false }
    if (!few) return here
    const figure = intentFigure(intent, intent, family)
    const shipped = { p: shippedRank(figure, intent, family), groups: SHIPPED.groups, isShipped: true }
    return here.p > 1 / (1 + kept) && here.p >= shipped.p ? here : shipped
  }
  const ranks = { content: rank('content'), elicitation: rank('elicitation') }
  const highest = orderBy(references, intent, 'elicitation').order.find((i) => !out.has(i))
  return {
    content: ranks.content.p,
    elicitation: ranks.elicitation.p,
    references: kept + (few ? SHIPPED.groups : 0),
    words: wordsOf(ranks),
    highest:
      highest === undefined
        ? undefined
        : {
            reason: references.groups[highest].reason,
            size: references.groups[highest].members.length,
            intent: references.intents[highest],
          },
  }
}

interface Rank {
  readonly p: number
  /** Among so many groups, the one under judgement not counted. */
  readonly groups: number
  /** Whether they are those that come with the program. */
  readonly isShipped: boolean
}

/**
 * The rank p-value of a group's figure among the references without those left `out`: (1 + how many of them are not
 * below it) / (1 + how many there are). Valid when the figure is exchangeable with theirs; ties count against the
 * group, and without references it is 1.
 */
function rankAmong(
  references: References,
  intent: Intent,
  family: IntentFamily,
  out: ReadonlySet<number>,
): number {
  const figure = intentFigure(intent, intent, family)
  const { figures, order } = orderBy(references, intent, family)
  let [above, below] = [0, order.length]
  while (above < below) {
    const middle = (above + below) >> 1
    if (figures[order[middle]] < figure) below = middle
    else above = middle + 1
  }
  let atLeast = above
  for (const i of out) if (!(figures[i] < figure)) atLeast--
  return (1 + atLeast) / (1 + order.length - out.size)
}

/** The references by one figure, highest first, equal ones in their own order. */
interface Order {
  readonly figures: Float64Array
  readonly order: Uint32Array
}

const orders = new WeakMap<References, Map<string, Order>>()

/** Sorted once for each figure: every group under judgement is compared with all references. */
function orderBy(references: References, judged: Intent, family: IntentFamily): Order {
  const known = orders.get(references) ?? new Map<string, Order>()
  orders.set(references, known)
  const name = figureName(judged, family)
  const before = known.get(name)
  if (before) return before
  const figures = Float64Array.from(references.intents, (of) => intentFigure(of, judged, family))
  const order = Uint32Array.from(figures, (_, i) => i).sort((a, b) => figures[b] - figures[a] || a - b)
  known.set(name, { figures, order })
  return { figures, order }
}

function wordsOf(ranks: Readonly<Record<IntentFamily, Rank>>): string {
  const place = (family: IntentFamily): string => {
    const { p, groups } = ranks[family]
    return `${Math.round(p * (groups + 1)).toLocaleString('en')} of ${(groups + 1).toLocaleString('en')} by ${family}`
  }
  const order = (['content', 'elicitation'] as const).toSorted((a, b) => ranks[a].p - ranks[b].p)
  const shipped = order.filter((family) => ranks[family].isShipped)
  const words = order.map(place).join(', ')
  if (shipped.length === 0) return words
  const where = shipped.length < order.length ? ` by ${shipped.join()}` : ''
  return `${words}, groups that come with the program standing in${where} for the few of this traffic`
}

/** The numbers of the references of which half or more lies in the group. */
function halfIn(world: World, { groups, memberships }: References, group: Group): Set<number> {
  const inside = keyTally(memberships)
  inside.addKeysOf(group, byPrincipal(memberships, world.principals.count))
  const half = inside.takeCounts().filter(([i, count]) => 2 * count >= groups[i].members.length)
  return new Set(half.map(([i]) => i))
}
