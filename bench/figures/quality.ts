import type { WorldResult } from '../worlds/types.ts'

/** How the campaigns of one class fared, over all worlds that contain them. */
export interface ClassFigures {
  readonly class: string
  readonly campaigns: number
  readonly accounts: number
  /** Macro means over campaigns, 0 to 1. */
  readonly recall: number
  readonly recall_confirmed: number
  /** Campaigns of which nobody was accused. */
  readonly missed: number
  /** Over the campaigns found; null where none was. */
  readonly fragmentation: number | null
  readonly purity: number | null
}

export interface Precision {
  readonly accounts: number
  readonly innocent: number
  /** Share of accused accounts that harvested; null where nobody was accused. */
  readonly precision: number | null
}

export interface Quality {
  readonly classes: readonly ClassFigures[]
  readonly all: ClassFigures
  readonly falseGroups: { readonly confirmed: number; readonly suspected: number; readonly watch: number }
  /** Watch groups per 100,000 accounts and day. */
  readonly watchRate: number
}

export function measureQuality(worlds: readonly WorldResult[]): Quality {
  const campaigns = worlds.flatMap(({ score }) => score.campaigns)
  const classes = [...new Set(campaigns.map((one) => one.class))]
  const falseOf = (verdict: 'confirmed' | 'suspected' | 'watch') =>
    sum(worlds.map(({ score }) => score.false_groups[verdict]))
  return {
    classes: classes.map((name) =>
      figuresOf(
        name,
        campaigns.filter((one) => one.class === name),
      ),
    ),
    all: figuresOf('all', campaigns),
    falseGroups: {
      confirmed: falseOf('confirmed'),
      suspected: falseOf('suspected'),
      watch: falseOf('watch'),
    },
    watchRate: watchRate(worlds),
  }
}

/** Watch groups per 100,000 accounts with traffic and day of traffic. */
export function watchRate(worlds: readonly WorldResult[]): number {
  const groups = sum(worlds.map((world) => world.groups.filter(({ verdict }) => verdict === 'watch').length))
  return (100_000 * groups) / Math.max(1, sum(worlds.map(({ accounts, days }) => accounts * days)))
}

function figuresOf(name: string, campaigns: WorldResult['score']['campaigns']): ClassFigures {
  const found = campaigns.filter(({ fragments }) => fragments > 0)
  return {
    class: name,
    campaigns: campaigns.length,
    accounts: sum(campaigns.map(({ accounts }) => accounts)),
    recall: mean(campaigns.map(({ recall }) => recall)) ?? 0,
    recall_confirmed: mean(campaigns.map((one) => one.recall_confirmed)) ?? 0,
    missed: campaigns.length - found.length,
    fragmentation: mean(found.map(({ fragments }) => fragments)),
    purity: mean(found.flatMap(({ purity }) => purity ?? [])),
  }
}

/** Of everybody accused with this verdict in any world, those who harvested. Campaign-free worlds belong in it. */
export function precisionOf(worlds: readonly WorldResult[], verdict: 'confirmed' | 'suspected'): Precision {
  return precisionFrom(worlds.map(({ accused }) => accused[verdict]))
}

export function precisionFrom(
  accused: readonly { readonly accounts: number; readonly innocent: number }[],
): Precision {
  const accounts = sum(accused.map((one) => one.accounts))
  const innocent = sum(accused.map((one) => one.innocent))
  return { accounts, innocent, precision: accounts === 0 ? null : 1 - innocent / accounts }
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length
}
