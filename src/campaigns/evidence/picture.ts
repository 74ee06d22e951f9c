import type { CampaignPicture, GraphNode, Lane, Mark, Release } from '../../record/index.ts'
import { type Edges, holdersOf, KEY_SIGNALS, plural, type World } from '../../signals/index.ts'
import { membersByKey } from '../groups/members-by-key.ts'
import { coreOf, type Pool, type PoolMember } from '../members/members.ts'

/** More than this the report cannot hold; what it draws at first is less. */
export const MOST_ACCOUNTS = 6_000
const MOST_KEYS = 600
const MOST_STEPS = 168
export const MOST_LANES = 6_000
/** Days on which accounts were closed; of more only those with the most closures are marked. */
const MOST_CLOSURES = 12

/** What the report draws of one campaign: who shares which keys, and when the accounts were active. */
export function pictureOf(
  world: World,
  pool: Pool,
  campaignId: string,
  releases: readonly Release[],
): CampaignPicture {
  return {
    campaign_id: campaignId,
    graph: graphOf(world, pool),
    timeline: timelineOf(world, pool, releases),
    exemplars: [],
  }
}

interface SharedKey {
  readonly node: GraphNode
  readonly holders: readonly number[]
  readonly bits: number
}

function graphOf(world: World, pool: Pool): CampaignPicture['graph'] {
  const role = new Map(pool.members.map(({ principal, role }) => [principal, role]))
  const keys = sharedKeys(world, pool).sort((a, b) => b.bits * b.holders.length - a.bits * a.holders.length)
  const drawnKeys = keys.slice(0, MOST_KEYS)
  const weight = new Map<number, number>()
  for (const { holders, bits } of drawnKeys)
    for (const holder of holders) weight.set(holder, (weight.get(holder) ?? 0) + bits)
  const accounts = [...weight].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([principal]) => principal)
  const drawn = new Set(accounts.slice(0, MOST_ACCOUNTS))
  const shown = drawnKeys.filter(({ holders }) => holders.some((holder) => drawn.has(holder)))
  return {
    nodes: [
      ...[...drawn].map((principal) => accountNode(world, principal, role.get(principal) ?? 'linked')),
      ...shown.map(({ node }) => node),
    ],
    edges: shown.flatMap(({ node, holders, bits }) =>
      holders
        .filter((holder) => drawn.has(holder))
        .map((holder) => ({ source: world.principals.names[holder], target: node.id, bits })),
    ),
    omitted: pool.members.length - drawn.size + keys.length - shown.length,
  }
}

function accountNode(world: World, principal: number, role: PoolMember['role']): GraphNode {
  const name = world.principals.names[principal]
  return { id: name, kind: 'account', label: name, role }
}

/** Costs what the pool's members hold: a world of many pools is looked through for each of them. */
function sharedKeys(world: World, pool: Pool): SharedKey[] {
  const found: SharedKey[] = []
  const members = Uint32Array.from(pool.members, ({ principal }) => principal).sort()
  const collect = (
    edges: Edges | undefined,
    label: string,
    family: GraphNode['family'],
    only?: ReadonlySet<number>,
  ): void => {
    if (!edges || !family) return
    const held = [...membersByKey(world, edges, members)].sort(([a], [b]) => a - b)
    for (const [key, inside] of held) {
      if (only && !only.has(edges.keys[key])) continue
      const holders = holdersOf(edges, key)
      // A key that mostly others hold says nothing about this group.
      if (inside.length < 2 || 2 * inside.length < holders.length) continue
      const id = `${label} ${pseudonym(edges.keys[key])}`
      const bits = Math.max(0, Math.log2(world.principals.count / holders.length))
      found.push({ node: { id, kind: 'key', label: id, family }, holders: inside, bits })
    }
  }
  for (const signal of KEY_SIGNALS) collect(world.keys.get(signal.id), signal.keyLabel, signal.family)
  collect(world.templates, 'instruction', 'content', new Set(pool.tokens.slice(0, 2)))
  return found
}

/** Keys are keyed hashes already; six letters of base 36 are enough to tell them apart in a picture. */
export function pseudonym(key: number): string {
  return key.toString(36).slice(-6)
}

function timelineOf(world: World, pool: Pool, releases: readonly Release[]): CampaignPicture['timeline'] {
  const step = Math.ceil(world.hours / MOST_STEPS)
  const steps = Math.ceil(world.hours / step)
  const total = new Array<number>(steps).fill(0)
  const { names, requests, firstSeen, createdAt, closedAt } = world.principals
  const core = [...coreOf(pool)]
  const drawn = new Set([...core].sort((a, b) => requests[b] - requests[a] || a - b).slice(0, MOST_LANES))
  const end = world.start + world.hours * 3_600_000
  const inWindow = (time: number): boolean => time >= world.start && time < end
  const lanes: Lane[] = []
  for (const principal of [...core].sort((a, b) => firstSeen[a] - firstSeen[b] || a - b)) {
    const values = new Array<number>(steps).fill(0)
    const { offsets, hours, counts } = world.activity
    for (let at = offsets[principal]; at < offsets[principal + 1]; at++) {
      const slot = Math.floor(hours[at] / step)
      values[slot] += counts[at]
      total[slot] += counts[at]
    }
    if (!drawn.has(principal)) continue
    lanes.push({
      account_id: names[principal],
      values,
      ...(inWindow(createdAt[principal]) && { opened: createdAt[principal] }),
      ...(inWindow(closedAt[principal]) && { closed: closedAt[principal] }),
    })
  }
  const marks: Mark[] = [
    ...releases
      .filter(({ time }) => inWindow(time))
      .map(({ model, time }): Mark => ({ time, label: `${model} released`, kind: 'release' })),
    ...closures(core.map((principal) => closedAt[principal]).filter(inWindow)),
  ]
  return {
    start: world.start,
    step_ms: step * 3_600_000,
    total,
    lanes,
    marks: marks.sort((a, b) => a.time - b.time),
  }
}

/** One mark a day (UTC), at the first closure of that day. */
function closures(times: readonly number[]): Mark[] {
  const days = new Map<number, number[]>()
  for (const time of times) {
    const day = Math.floor(time / 86_400_000)
    const known = days.get(day)
    if (known) known.push(time)
    else days.set(day, [time])
  }
  return [...days.values()]
    .sort((a, b) => b.length - a.length || a[0] - b[0])
    .slice(0, MOST_CLOSURES)
    .map((day) => ({
      time: day.reduce((first, time) => Math.min(first, time)),
      label: `${plural(day.length, 'account')} of the group closed`,
      kind: 'closure',
    }))
}
