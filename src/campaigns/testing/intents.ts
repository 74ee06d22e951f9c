import { CUES } from '../../models/index.ts'
import type { Family } from '../../record/index.ts'
import { logEValue } from '../../statistics/index.ts'
import type { Coordination, CoordinationTest } from '../coordination/coordination.ts'
import type { Ties } from '../coordination/ties.ts'
import type { Intent } from '../intent/intent.ts'
import type { IntentRanks } from '../intent/references.ts'

/** Intent figures with the named ones set and the others at nothing. */
export function intentOf(figures: Partial<Intent> = {}): Intent {
  return {
    template: 0,
    likeness: 0,
    content: 0,
    elicitedOnTemplate: CUES.map(() => 0),
    elicited: CUES.map(() => 0),
    cue: 0,
    tokens: [],
    elicitedShares: new Float64Array(10),
    bodies: 0,
    hits: 0,
    ...figures,
  }
}

/** One value for the first cue. */
export function firstCue(value: number): number[] {
  return CUES.map((_, cue) => (cue === 0 ? value : 0))
}

/** Coordination with one test a family, each at this p-value. */
export function coordinationOf(pValues: Partial<Record<Family, number>>): Coordination {
  const families = new Map<Family, number>()
  const tests: CoordinationTest[] = []
  let logE = 0
  for (const family of ['identity', 'network', 'timing', 'partition', 'adaptation'] as const) {
    const p = pValues[family]
    if (p === undefined) continue
    tests.push({ signal: family, family, logP: Math.log(p) })
    families.set(family, logEValue(Math.log(p)))
    logE += logEValue(Math.log(p))
  }
  return { tests, families, logE }
}

/** Ties with one test a family, the same for the members and for the customers among them. */
export function tiesOf(
  pValues: Partial<Record<Family, number>>,
  across = pValues,
  customers = 20,
  long = true,
  declared = 0,
): Ties {
  return {
    all: coordinationOf(pValues),
    across: coordinationOf(across),
    customers,
    declared,
    homes: false,
    undeclared: false,
    bond: { long, alike: false },
  }
}

/** The same ties, found by these signals. */
export function withSignals(ties: Ties, signals: Partial<Record<Family, string>>): Ties {
  const renamed = (one: Coordination): Coordination => ({
    ...one,
    tests: one.tests.map((test) => ({ ...test, signal: signals[test.family] ?? test.signal })),
  })
  return { ...ties, all: renamed(ties.all), across: renamed(ties.across) }
}

export function ranksOf(content: number, elicitation: number, references: number): IntentRanks {
  return { content, elicitation, references, words: '', highest: undefined }
}
