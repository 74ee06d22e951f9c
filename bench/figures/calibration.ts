import { createRandom, type Interval, quantile } from '../../src/statistics/index.ts'
import { kindOf } from '../worlds/kinds.ts'
import { type DecoyRun, LEVELS, NOMINAL, type PCounts, type WorldResult } from '../worlds/types.ts'
import { sum } from './quality.ts'

export interface SignalCalibration {
  readonly signal: string
  readonly tests: number
  /** Per level of `LEVELS`: share of p-values at or below it, and its 99 % interval over decoy worlds. */
  readonly levels: readonly { readonly level: number; readonly share: number; readonly interval: Interval }[]
  /** Super-uniform as far as can be told: no interval lies wholly above its level. */
  readonly fair: boolean
}

export interface RealisedFdr {
  readonly nominal: number
  readonly discoveries: number
  readonly decoys: number
  /** Share of decoys among discoveries; null without discoveries. */
  readonly realised: number | null
}

export interface Calibration {
  /** Over decoys of campaign-free worlds. */
  readonly signals: readonly SignalCalibration[]
  /**
   * Over decoys of worlds with campaigns, where the hypothesis does not quite hold: in a stratum that a pool fills, its
   * members are dealt each other's hours, which do keep step.
   */
  readonly besideCampaigns: readonly SignalCalibration[]
  readonly fdr: readonly RealisedFdr[]
}

const RESAMPLES = 1_999
const NONE: PCounts = { tests: 0, below: LEVELS.map(() => 0) }

/**
 * Coordination p-values where nothing is coordinated. Tests of one world depend on each other, so intervals come
 * from resampling whole decoy worlds (cluster bootstrap: Davison & Hinkley 1997, section 3.8).
 */
export function measureCalibration(worlds: readonly WorldResult[]): Calibration {
  const runs = worlds.flatMap(({ decoys }) => decoys)
  const calm = worlds.filter(({ task }) => kindOf(task.scenario) === 'benign')
  const hostile = worlds.filter(({ task }) => kindOf(task.scenario) !== 'benign')
  return {
    signals: bySignal(calm.flatMap(({ decoys }) => decoys)),
    besideCampaigns: bySignal(hostile.flatMap(({ decoys }) => decoys)),
    fdr: NOMINAL.map((nominal, i) => {
      const discoveries = sum(runs.map(({ mixed }) => mixed[i].discoveries))
      const decoys = sum(runs.map(({ mixed }) => mixed[i].decoys))
      return { nominal, discoveries, decoys, realised: discoveries === 0 ? null : decoys / discoveries }
    }),
  }
}

function bySignal(runs: readonly DecoyRun[]): SignalCalibration[] {
  const signals = [...new Set(runs.flatMap(({ p }) => Object.keys(p)))].sort()
  return [
    ...signals.map((signal) =>
      calibrationOf(
        signal,
        runs.map(({ p }) => p[signal] ?? NONE),
      ),
    ),
    calibrationOf('all', runs.map(together)),
  ]
}

function together({ p }: DecoyRun): PCounts {
  const all = Object.values(p)
  return {
    tests: sum(all.map(({ tests }) => tests)),
    below: LEVELS.map((_, i) => sum(all.map(({ below }) => below[i]))),
  }
}

function calibrationOf(signal: string, counts: readonly PCounts[]): SignalCalibration {
  const tests = sum(counts.map((one) => one.tests))
  const levels = LEVELS.map((level, i) => ({
    level,
    share: sum(counts.map(({ below }) => below[i])) / Math.max(1, tests),
    interval: clusterInterval(counts, i),
  }))
  return { signal, tests, levels, fair: levels.every(({ level, interval }) => interval.lower <= level) }
}

function clusterInterval(counts: readonly PCounts[], level: number): Interval {
  const random = createRandom('calibration')
  const shares = Array.from({ length: RESAMPLES }, () => {
    let tests = 0
    let below = 0
    for (let i = 0; i < counts.length; i++) {
      const one = counts[random.integer(counts.length)]
      tests += one.tests
      below += one.below[level]
    }
    return tests === 0 ? 0 : below / tests
  })
  return { lower: quantile(shares, 0.005), upper: quantile(shares, 0.995) }
}
