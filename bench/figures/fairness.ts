import { createRandom, type Interval, type Random } from '../../src/statistics/index.ts'
import type { People, PeopleCell, WorldResult } from '../worlds/types.ts'
import { sum } from './quality.ts'
import { clusterInterval, FEWEST_CLUSTERS, ratio as share } from './resample.ts'

export const GRADES = ['watch', 'suspected', 'confirmed'] as const
type Grade = (typeof GRADES)[number]

/** No kind of people may be named so many times as often as the rest, chance aside. */
export const MOST = 1.25
/** Chance that a run of a fair detector calls some kind of people above, for each verdict. */
const ERROR = 0.05
const DRAWS = 1_999

export interface FairnessRate {
  readonly named: number
  readonly rate: number
  /** 95 % around the rate, by resampling worlds; null where too few have such people named. */
  readonly interval: Interval | null
  /** Rate over that of everybody else: infinite where nobody else was named, null where nobody was. */
  readonly ratio: number | null
  /** Chance of such a ratio or a larger one, were groups named whoever is in them; null without a ratio. */
  readonly p: number | null
  /** A ratio above this would have been called above; null where nobody was named. */
  readonly detectable: number | null
  /** Above `MOST` beyond chance; not, where that could have been seen; or no power to see it. */
  readonly said: 'above' | 'not above' | 'no power'
}

export interface FairnessRow {
  /** A language, or whether the network is shared. */
  readonly people: string
  readonly accounts: number
  /** In the order of `GRADES`. */
  readonly rates: readonly FairnessRate[]
}

export interface FairnessFigures {
  readonly rows: readonly FairnessRow[]
  /** Groups with innocent core accounts, in the order of `GRADES`: people are named in groups, so these are the sample. */
  readonly groups: readonly number[]
}

interface Kind {
  readonly people: string
  readonly belongs: (cell: PeopleCell) => boolean
}

/**
 * Rates at which innocent people are named, by language and by network, held against chance by permuting which groups
 * of people are named: each named group is exchanged for a look-alike group, a household or a single account of the same
 * world, drawn in proportion to its accounts, so that under the hypothesis everybody is as likely to be named
 * (Monte-Carlo p-value (1 + b) / (1 + n): Davison & Hinkley 1997, section 4.2). Each kind of people is tested at
 * `ERROR` over the number of kinds (Bonferroni).
 */
export function measureFairness(worlds: readonly Pick<WorldResult, 'people'>[]): FairnessFigures {
  const all = worlds.map(({ people }) => people)
  const kinds = kindsOf(all)
  const totals = kinds.map(({ belongs }) =>
    sum(all.flatMap(({ units }) => units.map(({ times, cells }) => times * countOf(cells, belongs)))),
  )
  const everybody = sum(all.flatMap(({ units }) => units.map(({ times, cells }) => times * countOf(cells))))
  const byGrade = GRADES.map((grade) => ratesOf(all, kinds, totals, everybody, grade))
  return {
    rows: kinds.map(({ people }, kind) => ({
      people,
      accounts: totals[kind],
      rates: byGrade.map((rates) => rates[kind]),
    })),
    groups: GRADES.map(
      (grade) => all.flatMap(({ named }) => named.filter(({ verdict }) => verdict === grade)).length,
    ),
  }
}

function kindsOf(worlds: readonly People[]): Kind[] {
  const cells = worlds.flatMap(({ units }) => units.flatMap((unit) => unit.cells))
  const languages = [...new Set(cells.map(({ language }) => language))].sort()
  return [
    ...languages.map((language) => ({
      people: `language ${language}`,
      belongs: (cell: PeopleCell) => cell.language === language,
    })),
    { people: 'shared network (NAT, VPN, campus)', belongs: ({ shared }) => shared },
    { people: 'network of their own', belongs: ({ shared }) => !shared },
  ]
}

function countOf(cells: readonly PeopleCell[], belongs: Kind['belongs'] = () => true): number {
  return sum(cells.filter(belongs).map(({ accounts }) => accounts))
}

