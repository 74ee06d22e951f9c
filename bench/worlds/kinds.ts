import { ATTACKERS } from './attackers.ts'

/** What a world is for. The bars' classes are measured over `campaigns` alone. */
export type WorldKind = 'campaigns' | 'benign' | 'replayed' | 'attacker'

const ATTACKED: ReadonlySet<string> = new Set(ATTACKERS.map(({ scenario }) => scenario))

export function kindOf(scenario: string): WorldKind {
  if (scenario === 'benign') return 'benign'
  // Campaign-free, with the arrivals of real clients.
  if (scenario === 'replayed-arrivals') return 'replayed'
  return ATTACKED.has(scenario) ? 'attacker' : 'campaigns'
}
