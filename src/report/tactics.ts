import { tacticOf } from '../tactics/index.ts'

/** "T05 chain-of-thought elicitation"; an unknown id stands alone. */
export function tactic(id: string): string {
  const name = tacticOf(id)?.name
  return name === undefined ? id : `${id} ${name}`
}
