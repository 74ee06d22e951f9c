import { COORDINATION_FDR } from '../../src/campaigns/index.ts'
import { clopperPearson, type Interval } from '../../src/statistics/index.ts'
import { type DecoyRun, type Mixed, NOMINAL } from '../worlds/types.ts'
import { mean, sum } from './quality.ts'
import { clusterInterval, ratio } from './resample.ts'

export interface RealisedFdr {
  readonly nominal: number
  /** Whether as detection does it, or with every test of every candidate that was looked at. */
  readonly inUse: boolean
  /** Worlds with decoys; in how many of them some decoy was discovered. */
  readonly worlds: number
  readonly wrong: number
  /**
   * Distinct discoveries: each world's own candidates once, and the decoys' in one decoy of it; both are means over the
   * world's decoys, so they need not be whole.
   */
  readonly discoveries: number
  readonly decoys: number
  /** Share of decoys among discoveries, pooled over worlds; null without discoveries. */
  readonly realised: number | null
  /** 95 % by resampling worlds; null without decoys among the discoveries, or with few worlds: that says nothing. */
  readonly interval: Interval | null
  /** Mean over worlds of the share in each, 0 where there were no discoveries: the false discovery rate by definition. */
  readonly perWorld: number | null
  /**
   * Largest chance, not excluded at 95 %, that a world has a false discovery at all. The false discovery rate is no
   * higher, since a share is at most 1.
   */
  readonly atMost: number
}

/**
 * Realised false discovery rates of e-BH over worlds and their decoys. A world is judged with each of its decoys, and
 * has the same candidates each time: they are counted once.
 * @param worlds the decoys of each world; worlds without are left out
 */
export function realisedRates(worlds: readonly (readonly DecoyRun[])[]): RealisedFdr[] {
  return [
    ...NOMINAL.map((nominal, i) => ({
      ...rateOf(worlds.map((runs) => runs.map(({ mixed }) => mixed[i]))),
      nominal,
      inUse: false,
    })),
    { ...rateOf(worlds.map((runs) => runs.map((run) => run.inUse))), nominal: COORDINATION_FDR, inUse: true },
  ]
}

function rateOf(worlds: readonly (readonly Mixed[])[]): Omit<RealisedFdr, 'nominal' | 'inUse'> {
  const means = worlds.map((runs) => {
    const decoys = mean(runs.map((run) => run.decoys)) ?? 0
    return [decoys, decoys + (mean(runs.map(({ own }) => own)) ?? 0)] as const
  })
  const decoys = sum(means.map(([wrong]) => wrong))
  const discoveries = sum(means.map(([, all]) => all))
  const wrong = worlds.filter((runs) => runs.some((run) => run.decoys > 0)).length
  const shares = worlds.map(
    (runs) => mean(runs.map((run) => run.decoys / Math.max(1, run.own + run.decoys))) ?? 0,
  )
  return {
    worlds: worlds.length,
    wrong,
    discoveries,
    decoys,
    realised: discoveries === 0 ? null : decoys / discoveries,
    interval: decoys === 0 ? null : clusterInterval(means, ratio, 0.95),
    perWorld: mean(shares),
    atMost: worlds.length === 0 ? 1 : clopperPearson(wrong, worlds.length).upper,
  }
}
