import type { Verdict } from '../../src/record/index.ts'
import { clopperPearson, type Interval } from '../../src/statistics/index.ts'
import type { FalseGroup, Fortnight, FortnightsResult } from '../fortnights/types.ts'
import { mean, sum } from './quality.ts'

/** What was said about campaign-free fortnights drawn from composed populations. */
export interface FortnightFigures {
  readonly fortnights: number
  /** Populations composed with text that they were drawn from. */
  readonly populations: number
  /** Mean accounts of a fortnight. */
  readonly accounts: number
  readonly candidates: number
  /** Mean candidate groups of a drawn fortnight and of a composed population. */
  readonly usualCandidates: { readonly drawn: number; readonly composed: number }
  readonly groups: Readonly<Record<Verdict, number>>
  /** Fortnights with at least one such group. */
  readonly hit: Readonly<Record<Verdict, number>>
  /** 95 % interval of the chance that a fortnight holds a confirmed group, fortnights taken as independent. */
  readonly perFortnight: Interval
  /** The same had a fortnight nothing new to say beyond the populations: the cautious end. */
  readonly perPopulation: Interval
  /** Suspected and confirmed groups, alike ones once. */
  readonly accused: readonly (FalseGroup & { readonly times: number })[]
  /** Mean seconds to draw a fortnight and to run detection on it. */
  readonly seconds: number
}

export function measureFortnights(results: readonly FortnightsResult[]): FortnightFigures | null {
  const runs = results.flatMap(({ fortnights }) => fortnights)
  if (runs.length === 0) return null
  const composed = results.flatMap((one) => one.composed)
  const populations = composed.length
  const all = runs.flatMap(({ groups }) => groups)
  const total = (verdict: Verdict) => all.filter((group) => group.verdict === verdict).length
  const hit = (verdict: Verdict) =>
    runs.filter(({ groups }) => groups.some((group) => group.verdict === verdict)).length
  const distinct = new Map<string, FalseGroup & { times: number }>()
  for (const group of all.filter(({ verdict }) => verdict !== 'watch')) {
    const name = `${group.verdict} ${JSON.stringify(group.kinds)}`
    distinct.set(name, { ...group, times: (distinct.get(name)?.times ?? 0) + 1 })
  }
  return {
    fortnights: runs.length,
    populations,
    accounts: sum(runs.map(({ accounts }) => accounts)) / runs.length,
    candidates: sum(runs.map(({ candidates }) => candidates)),
    usualCandidates: { drawn: meanCandidates(runs), composed: meanCandidates(composed) },
    groups: { watch: total('watch'), suspected: total('suspected'), confirmed: total('confirmed') },
    hit: { watch: hit('watch'), suspected: hit('suspected'), confirmed: hit('confirmed') },
    perFortnight: clopperPearson(hit('confirmed'), runs.length),
    perPopulation: clopperPearson(Math.min(hit('confirmed'), populations), populations),
    accused: [...distinct.values()].sort((a, b) => b.times - a.times),
    seconds: sum(runs.map(({ seconds }) => seconds)) / runs.length,
  }
}

function meanCandidates(fortnights: readonly Fortnight[]): number {
  return mean(fortnights.map(({ candidates }) => candidates)) ?? 0
}
