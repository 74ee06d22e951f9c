import { clopperPearson, type Interval } from '../../src/statistics/index.ts'
import type { FoundGroup, WorldResult } from '../worlds/types.ts'
import { sum } from './quality.ts'
import { clusterInterval, ratio } from './resample.ts'

export interface Precision {
  readonly accounts: number
  readonly innocent: number
  /** Share of accused accounts that harvested; null where nobody was accused. */
  readonly precision: number | null
}

export interface Share {
  readonly of: number
  readonly all: number
  readonly share: number | null
  /** 95 % by resampling worlds; null with fewer than five that say anything, a point where all say the same. */
  readonly interval: Interval | null
}

/** How far an accusation of one verdict can be trusted, over all worlds, campaign-free ones included. */
export interface PrecisionFigures extends Precision {
  readonly interval: Interval | null
  /** Accused groups of which at least half of the core accounts harvested. */
  readonly groups: Share
  /** Accounts with traffic that harvested: what the precision above rests on. */
  readonly prevalence: Share
  /** Share of all harvesters, and of all innocent accounts with traffic, that got this verdict. */
  readonly recall: number | null
  readonly falseRate: number | null
  /** Worlds with an innocent account accused, of all, and the largest share of such worlds not excluded (95 %). */
  readonly worlds: { readonly wrong: number; readonly all: number; readonly atMost: number }
  /** What precision the same two rates give where harvesters are rarer; null where no innocent account was accused. */
  readonly rarer: readonly {
    readonly prevalence: number
    readonly precision: number
    readonly interval: Interval | null
  }[]
}

/** Prevalences at which precision is worked out anew. */
const RARER = [0.01, 0.001] as const

export function precisionFigures(
  worlds: readonly WorldResult[],
  verdict: 'confirmed' | 'suspected',
): PrecisionFigures {
  const rows = worlds.map((world) => {
    const { accounts, innocent } = world.accused[verdict]
    const harvesters = sum(world.score.campaigns.map((one) => one.accounts))
    return { right: accounts - innocent, accounts, innocent, harvesters, all: world.accounts }
  })
  const total = (of: (row: (typeof rows)[number]) => number): number => sum(rows.map(of))
  const [harvesters, innocents] = [total((row) => row.harvesters), total((row) => row.all - row.harvesters)]
  const wrong = rows.filter(({ innocent }) => innocent > 0).length
  return {
    ...precisionFrom(rows),
    interval: clusterInterval(
      rows.map(({ right, accounts }) => [right, accounts]),
      ratio,
      0.95,
    ),
    groups: shareOf(
      worlds.map(({ groups }) => {
        const accused = groups.filter((group) => group.verdict === verdict)
        return [accused.filter(isRight).length, accused.length]
      }),
    ),
    prevalence: shareOf(rows.map((row) => [row.harvesters, row.all])),
    recall: harvesters === 0 ? null : total(({ right }) => right) / harvesters,
    falseRate: innocents === 0 ? null : total(({ innocent }) => innocent) / innocents,
    worlds: {
      wrong,
      all: rows.length,
      atMost: rows.length === 0 ? 1 : clopperPearson(wrong, rows.length).upper,
    },
    rarer: wrong === 0 || harvesters === 0 ? [] : RARER.map((prevalence) => rarer(rows, prevalence)),
  }
}

/** Of everybody accused, those who harvested. */
export function precisionFrom(
  accused: readonly { readonly accounts: number; readonly innocent: number }[],
): Precision {
  const accounts = sum(accused.map((one) => one.accounts))
  const innocent = sum(accused.map((one) => one.innocent))
  return { accounts, innocent, precision: accounts === 0 ? null : 1 - innocent / accounts }
}

function isRight({ harvesters, accounts }: FoundGroup): boolean {
  return 2 * harvesters >= accounts
}

function shareOf(rows: readonly (readonly [of: number, all: number])[]): Share {
  const [of, all] = [sum(rows.map(([one]) => one)), sum(rows.map(([, one]) => one))]
  return { of, all, share: all === 0 ? null : of / all, interval: clusterInterval(rows, ratio, 0.95) }
}

/** Bayes with the pooled rates: harvesters and innocents are taken to be accused as often as here, however many there are. */
function rarer(
  rows: readonly { right: number; innocent: number; harvesters: number; all: number }[],
  prevalence: number,
): PrecisionFigures['rarer'][number] {
  const counts = rows.map((row) => [row.right, row.harvesters, row.innocent, row.all - row.harvesters])
  const precision = ([right, harvesters, innocent, innocents]: ArrayLike<number> &
    Iterable<number>): number => {
    const found = (prevalence * right) / harvesters
    return found / (found + ((1 - prevalence) * innocent) / innocents)
  }
  const pooled = Float64Array.from([0, 1, 2, 3], (k) => sum(counts.map((row) => row[k])))
  return { prevalence, precision: precision(pooled), interval: clusterInterval(counts, precision, 0.95) }
}
