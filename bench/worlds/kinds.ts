import { ATTACKERS } from './attackers.ts'

/** What a world is for. The bars' classes are measured over `campaigns` alone, `everything` not at all. */
export type WorldKind = 'campaigns' | 'tactic' | 'benign' | 'replayed' | 'attacker' | 'everything'

/** Tactics that no bar names. */
const UNBARRED: ReadonlySet<string> = new Set([
  'hidden-reasoning',
  'synthetic-prompts',
  'rewriting',
  'slow-ramp',
  'multi-route',
  'failover',
  'countermeasure-testing',
])

const ATTACKED: ReadonlySet<string> = new Set(ATTACKERS.map(({ scenario }) => scenario))

export function kindOf(scenario: string): WorldKind {
  if (scenario === 'benign') return 'benign'
  // Campaign-free, with the arrivals of real clients.
  if (scenario === 'replayed-arrivals') return 'replayed'
  if (scenario === 'every-tactic') return 'everything'
  if (UNBARRED.has(scenario)) return 'tactic'
  return ATTACKED.has(scenario) ? 'attacker' : 'campaigns'
}
