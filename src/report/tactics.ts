import { tacticOf } from '../tactics/index.ts'

/** "T05 chain-of-thought elicitation (ATLAS AML.T0024.002, AML.T0065)"; an unknown id stands alone. */
export function tactic(id: string): string {
  const known = tacticOf(id)
  if (!known) return id
  const atlas = known.atlas.length > 0 ? ` (ATLAS ${known.atlas.join(', ')})` : ''
  return `${id} ${known.name}${atlas}`
}
