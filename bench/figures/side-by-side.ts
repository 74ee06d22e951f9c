import { auc } from '../../src/statistics/index.ts'
import { BASELINES, boundFor, isAbove, type Scored } from '../baselines/index.ts'
import type { BaselineRow, WorldResult } from '../worlds/types.ts'
import { mean, sum } from './quality.ts'

export interface DetectorFigures {
  readonly id: string
  readonly title: string
  readonly source: string
  /** Scores above it are accused, and of those at it as many as the budget leaves. */
  readonly bound: number | null
  /** Innocent accounts accused in the campaign-free worlds. */
  readonly accusedBenign: number
  /** Share of innocent accounts accused in the worlds with campaigns. */
  readonly falseRate: number
  /** Chance that a harvester scores above an innocent account of the same worlds; null for verdicts, and without either. */
  readonly auc: number | null
  /** Macro mean over all campaigns, 0 to 1. */
  readonly recall: number
  readonly byClass: Readonly<Record<string, number>>
  /** The same recall at each of `RATES` of innocent accounts accused; null for verdicts, which have no other bound. */
  readonly recallAt: readonly number[] | null
}

export interface SideBySide {
  /** Innocent accounts each baseline may accuse in the campaign-free worlds. */
  readonly budget: number
  readonly benignAccounts: number
  /** Campaign-free worlds, and worlds with campaigns, in which the baselines looked on. */
  readonly worlds: { readonly benign: number; readonly campaigns: number }
  /** True where Stillwatch accused nobody and the baselines were given half a per cent. */
  readonly generous: boolean
  readonly detectors: readonly DetectorFigures[]
}

const GENEROUS = 0.005
/** Shares of the innocent accounts of campaign-free worlds that may be accused. */
export const RATES = [0.001, 0.005, 0.01, 0.02] as const

/** What a comparison needs of a world. */
export type Seen = Pick<WorldResult, 'accounts' | 'accused' | 'score' | 'baselines'>

/** `compareSeen` on the worlds in which the baselines looked on. */
export function compare(benign: readonly WorldResult[], worlds: readonly WorldResult[]): SideBySide {
  const seen = (all: readonly WorldResult[]) => all.filter(({ task }) => task.baselines)
  return compareSeen(seen(benign), seen(worlds))
}

/** Stillwatch beside simpler detectors, each at the bound that accuses as many innocent accounts. */
export function compareSeen(benign: readonly Seen[], worlds: readonly Seen[]): SideBySide {
  const benignAccounts = sum(benign.map(({ accounts }) => accounts))
  const accused = sum(
    benign.map((world) => world.accused.suspected.accounts + world.accused.confirmed.accounts),
  )
  const generous = accused === 0
  const budget = generous ? Math.floor(GENEROUS * benignAccounts) : accused
  return {
    budget,
    benignAccounts,
    worlds: { benign: benign.length, campaigns: worlds.length },
    generous,
    detectors: [
      ours(worlds, accused),
      ...BASELINES.map((_, at) => baselineAt(at, benign, worlds, budget, benignAccounts)),
    ],
  }
}

function ours(worlds: readonly Seen[], accusedBenign: number): DetectorFigures {
  const innocents = sum(worlds.map(({ baselines }) => baselines.filter(({ owner }) => owner < 0).length))
  const wrong = sum(worlds.map(({ accused }) => accused.suspected.innocent + accused.confirmed.innocent))
  const recalls = worlds.flatMap(({ score }) => score.campaigns)
  return {
    id: 'stillwatch',
    title: 'Stillwatch (confirmed or suspected)',
    source: 'docs/detection.md',
    bound: null,
    auc: null,
    accusedBenign,
    falseRate: wrong / Math.max(1, innocents),
    ...recallOf(recalls.map((one) => ({ class: one.class, recall: one.recall }))),
    recallAt: null,
  }
}

function baselineAt(
  at: number,
  benign: readonly Seen[],
  worlds: readonly Seen[],
  budget: number,
  benignAccounts: number,
): DetectorFigures {
  const { id, title, source } = BASELINES[at]
  const scored = ({ scores, tie }: BaselineRow): Scored => ({ score: scores[at], tie })
  const free = benign.flatMap(({ baselines }) => baselines.map(scored))
  const bound = boundFor(free, budget)
  const rows = worlds.flatMap(({ baselines }) => baselines)
  const innocent = rows.filter(({ owner }) => owner < 0)
  const harvesters = rows.filter(({ owner }) => owner >= 0)
  const accusedOf = (some: readonly Scored[]): number => some.filter((one) => isAbove(one, bound)).length
  return {
    id,
    title,
    source,
    bound: bound.score,
    auc:
      innocent.length === 0 || harvesters.length === 0
        ? null
        : auc(
            harvesters.map(({ scores }) => scores[at]),
            innocent.map(({ scores }) => scores[at]),
          ),
    accusedBenign: accusedOf(free),
    falseRate: accusedOf(innocent.map(scored)) / Math.max(1, innocent.length),
    ...recallOf(recallsAt(worlds, scored, bound)),
    recallAt: RATES.map(
      (rate) => recallOf(recallsAt(worlds, scored, boundFor(free, rate * benignAccounts))).recall,
    ),
  }
}

/** Of each campaign, the share of its harvesters above the bound. */
function recallsAt(
  worlds: readonly Seen[],
  scored: (row: BaselineRow) => Scored,
  bound: Scored,
): { readonly class: string; readonly recall: number }[] {
  return worlds.flatMap(({ score, baselines }) =>
    score.campaigns.map((campaign, index) => {
      const own = baselines.filter(({ owner }) => owner === index)
      const found = own.filter((row) => isAbove(scored(row), bound)).length
      return { class: campaign.class, recall: found / Math.max(1, own.length) }
    }),
  )
}

function recallOf(recalls: readonly { readonly class: string; readonly recall: number }[]) {
  const classes = [...new Set(recalls.map((one) => one.class))]
  return {
    recall: mean(recalls.map(({ recall }) => recall)) ?? 0,
    byClass: Object.fromEntries(
      classes.map((name) => [
        name,
        mean(recalls.filter((one) => one.class === name).map(({ recall }) => recall)) ?? 0,
      ]),
    ),
  }
}
