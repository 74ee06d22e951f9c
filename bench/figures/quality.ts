import { mergesOf, purityOf } from '../../src/simulate/index.ts'
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

export interface Quality {
  readonly classes: readonly ClassFigures[]
  /** By the language of what they send: each that is one campaign’s only one, `several`, and `unknown` where the truth says none. */
  readonly languages: readonly ClassFigures[]
  readonly all: ClassFigures
  /** Over all accused groups, groups of innocents among them; null where there were none. */
  readonly purity: number | null
  /** True campaigns in an accused group, mean over those with a harvester in them. */
  readonly merges: number | null
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
    languages: byLanguage(campaigns),
    all: figuresOf('all', campaigns),
    purity: purityOf(worlds.flatMap(({ score }) => score.groups)),
    merges: mergesOf(worlds.flatMap(({ score }) => score.groups)),
    falseGroups: {
      confirmed: falseOf('confirmed'),
      suspected: falseOf('suspected'),
      watch: falseOf('watch'),
    },
    watchRate: watchRate(worlds),
  }
}

function byLanguage(campaigns: WorldResult['score']['campaigns']): ClassFigures[] {
  const named = campaigns.map((one) => ({ one, language: languageOf(one.languages ?? []) }))
  return [...new Set(named.map(({ language }) => language))]
    .map((name) =>
      figuresOf(
        name,
        named.flatMap(({ one, language }) => (language === name ? [one] : [])),
      ),
    )
    .sort((a, b) => b.campaigns - a.campaigns)
}

function languageOf(languages: readonly string[]): string {
  return languages.length > 1 ? 'several' : (languages[0] ?? 'unknown')
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

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length
}
