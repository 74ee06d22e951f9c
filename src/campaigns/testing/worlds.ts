import { CUES } from '../../models/index.ts'
import { buildEdges, CUE_CERTAIN, type Edges, FEATURES, type Group, type World } from '../../signals/index.ts'
import { createRandom, type Random } from '../../statistics/index.ts'

/** An instruction and who uses it, over a new body each time. */
export interface Instruction {
  readonly holders: readonly number[]
  /** Template tokens it leaves. */
  readonly tokens: number
  /** Different bodies that each holder sends. */
  readonly bodies: number
  /** Index of the cue it hits, and the share of the bodies that do. */
  readonly cue?: number
  readonly hit?: number
  /** Mean feature vector of the texts around it; what the holder writes otherwise when not given. */
  readonly features?: (principal: number) => readonly number[] | undefined
}

/** A world by construction: whatever is not named is ordinary and unrelated. */
export interface WorldPlan {
  readonly count: number
  readonly seed?: string
  /** One stratum for all when not given. */
  readonly stratum?: (principal: number) => number
  readonly days?: number
  /** Requests of a principal in all, spread over its active hours. */
  readonly requests?: (principal: number, random: Random) => number
  /** Active hours since the start; office hours on random days when not given. */
  readonly hours?: (principal: number, random: Random) => readonly number[]
  /** Holders of every key, by signal id. */
  readonly keys?: Readonly<Record<string, readonly (readonly number[])[]>>
  readonly organizations?: readonly (readonly number[])[]
  /** Which address ranges (by their place in `keys`) are a campus or an office. */
  readonly campus?: readonly number[]
  /** Which of them are home connections. */
  readonly homes?: readonly number[]
  /** Ranges that no file names. */
  readonly unknownPlaces?: readonly number[]
  readonly instructions?: readonly Instruction[]
  /** Senders of every sentence. */
  readonly sentences?: readonly (readonly number[])[]
  /** Direction and length of a principal's mean feature vector; random when not given. */
  /** When the account was opened, and closed by the provider, in hours from the start. */
  readonly openedAt?: (principal: number) => number | undefined
  readonly closedAt?: (principal: number) => number | undefined
  readonly features?: (principal: number, random: Random) => readonly number[] | undefined
  readonly contracted?: readonly number[]
  readonly vouched?: readonly number[]
}

/** A Monday. */
export const START = Date.UTC(2026, 0, 5)
const HOUR = 3_600_000
/** How often anybody's requests hit a cue. */
const USUAL = 0.02

export function worldOf(plan: WorldPlan): World {
  const { count } = plan
  const random = createRandom(plan.seed ?? 'world')
  const days = plan.days ?? 14
  const activity = activityOf(plan, days, random.fork('activity'))
  const requests = new Uint32Array(count)
  for (let p = 0; p < count; p++) {
    for (let at = activity.offsets[p]; at < activity.offsets[p + 1]; at++) requests[p] += activity.counts[at]
  }
  const hourAt = (p: number, last: boolean): number => {
    const at = last ? activity.offsets[p + 1] - 1 : activity.offsets[p]
    return START + activity.hours[at] * HOUR + (last ? HOUR - 1 : 0)
  }
  const features = featuresOf(plan, requests, random.fork('features'))
  const segments = edgesOf(plan.sentences ?? [])
  const sentences = new Uint32Array(count)
  for (const sender of (plan.sentences ?? []).flat()) sentences[sender]++
  const mark = (marked: readonly number[] = []): Uint8Array => {
    const marks = new Uint8Array(count)
    for (const principal of marked) marks[principal] = 1
    return marks
  }
  const all = Array.from({ length: count }, (_, p) => p)
  const moment = (hour: number | undefined): number => (hour === undefined ? 0 : START + hour * HOUR)
  return {
    start: START,
    hours: days * 24,
    principals: {
      count,
      names: all.map(nameOf),
      accounts: all.map((p) => [nameOf(p)]),
      contracted: mark(plan.contracted),
      vouched: mark(plan.vouched),
      stratum: Uint32Array.from(all, (p) => plan.stratum?.(p) ?? 0),
      language: all.map(() => 'en'),
      requests,
      tokens: Float64Array.from(requests, (n) => 900 * n),
      texts: requests.slice(),
      firstSeen: Float64Array.from(all, (p) => hourAt(p, false)),
      lastSeen: Float64Array.from(all, (p) => hourAt(p, true)),
      cueSums: cueSumsOf(plan, requests, random.fork('cues')),
      features,
      segments: sentences,
      createdAt: Float64Array.from(all, (p) => moment(plan.openedAt?.(p))),
      closedAt: Float64Array.from(all, (p) => moment(plan.closedAt?.(p))),
    },
    keys: new Map(Object.entries(plan.keys ?? {}).map(([id, keys]) => [id, edgesOf(keys)])),
    organizations: edgesOf(plan.organizations ?? []),
    campusRanges: new Set((plan.campus ?? []).map(keyOf)),
    homeRanges: new Set((plan.homes ?? []).map(keyOf)),
    unknownRanges: new Set((plan.unknownPlaces ?? []).map(keyOf)),
    templates: templatesOf(plan.instructions ?? [], features, requests),
    segments,
    activity,
    now: START + 24 * days * HOUR,
    misdated: 0,
    leftOut: new Map(),
  }
}

