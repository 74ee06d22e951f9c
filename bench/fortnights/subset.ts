import { CUES } from '../../src/models/index.ts'
import {
  assignStrata,
  deciles,
  type Edges,
  FEATURES,
  keyCount,
  kindsOfTwins,
  type Principals,
  type StratumLabels,
  type Templates,
  type World,
  withoutTwins,
} from '../../src/signals/index.ts'

/** What decides a principal's stratum beside how active it is. */
export type Labels = Omit<StratumLabels, 'activity'>

/** As `loadWorld` has it: a key ties two at least, an instruction is shared by three. */
const FEWEST = { key: 2, template: 3 }

/**
 * The world that `loadWorld` would give had the store held some of the principals alone. Strata are drawn anew.
 * @param chosen principals that stay, ascending
 * @param labels of every principal of `world`
 */
export function subset(world: World, chosen: Uint32Array, labels: readonly Labels[]): World {
  const place = new Int32Array(world.principals.count).fill(-1)
  chosen.forEach((principal, at) => {
    place[principal] = at
  })
  const edges = (all: Edges): Edges => kept(all, place, FEWEST.key).edges
  const ranges = world.keys.get('shared-address-range')
  return {
    ...world,
    ...(ranges && kindsOfTwins(edges(ranges), world)),
    principals: principalsOf(world.principals, chosen, labels),
    keys: new Map(
      [...world.keys]
        .map(([id, all]) => [id, withoutTwins(edges(all))] as const)
        .filter(([, own]) => keyCount(own) > 0),
    ),
    organizations: edges(world.organizations),
    segments: edges(world.segments),
    templates: templatesOf(world.templates, place),
    activity: activityOf(world, chosen),
  }
}

/** The edges between chosen principals and keys that enough of them hold, and where each stood before. */
function kept(all: Edges, place: Int32Array, fewest: number): { edges: Edges; from: Uint32Array } {
  const keys: number[] = []
  const offsets: number[] = [0]
  const from: number[] = []
  for (let key = 0; key < keyCount(all); key++) {
    const before = from.length
    for (let edge = all.offsets[key]; edge < all.offsets[key + 1]; edge++) {
      if (place[all.members[edge]] >= 0) from.push(edge)
    }
    if (from.length - before < fewest) {
      from.length = before
      continue
    }
    keys.push(all.keys[key])
    offsets.push(from.length)
  }
  return {
    edges: {
      keys: Float64Array.from(keys),
      offsets: Uint32Array.from(offsets),
      members: Uint32Array.from(from, (edge) => place[all.members[edge]]),
      weights: Uint32Array.from(from, (edge) => all.weights[edge]),
    },
    from: Uint32Array.from(from),
  }
}

function templatesOf(all: Templates, place: Int32Array): Templates {
  const { edges, from } = kept(all, place, FEWEST.template)
  return {
    ...edges,
    bodies: Uint32Array.from(from, (edge) => all.bodies[edge]),
    cueSums: rows(all.cueSums, from, CUES.length),
    features: rows(all.features, from, FEATURES),
  }
}

function principalsOf(all: Principals, chosen: Uint32Array, labels: readonly Labels[]): Principals {
  const few = <T extends Uint8Array | Uint32Array | Float64Array>(values: T): T => rows(values, chosen, 1)
  const list = <T>(values: readonly T[]): T[] => Array.from(chosen, (principal) => values[principal])
  const requests = few(all.requests)
  const activity = deciles(requests)
  return {
    count: chosen.length,
    names: list(all.names),
    accounts: list(all.accounts),
    contracted: few(all.contracted),
    vouched: few(all.vouched),
    stratum: assignStrata(list(labels).map((own, at) => ({ ...own, activity: activity[at] }))),
    language: list(all.language),
    requests,
    tokens: few(all.tokens),
    texts: few(all.texts),
    firstSeen: few(all.firstSeen),
    lastSeen: few(all.lastSeen),
    createdAt: few(all.createdAt),
    closedAt: few(all.closedAt),
    cueSums: rows(all.cueSums, chosen, CUES.length),
    features: rows(all.features, chosen, FEATURES),
    segments: few(all.segments),
  }
}

function activityOf({ activity }: World, chosen: Uint32Array): World['activity'] {
  const offsets = new Uint32Array(chosen.length + 1)
  const spans = Array.from(chosen, (p) => [activity.offsets[p], activity.offsets[p + 1]] as const)
  spans.forEach(([start, end], at) => {
    offsets[at + 1] = offsets[at] + end - start
  })
  const hours = new Uint16Array(offsets[chosen.length])
  const counts = new Uint32Array(offsets[chosen.length])
  spans.forEach(([start, end], at) => {
    hours.set(activity.hours.subarray(start, end), offsets[at])
    counts.set(activity.counts.subarray(start, end), offsets[at])
  })
  return { offsets, hours, counts }
}

/** Some rows of a table with `width` numbers a row. */
function rows<T extends Uint8Array | Uint32Array | Float32Array | Float64Array>(
  table: T,
  from: Uint32Array,
  width: number,
): T {
  const result = new (table.constructor as new (length: number) => T)(from.length * width)
  from.forEach((row, at) => {
    result.set(table.subarray(row * width, (row + 1) * width), at * width)
  })
  return result
}
