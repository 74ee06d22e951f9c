import { HARVEST_TACTICS } from './harvest-tactics.ts'
import { POOL_TACTICS } from './pool-tactics.ts'
import type { Tactic } from './tactic.ts'

/** Every tactic there is a name for, by id: T01 to T24. */
export const TACTICS: readonly Tactic[] = [...POOL_TACTICS, ...HARVEST_TACTICS].sort((left, right) =>
  left.id < right.id ? -1 : 1,
)

const BY_ID = new Map(TACTICS.map((tactic) => [tactic.id, tactic]))

/** The tactic of that id; undefined where there is none. */
export function tacticOf(id: string): Tactic | undefined {
  return BY_ID.get(id)
}