function ratesOf(
  worlds: readonly People[],
  kinds: readonly Kind[],
  totals: readonly number[],
  everybody: number,
  grade: Grade,
): FairnessRate[] {
  const groups = worlds.flatMap(({ units, named }) =>
    named.filter(({ verdict }) => verdict === grade).map(({ cells }) => ({ units, cells })),
  )
  const allNamed = sum(groups.map(({ cells }) => countOf(cells)))
  const named = kinds.map(({ belongs }) => sum(groups.map(({ cells }) => countOf(cells, belongs))))
  const ratioOf = (own: number, kind: number): number =>
    own / totals[kind] / ((allNamed - own) / (everybody - totals[kind]))
  const drawn = drawnCounts(groups, kinds)
  return kinds.map((_, kind): FairnessRate => {
    const counts = {
      named: named[kind],
      rate: named[kind] / Math.max(1, totals[kind]),
      interval: intervalOf(worlds, kinds[kind], grade),
    }
    if (allNamed === 0 || totals[kind] === everybody)
      return { ...counts, ratio: null, p: null, detectable: null, said: 'no power' }
    const ratio = ratioOf(named[kind], kind)
    const chance = drawn.map((own) => ratioOf(own[kind], kind)).sort((a, b) => b - a)
    const p = (1 + chance.filter((one) => one >= ratio - 1e-9).length) / (1 + DRAWS)
    const level = ERROR / kinds.length
    const detectable = chance[Math.floor(level * (1 + DRAWS)) - 1] ?? Number.POSITIVE_INFINITY
    const above = ratio > MOST && p <= level
    return {
      ...counts,
      ratio,
      p,
      detectable,
      said: above ? 'above' : detectable > MOST ? 'no power' : 'not above',
    }
  })
}

/** Named and all people of the kind, world by world; too few worlds in which somebody was named give none. */
function intervalOf(worlds: readonly People[], { belongs }: Kind, grade: Grade): Interval | null {
  const counts = worlds.map(({ units, named }) => [
    sum(named.filter(({ verdict }) => verdict === grade).map(({ cells }) => countOf(cells, belongs))),
    sum(units.map(({ times, cells }) => times * countOf(cells, belongs))),
  ])
  if (counts.filter(([own]) => own > 0).length < FEWEST_CLUSTERS) return null
  return clusterInterval(counts, share, 0.95)
}

/** Per draw the named accounts of each kind of people, each named group exchanged for one drawn from its world. */
function drawnCounts(
  groups: readonly { readonly units: People['units']; readonly cells: readonly PeopleCell[] }[],
  kinds: readonly Kind[],
): number[][] {
  const pools = new Map<People['units'], Pool>()
  const sized = groups.map(({ units, cells }) => {
    const pool = pools.get(units) ?? poolOf(units, kinds)
    pools.set(units, pool)
    return { pool, size: countOf(cells) }
  })
  const random = createRandom('fairness')
  return Array.from({ length: DRAWS }, () => {
    const counts = kinds.map(() => 0)
    for (const { pool, size } of sized) {
      const shares = drawUnit(pool, random)
      shares.forEach((share, kind) => {
        counts[kind] += size * share
      })
    }
    return counts
  })
}

/** Units to draw from: the accounts in each and all before it, and the share of each kind of people in it. */
interface Pool {
  readonly upTo: readonly number[]
  readonly shares: readonly (readonly number[])[]
}

function poolOf(units: People['units'], kinds: readonly Kind[]): Pool {
  let before = 0
  return {
    upTo: units.map(({ times, cells }) => {
      before += times * countOf(cells)
      return before
    }),
    shares: units.map(({ cells }) => kinds.map(({ belongs }) => countOf(cells, belongs) / countOf(cells))),
  }
}

function drawUnit({ upTo, shares }: Pool, random: Random): readonly number[] {
  const place = random.next() * (upTo.at(-1) ?? 0)
  return shares[upTo.findIndex((end) => place < end)]
}
