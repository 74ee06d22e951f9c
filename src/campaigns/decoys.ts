import { CUES } from '../models/index.ts'
import {
  type Edges,
  FEATURES,
  KEY_SIGNALS,
  relabelled,
  type Templates,
  type World,
} from '../signals/index.ts'
import { createRandom, permuteWithin } from '../statistics/index.ts'

/**
 * A world in which nothing is coordinated: within each stratum, the principals' identities, networks, hours,
 * texts and corpus shards are dealt out anew, each family by a permutation of its own. What families say about
 * one principal no longer belongs together, while every key, instruction and habit is still there. Whatever
 * detection confirms in such a world is a false alarm.
 */
export function decoy(world: World, seed: string): World {
  const { principals } = world
  const place = (family: string): Uint32Array =>
    Uint32Array.from(permuteWithin(Int32Array.from(principals.stratum), createRandom(`${seed} ${family}`)))
  const identity = place('identity')
  const network = place('network')
  const timing = place('timing')
  const content = place('content')
  const partition = place('partition')
  const adaptation = place('adaptation')
  return {
    ...world,
    keys: new Map(
      KEY_SIGNALS.flatMap((signal) => {
        const edges = world.keys.get(signal.id)
        return edges
          ? [[signal.id, relabelled(edges, signal.family === 'identity' ? identity : network)] as const]
          : []
      }),
    ),
    organizations: relabelled(world.organizations, identity),
    templates: relabelledTemplates(world.templates, content),
    segments: relabelled(world.segments, partition),
    activity: relabelledActivity(world, timing),
    principals: {
      ...principals,
      requests: moved(principals.requests, timing, 1),
      firstSeen: moved(principals.firstSeen, timing, 1),
      lastSeen: moved(principals.lastSeen, timing, 1),
      texts: moved(principals.texts, content, 1),
      cueSums: moved(principals.cueSums, content, CUES.length),
      features: moved(principals.features, content, FEATURES),
      segments: moved(principals.segments, partition, 1),
      createdAt: moved(principals.createdAt, identity, 1),
      closedAt: moved(principals.closedAt, adaptation, 1),
    },
  }
}

function moved<T extends Uint32Array | Float64Array>(values: T, place: Uint32Array, width: number): T {
  const result = values.slice()
  for (let p = 0; p < place.length; p++) {
    for (let i = 0; i < width; i++) result[place[p] * width + i] = values[p * width + i]
  }
  return result as T
}

function relabelledTemplates(templates: Templates, place: Uint32Array): Templates {
  const width = CUES.length
  const rows: Edges = { ...templates, weights: Uint32Array.from(templates.weights, (_, edge) => edge) }
  const shuffled = relabelled(rows, place)
  const at = shuffled.weights
  const cueSums = new Uint32Array(templates.cueSums.length)
  const features = new Float32Array(templates.features.length)
  for (let edge = 0; edge < at.length; edge++) {
    for (let cue = 0; cue < width; cue++)
      cueSums[edge * width + cue] = templates.cueSums[at[edge] * width + cue]
    features.set(templates.features.subarray(at[edge] * FEATURES, (at[edge] + 1) * FEATURES), edge * FEATURES)
  }
  return {
    keys: shuffled.keys,
    offsets: shuffled.offsets,
    members: shuffled.members,
    weights: Uint32Array.from(at, (edge) => templates.weights[edge]),
    bodies: Uint32Array.from(at, (edge) => templates.bodies[edge]),
    cueSums,
    features,
  }
}

function relabelledActivity({ activity, principals }: World, place: Uint32Array): World['activity'] {
  const from = new Uint32Array(principals.count)
  for (let p = 0; p < place.length; p++) from[place[p]] = p
  const offsets = new Uint32Array(principals.count + 1)
  const hours = new Uint16Array(activity.hours.length)
  const counts = new Uint32Array(activity.counts.length)
  for (let p = 0; p < principals.count; p++) {
    const [start, end] = [activity.offsets[from[p]], activity.offsets[from[p] + 1]]
    hours.set(activity.hours.subarray(start, end), offsets[p])
    counts.set(activity.counts.subarray(start, end), offsets[p])
    offsets[p + 1] = offsets[p] + end - start
  }
  return { offsets, hours, counts }
}
