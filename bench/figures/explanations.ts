import type { NearMiss, UnkeptEvidence, WorldResult } from '../worlds/types.ts'
import { sum } from './quality.ts'

export interface ExplanationFigures {
  readonly checked: number
  readonly failed: readonly (UnkeptEvidence & { readonly world: string })[]
  /** Groups that came near, by what they are, the most first. */
  readonly nearMisses: readonly {
    readonly kind: string
    readonly groups: number
    /** Of them, those the result has on watch, links to a finding, lists with what cleared them, accuses, or says nothing of. */
    readonly watched: number
    readonly linked: number
    readonly cleared: number
    readonly accused: number
    readonly unnamed: number
    /** How often each reason cleared one. */
    readonly reasons: Readonly<Record<string, number>>
  }[]
  readonly watched: {
    readonly groups: number
    readonly in_evidence: number
    readonly in_comparison: number
    readonly unexplained: readonly { readonly world: string; readonly summary: string }[]
  }
  readonly nearest: { readonly groups: number; readonly told_apart: number }
}

/** Over all worlds: whether what was said of campaigns and of innocent groups holds. */
export function measureExplanations(worlds: readonly WorldResult[]): ExplanationFigures {
  const all = worlds.map(({ task, explanations }) => ({
    world: `${task.scenario} ${task.seed}`,
    ...explanations,
  }))
  return {
    checked: sum(all.map(({ evidence }) => evidence.checked)),
    failed: all.flatMap(({ world, evidence }) => evidence.failed.map((one) => ({ world, ...one }))),
    nearMisses: byKind(all.flatMap(({ near_misses }) => near_misses)),
    watched: {
      groups: sum(all.map(({ watched }) => watched.groups)),
      in_evidence: sum(all.map(({ watched }) => watched.in_evidence)),
      in_comparison: sum(all.map(({ watched }) => watched.in_comparison)),
      unexplained: all.flatMap(({ world, watched }) =>
        watched.unexplained.map((summary) => ({ world, summary })),
      ),
    },
    nearest: {
      groups: sum(all.map(({ nearest }) => nearest.groups)),
      told_apart: sum(all.map(({ nearest }) => nearest.told_apart)),
    },
  }
}

function byKind(misses: readonly NearMiss[]): ExplanationFigures['nearMisses'] {
  return [...new Set(misses.map(({ kind }) => kind))]
    .map((kind) => {
      const own = misses.filter((one) => one.kind === kind)
      const watched = own.filter(({ named }) => named === 'watch').length
      const rest = own.filter(({ named }) => named === null)
      const linked = rest.filter((one) => one.linked).length
      const cleared = rest.filter((one) => !one.linked && one.cleared_by.length > 0)
      const reasons: Record<string, number> = {}
      for (const reason of cleared.flatMap(({ cleared_by }) => cleared_by))
        reasons[reason] = (reasons[reason] ?? 0) + 1
      return {
        kind,
        groups: own.length,
        watched,
        linked,
        cleared: cleared.length,
        accused: own.length - watched - rest.length,
        unnamed: rest.length - linked - cleared.length,
        reasons,
      }
    })
    .sort((a, b) => b.groups - a.groups || (a.kind < b.kind ? -1 : 1))
}
