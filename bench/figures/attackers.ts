import { ATTACKERS, type Attacker } from '../worlds/attackers.ts'
import type { WorldResult } from '../worlds/types.ts'
import { measureQuality, sum } from './quality.ts'

/** How an attacker who knows the detector fared, over its worlds. */
export interface AttackerFigures extends Attacker {
  readonly campaigns: number
  readonly accounts: number
  /** Macro means over campaigns, 0 to 1. */
  readonly recall: number
  readonly recall_confirmed: number
  /** Campaigns of which nobody was accused. */
  readonly missed: number
  /** Innocent accounts accused in its worlds. */
  readonly innocent: { readonly confirmed: number; readonly suspected: number }
  /** What these accounts are. */
  readonly kinds: Readonly<Record<string, number>>
}

export function measureAttackers(worlds: readonly WorldResult[]): AttackerFigures[] {
  return ATTACKERS.flatMap((attacker) => {
    const own = worlds.filter(({ task }) => task.scenario === attacker.scenario)
    if (own.length === 0) return []
    const { campaigns, accounts, recall, recall_confirmed, missed } = measureQuality(own).all
    const kinds: Record<string, number> = {}
    for (const { verdict, innocents } of own.flatMap(({ groups }) => groups)) {
      if (verdict === 'watch') continue
      for (const [kind, count] of Object.entries(innocents)) kinds[kind] = (kinds[kind] ?? 0) + count
    }
    return [
      {
        ...attacker,
        campaigns,
        accounts,
        recall,
        recall_confirmed,
        missed,
        innocent: {
          confirmed: sum(own.map(({ accused }) => accused.confirmed.innocent)),
          suspected: sum(own.map(({ accused }) => accused.suspected.innocent)),
        },
        kinds,
      },
    ]
  })
}
