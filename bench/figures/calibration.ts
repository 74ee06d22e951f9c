import type { Interval } from '../../src/statistics/index.ts'
import { kindOf } from '../worlds/kinds.ts'
import {
  type DecoyRun,
  E_LEVELS,
  LEVELS,
  type PCounts,
  type RandomGroups,
  type WorldResult,
} from '../worlds/types.ts'
import { sum } from './quality.ts'
import { type RealisedFdr, realisedRates } from './realised-fdr.ts'
import { clusterInterval, ratio } from './resample.ts'

export interface SignalCalibration {
  readonly signal: string
  readonly tests: number
  /**
   * Per level of `LEVELS`: share of p-values at or below it, and its 99 % interval over worlds, whose upper end is the
   * largest share not excluded. Null where no p-value lay there, and with few worlds: drawing them anew says nothing.
   */
  readonly levels: readonly {
    readonly level: number
    readonly share: number
    readonly interval: Interval | null
  }[]
  /** Super-uniform as far as can be told: no interval lies wholly above its level, nor a share that has none. */
  readonly fair: boolean
}

export interface Calibration {
  /** Campaign-free worlds that decoys were made of: so many independent units stand behind the intervals. */
  readonly worlds: number
  /** Over decoys of campaign-free worlds. */
  readonly signals: readonly SignalCalibration[]
  /**
   * Over decoys of worlds with campaigns, where the hypothesis does not quite hold: in a stratum that a pool fills, its
   * members are dealt each other's hours, which do keep step.
   */
  readonly besideCampaigns: readonly SignalCalibration[]
  readonly fdr: readonly RealisedFdr[]
  /** Over campaign-free worlds. */
  readonly random: RandomGroups
}

const NONE: PCounts = { tests: 0, below: LEVELS.map(() => 0) }

/**
 * Coordination p-values where nothing is coordinated. Tests of one world depend on each other, and so do decoys of one
 * world, which deal out the same people: intervals come from resampling worlds, each with all its decoys.
 */
export function measureCalibration(worlds: readonly WorldResult[]): Calibration {
  const decoyed = worlds.filter(({ decoys }) => decoys.length > 0)
  const calm = decoyed.filter(({ task }) => kindOf(task.scenario) === 'benign')
  const hostile = decoyed.filter(({ task }) => kindOf(task.scenario) !== 'benign')
  return {
    worlds: calm.length,
    signals: bySignal(calm.map(({ decoys }) => decoys)),
    besideCampaigns: bySignal(hostile.map(({ decoys }) => decoys)),
    fdr: realisedRates(decoyed.map(({ decoys }) => decoys)),
    random: randomTogether(calm.flatMap(({ random }) => random ?? [])),
  }
}

function randomTogether(worlds: readonly RandomGroups[]): RandomGroups {
  const parts = worlds.map((one) => one.parts)
  return {
    product: {
      draws: sum(worlds.map(({ product }) => product.draws)),
      reached: E_LEVELS.map((_, i) => sum(worlds.map(({ product }) => product.reached[i]))),
    },
    parts: {
      crowds: sum(parts.map(({ crowds }) => crowds)),
      parts: sum(parts.map((one) => one.parts)),
      one: sum(parts.map(({ one }) => one)),
      two: sum(parts.map(({ two }) => two)),
    },
  }
}

/** @param worlds the decoys of each world */
function bySignal(worlds: readonly (readonly DecoyRun[])[]): SignalCalibration[] {
  const signals = [...new Set(worlds.flat().flatMap(({ p }) => Object.keys(p)))].sort()
  return [
    ...signals.map((signal) =>
      calibrationOf(
        signal,
        worlds.map((runs) => together(runs.map(({ p }) => p[signal] ?? NONE))),
      ),
    ),
    calibrationOf(
      'all',
      worlds.map((runs) => together(runs.flatMap(({ p }) => Object.values(p)))),
    ),
  ]
}

function together(counts: readonly PCounts[]): PCounts {
  return {
    tests: sum(counts.map(({ tests }) => tests)),
    below: LEVELS.map((_, i) => sum(counts.map(({ below }) => below[i]))),
  }
}

/** @param counts of each world, its decoys taken together */
function calibrationOf(signal: string, counts: readonly PCounts[]): SignalCalibration {
  const { tests, below } = together(counts)
  const levels = LEVELS.map((level, i) => ({
    level,
    share: below[i] / Math.max(1, tests),
    interval:
      below[i] === 0
        ? null
        : clusterInterval(
            counts.map((one) => [one.below[i], one.tests]),
            ratio,
            0.99,
          ),
  }))
  const fair = levels.every(({ level, share, interval }) => (interval?.lower ?? share) <= level)
  return { signal, tests, levels, fair }
}

/** Signals of which the point estimate is above a level, whether or not its interval reaches below. */
export function pointsAbove(signals: readonly SignalCalibration[]): { signal: string; level: number }[] {
  return signals.flatMap(({ signal, levels }) =>
    levels.filter(({ share, level }) => share > level).map(({ level }) => ({ signal, level })),
  )
}
