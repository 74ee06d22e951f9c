import type { Verdict } from '../../src/record/index.ts'
import { clopperPearson, type Interval } from '../../src/statistics/index.ts'
import type { WorldResult } from '../worlds/types.ts'
import { sum, watchRate } from './quality.ts'

/** What was said about worlds in which there was nothing to say. */
export interface BenignFigures {
  readonly fortnights: number
  readonly accounts: number
  readonly candidates: number
  readonly groups: Readonly<Record<Verdict, number>>
  readonly accused: { readonly suspected: number; readonly confirmed: number }
  /** 95 % interval of the chance that a fortnight holds a confirmed group. */
  readonly perFortnight: Interval
  readonly watchRate: number
}

export function measureBenign(worlds: readonly WorldResult[]): BenignFigures {
  const count = (verdict: Verdict) =>
    sum(worlds.map(({ groups }) => groups.filter((group) => group.verdict === verdict).length))
  const candidates = sum(worlds.map((world) => world.candidates))
  const hit = worlds.filter(({ groups }) => groups.some(({ verdict }) => verdict === 'confirmed')).length
  return {
    fortnights: worlds.length,
    accounts: sum(worlds.map(({ accounts }) => accounts)),
    candidates,
    groups: { watch: count('watch'), suspected: count('suspected'), confirmed: count('confirmed') },
    accused: {
      suspected: sum(worlds.map(({ accused }) => accused.suspected.accounts)),
      confirmed: sum(worlds.map(({ accused }) => accused.confirmed.accounts)),
    },
    perFortnight: clopperPearson(hit, worlds.length),
    watchRate: watchRate(worlds),
  }
}

export interface DecoyFigures {
  readonly worlds: number
  readonly candidates: number
  readonly groups: Readonly<Record<Verdict, number>>
  /** Decoy worlds with at least one such group. */
  readonly hit: Readonly<Record<Verdict, number>>
  /** 95 % interval of the chance that a decoy world holds a confirmed group, decoys taken as independent. */
  readonly perWorld: Interval
  /** Worlds that the decoys were made of. */
  readonly sources: number
  /** 95 % interval of the chance that some decoy of a world holds one: only worlds are independent. */
  readonly perSource: Interval
}

export function measureDecoys(worlds: readonly WorldResult[]): DecoyFigures {
  const runs = worlds.flatMap(({ decoys }) => decoys)
  const sources = worlds.filter(({ decoys }) => decoys.length > 0)
  const total = (verdict: Verdict) => sum(runs.map(({ groups }) => groups[verdict]))
  const hit = (verdict: Verdict) => runs.filter(({ groups }) => groups[verdict] > 0).length
  return {
    worlds: runs.length,
    candidates: sum(runs.map(({ candidates }) => candidates)),
    groups: { watch: total('watch'), suspected: total('suspected'), confirmed: total('confirmed') },
    hit: { watch: hit('watch'), suspected: hit('suspected'), confirmed: hit('confirmed') },
    perWorld: clopperPearson(hit('confirmed'), runs.length),
    sources: sources.length,
    perSource: clopperPearson(
      sources.filter(({ decoys }) => decoys.some(({ groups }) => groups.confirmed > 0)).length,
      sources.length,
    ),
  }
}

/** Innocent core accounts by what they are, per verdict: who pays for the detector's mistakes. */
export function whoWasAccused(
  worlds: readonly WorldResult[],
): { kind: string; named: Record<Verdict, number> }[] {
  const kinds = new Map<string, Record<Verdict, number>>()
  for (const { verdict, innocents } of worlds.flatMap(({ groups }) => groups)) {
    for (const [kind, accounts] of Object.entries(innocents)) {
      const own = kinds.get(kind) ?? { watch: 0, suspected: 0, confirmed: 0 }
      own[verdict] += accounts
      kinds.set(kind, own)
    }
  }
  return [...kinds]
    .map(([kind, named]) => ({ kind, named }))
    .sort((a, b) => b.named.confirmed - a.named.confirmed || b.named.suspected - a.named.suspected)
}
