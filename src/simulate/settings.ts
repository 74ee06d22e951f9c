import type { Random } from './random.ts'
import { DAY, type Settings, type World } from './world.ts'

const MODELS = ['halcyon-3-mini', 'halcyon-3', 'halcyon-3-pro'] as const
export const EMBEDDING_MODEL = 'halcyon-embed-1'

/** Parameters as anybody sets them, campaigns included. */
export function drawSettings(world: World, random: Random, own: Partial<Settings> = {}): Settings {
  const settings: Settings = {
    model: drawModel(world, random),
    stream: random.chance(0.45),
    traced: random.chance(0.3),
    threaded: random.chance(0.6),
  }
  const temperature = random.weighted<number | undefined>([
    [undefined, 44],
    [0, 13],
    [0.2, 8],
    [0.3, 5],
    [0.5, 5],
    [0.7, 15],
    [1, 8],
    [0.8, 2],
  ])
  if (temperature !== undefined) settings.temperature = temperature
  if (random.chance(0.12)) settings.top_p = random.pick([0.9, 0.95, 1])
  if (random.chance(0.4)) settings.max_tokens = random.pick([512, 1000, 1024, 2048, 4096, 8192])
  if (random.chance(0.1)) settings.reasoning_effort = random.pick(['low', 'medium', 'high'])
  return { ...settings, ...own }
}

/** A favourite model, a second one now and then, and a personal moment at which the new release is tried. */
function drawModel(world: World, random: Random): Settings['model'] {
  const favourite = random.weighted([
    [MODELS[0], 34],
    [MODELS[1], 44],
    [MODELS[2], 22],
  ])
  const second = random.pick(MODELS)
  const stray = random.chance(0.4) ? random.range(0.02, 0.4) : 0
  const moves = random.weighted([
    [Number.POSITIVE_INFINITY, 42],
    [random.exponential(5) * DAY, 43],
    [random.exponential(0.4) * DAY, 15],
  ])
  const share = random.range(0.2, 1)
  const since = world.release.time + moves
  return (time, draw) => {
    if (time >= since && draw.chance(share)) return world.release.model
    return stray > 0 && draw.chance(stray) ? second : favourite
  }
}