/** The name of a principal: ascending with its number. */
export function nameOf(principal: number): string {
  return `account-${String(principal).padStart(6, '0')}`
}

/** Key identity of the n-th key of a list. */
export function keyOf(place: number): number {
  return place + 1
}

/** Edges from the holders of every key, in order. */
export function edgesOf(keys: readonly (readonly number[])[]): Edges {
  return buildEdges(
    keys.flatMap((holders, place) => holders.map(() => keyOf(place))),
    keys.flat(),
    undefined,
    2,
  )
}

/** The numbers from `from` up to but not including `to`. */
export function span(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
}

export function groupOf(members: Iterable<number>): Group {
  return Uint32Array.from(new Set(members)).sort()
}

/** Runs of so many neighbours. */
export function inRuns(members: readonly number[], size: number): number[][] {
  return span(0, Math.ceil(members.length / size)).map((run) => members.slice(run * size, (run + 1) * size))
}

/** Random disjoint groups of so many. */
export function randomGroups(members: readonly number[], size: number, random: Random): number[][] {
  return inRuns(random.shuffle([...members]), size).filter((group) => group.length === size)
}

function activityOf(plan: WorldPlan, days: number, random: Random): World['activity'] {
  const offsets = new Uint32Array(plan.count + 1)
  const hours: number[] = []
  const counts: number[] = []
  for (let p = 0; p < plan.count; p++) {
    const own = random.fork(p)
    const active = [...new Set(plan.hours?.(p, own) ?? officeHours(days, own))].sort((a, b) => a - b)
    const total = Math.max(active.length, plan.requests?.(p, own) ?? 3 * active.length)
    active.forEach((hour, i) => {
      hours.push(hour)
      counts.push(Math.floor(total / active.length) + (i < total % active.length ? 1 : 0))
    })
    offsets[p + 1] = hours.length
  }
  return { offsets, hours: Uint16Array.from(hours), counts: Uint32Array.from(counts) }
}

/** A day between nine and five, now and then, with the weekend off. */
function officeHours(days: number, random: Random): number[] {
  const working = span(0, days).filter((day) => day % 7 < 5)
  const found = working.flatMap((day) =>
    random.next() < 0.6 ? random.sample(9, 1 + random.integer(3)).map((hour) => day * 24 + 9 + hour) : [],
  )
  return found.length > 0 ? found : [random.pick(working) * 24 + 12]
}

function templatesOf(
  instructions: readonly Instruction[],
  features: Float64Array,
  requests: Uint32Array,
): World['templates'] {
  const tokens = instructions.flatMap((instruction) => span(0, instruction.tokens).map(() => instruction))
  const edges = edgesOf(tokens.map(({ holders }) => holders))
  const bodies = new Uint32Array(edges.members.length)
  const cueSums = new Uint32Array(edges.members.length * CUES.length)
  tokens.forEach((instruction, token) => {
    for (let edge = edges.offsets[token]; edge < edges.offsets[token + 1]; edge++) {
      bodies[edge] = instruction.bodies
      CUES.forEach((_, cue) => {
        const share = cue === instruction.cue ? (instruction.hit ?? 0) : USUAL
        cueSums[edge * CUES.length + cue] = Math.round(CUE_CERTAIN * share * instruction.bodies)
      })
    }
  })
  const sums = new Float32Array(edges.members.length * FEATURES)
  tokens.forEach((instruction, token) => {
    for (let edge = edges.offsets[token]; edge < edges.offsets[token + 1]; edge++) {
      const member = edges.members[edge]
      const around = instruction.features?.(member)
      for (let f = 0; f < FEATURES; f++) {
        const mean = around?.[f] ?? features[member * FEATURES + f] / requests[member]
        sums[edge * FEATURES + f] = mean * bodies[edge]
      }
    }
  })
  return { ...edges, weights: bodies.slice(), bodies, cueSums, features: sums }
}

function cueSumsOf(plan: WorldPlan, requests: Uint32Array, random: Random): Float64Array {
  const sums = new Float64Array(plan.count * CUES.length)
  for (let i = 0; i < sums.length; i++) {
    const texts = requests[Math.floor(i / CUES.length)]
    sums[i] = CUE_CERTAIN * texts * USUAL * 2 * random.next()
  }
  for (const { holders, cue, hit, bodies } of plan.instructions ?? []) {
    if (cue === undefined) continue
    for (const holder of holders) sums[holder * CUES.length + cue] += CUE_CERTAIN * bodies * (hit ?? 0)
  }
  return Float64Array.from(sums, (sum, i) =>
    Math.round(Math.min(sum, CUE_CERTAIN * requests[Math.floor(i / CUES.length)])),
  )
}

function featuresOf(plan: WorldPlan, requests: Uint32Array, random: Random): Float64Array {
  const sums = new Float64Array(plan.count * FEATURES)
  for (let p = 0; p < plan.count; p++) {
    const own = random.fork(p)
    const mean = plan.features?.(p, own) ?? span(0, FEATURES).map(() => 2 * own.normal())
    for (let f = 0; f < FEATURES; f++) sums[p * FEATURES + f] = Math.round(mean[f] * requests[p])
  }
  return sums
}
