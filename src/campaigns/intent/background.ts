import { CUES } from '../../models/index.ts'
import { CUE_CERTAIN, FEATURES, type World } from '../../signals/index.ts'

/** What is usual in one world. */
export interface Background {
  /** Mean over principals of the share of requests that hit each cue. */
  readonly cueRates: Float64Array
  /** Per stratum: sums of the principals' mean feature vectors, and how many principals have any. */
  readonly featureSums: Float64Array
  readonly withText: Float64Array
}

const backgrounds = new WeakMap<World, Background>()

/** Computed once for each world. */
export function background(world: World): Background {
  let known = backgrounds.get(world)
  if (!known) {
    known = measureBackground(world)
    backgrounds.set(world, known)
  }
  return known
}

function measureBackground({ principals }: World): Background {
  const cueRates = new Float64Array(CUES.length)
  let strata = 0
  for (const stratum of principals.stratum) strata = Math.max(strata, stratum + 1)
  const featureSums = new Float64Array(strata * FEATURES)
  const withText = new Float64Array(strata)
  let principalsWithText = 0
  for (let p = 0; p < principals.count; p++) {
    const texts = principals.texts[p]
    if (texts === 0) continue
    principalsWithText++
    for (let cue = 0; cue < CUES.length; cue++)
      cueRates[cue] += principals.cueSums[p * CUES.length + cue] / CUE_CERTAIN / texts
    const stratum = principals.stratum[p]
    withText[stratum]++
    for (let f = 0; f < FEATURES; f++)
      featureSums[stratum * FEATURES + f] += principals.features[p * FEATURES + f] / texts
  }
  for (let cue = 0; cue < CUES.length; cue++) cueRates[cue] /= Math.max(1, principalsWithText)
  return { cueRates, featureSums, withText }
}
