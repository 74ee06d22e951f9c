import type { Rehearsal, TacticRehearsal } from '../../rehearse/index.ts'
import { SIGNALS } from '../../signals/index.ts'
import { ATLAS, SOURCES, type Source, type Tactic } from '../../tactics/index.ts'

/** A tactic with what this program can do about it. Field names are those of `stillwatch tactics --json`. */
export interface TacticSight {
  readonly id: string
  readonly name: string
  readonly shows: string
  readonly lookalikes: readonly string[]
  readonly atlas: readonly { readonly id: string; readonly name: string }[]
  readonly sources: readonly (Source & { readonly id: string })[]
  /** Fields of requests and accounts in which it shows. */
  readonly fields: readonly string[]
  /** Signals that look for it; empty where none does. */
  readonly signals: readonly {
    readonly id: string
    readonly family: string
    readonly axis: string
    readonly needs: readonly string[]
  }[]
  /** What the last rehearsal measured of it; null where there was none, or none that used the tactic. */
  readonly rehearsed: TacticRehearsal | null
}

/** Joins the catalogue of tactics with the signals that name them. */
export function sightOf(tactic: Tactic, rehearsal?: Rehearsal): TacticSight {
  return {
    ...tactic,
    atlas: tactic.atlas.map((id) => ({ id, name: ATLAS[id] })),
    sources: tactic.sources.map((id) => ({ id, ...SOURCES[id] })),
    signals: SIGNALS.filter(({ tactics }) => tactics.includes(tactic.id)).map(
      ({ id, family, axis, needs }) => ({ id, family, axis, needs }),
    ),
    rehearsed: rehearsal?.tactics.find((one) => one.tactic === tactic.id) ?? null,
  }
}
