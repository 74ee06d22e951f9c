import { type Interval, wilson } from '../../src/statistics/index.ts'
import type { FairnessCell, WorldResult } from '../worlds/types.ts'
import { sum } from './quality.ts'

export const GRADES = ['watch', 'suspected', 'confirmed'] as const

export interface FairnessRow {
  /** A language, or whether the network is shared. */
  readonly people: string
  readonly accounts: number
  readonly rates: readonly {
    readonly named: number
    readonly rate: number
    readonly interval: Interval
    readonly fair: boolean
  }[]
}

/** No group's rate may exceed the rest's by more than this factor, noise aside. */
const MOST = 1.25

/**
 * Rates at which innocent people are named, by language and by network. People are named in groups, so intervals
 * count groups: accounts are divided by the mean size of the group that an innocent account is named in (the
 * design effect of clusters alike throughout: Kish, Survey Sampling, 1965, section 5.4).
 */
export function measureFairness(worlds: readonly WorldResult[]): FairnessRow[] {
  const effects = GRADES.map((grade) => designEffect(worlds, grade))
  const cells = worlds.flatMap(({ fairness }) => fairness)
  const languages = [...new Set(cells.map(({ language }) => language))].sort()
  return [
    ...languages.map((language) =>
      rowOf(`language ${language}`, cells, effects, (cell) => cell.language === language),
    ),
    rowOf('shared network (NAT, VPN, campus)', cells, effects, ({ shared }) => shared),
    rowOf('network of their own', cells, effects, ({ shared }) => !shared),
  ]
}

function rowOf(
  people: string,
  cells: readonly FairnessCell[],
  effects: readonly number[],
  belongs: (cell: FairnessCell) => boolean,
): FairnessRow {
  const own = cells.filter(belongs)
  const rest = cells.filter((cell) => !belongs(cell))
  const accounts = sum(own.map((cell) => cell.accounts))
  const others = sum(rest.map((cell) => cell.accounts))
  return {
    people,
    accounts,
    rates: GRADES.map((grade, i) => {
      const named = sum(own.map((cell) => cell.named[grade]))
      const interval = wilson(named / effects[i], accounts / effects[i])
      const usual = wilson(sum(rest.map((cell) => cell.named[grade])) / effects[i], others / effects[i])
      return {
        named,
        rate: named / Math.max(1, accounts),
        interval,
        fair: interval.lower <= MOST * usual.upper,
      }
    }),
  }
}

function designEffect(worlds: readonly WorldResult[], grade: (typeof GRADES)[number]): number {
  const sizes = worlds
    .flatMap(({ groups }) => groups)
    .filter(({ verdict }) => verdict === grade)
    .map(({ accounts, harvesters }) => accounts - harvesters)
  const named = sum(sizes)
  return named === 0 ? 1 : sum(sizes.map((size) => size * size)) / named
}
