import { FEATURE_COUNT } from '../../src/fingerprint/index.ts'
import type { Baseline } from './baseline.ts'
import { featuresOf } from './features.ts'
import { Points } from './points.ts'
import { shapiroWilk } from './shapiro-wilk.ts'

/** Distances from which on normality is tested. The paper waits for 100, which most accounts never come to. */
const LEAST_DISTANCES = 40
/** Texts of an account that are looked at: its first. */
const TEXTS = 500
/** Between two tests, in texts. */
const TEST_EVERY = 20
/** Distances so many standard deviations from their mean are left out of the test. */
const OUTLIER = 3

/**
 * Score: 1 - W, where W is the lowest value of Shapiro and Wilk's statistic on the way, over the distances of an
 * account's texts to the nearest of its earlier ones that were kept. A text is kept when it is farther from those
 * than the paper's growing threshold: mean less standard deviation of the kept distances. Texts are points of the
 * feature space; a language model predicts no class, so all texts are of one.
 */
export const prada: Baseline = {
  id: 'prada',
  title: 'PRADA',
  source:
    'Juuti, Szyller, Marchal, Asokan: PRADA, protecting against DNN model stealing attacks, EuroS&P 2019.',
  start() {
    const accounts = new Map<string, History>()
    return {
      see(request) {
        const features = featuresOf(request)
        if (features.length === 0) return
        let own = accounts.get(request.account_id)
        if (!own) {
          own = {
            kept: new Points(FEATURE_COUNT),
            keptDistances: [0],
            threshold: 0,
            distances: [],
            lowest: 1,
          }
          own.kept.add(features)
          accounts.set(request.account_id, own)
        } else if (own.distances.length < TEXTS) follow(own, features)
      },
      scores: () => new Map([...accounts].map(([account, { lowest }]) => [account, 1 - lowest])),
    }
  },
}

interface History {
  readonly kept: Points
  readonly keptDistances: number[]
  threshold: number
  readonly distances: number[]
  lowest: number
}

function follow(own: History, features: Int8Array): void {
  const distance = Math.sqrt(own.kept.nearestSquared(features))
  own.distances.push(distance)
  if (distance > own.threshold) {
    own.kept.add(features)
    own.keptDistances.push(distance)
    const { mean, deviation } = moments(own.keptDistances)
    own.threshold = Math.max(own.threshold, mean - deviation)
  }
  const count = own.distances.length
  if (count < LEAST_DISTANCES || (count - LEAST_DISTANCES) % TEST_EVERY !== 0) return
  const { mean, deviation } = moments(own.distances)
  const usual = own.distances.filter((one) => Math.abs(one - mean) <= OUTLIER * deviation)
  const w = shapiroWilk(usual)
  // Distances that are all the same are as far from normal as can be.
  own.lowest = Math.min(own.lowest, Number.isNaN(w) ? 0 : w)
}

function moments(values: readonly number[]): { mean: number; deviation: number } {
  let sum = 0
  for (const value of values) sum += value
  const mean = sum / values.length
  let squares = 0
  for (const value of values) squares += (value - mean) ** 2
  return { mean, deviation: Math.sqrt(squares / values.length) }
}
