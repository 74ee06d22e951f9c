import type { Family } from '../record/index.ts'
import { KEY_SIGNALS, type World } from '../signals/index.ts'
import { logEValue, logMeanE } from '../statistics/index.ts'
import type { Candidate } from './candidates.ts'
import { disjointShardsTest } from './partition-test.ts'
import { sharedKeyTest } from './shared-key-test.ts'
import { coActivityTest, evenLoadTest } from './timing-test.ts'

/** One test of "the members are unrelated", by one signal. */
export interface CoordinationTest {
  readonly signal: string
  readonly family: Family
  /** Natural logarithm of the p-value. */
  readonly logP: number
}

/** What the coordination axis says of one candidate. */
export interface Coordination {
  readonly tests: readonly CoordinationTest[]
  /** ln of the e-value of each family that could be tested. */
  readonly families: ReadonlyMap<Family, number>
  /** ln of their product. */
  readonly logE: number
}

/** A family speaks against chance on its own when its e-value is at least that of p = 0.001. */
export const FAMILY_COUNTS = logEValue(Math.log(0.001))

/**
 * Tests of shared keys, in every family but the one that proposed the candidate: a family that formed a group
 * cannot also testify for it.
 */
export function testSharedKeys(world: World, candidate: Candidate): Coordination {
  const tests: CoordinationTest[] = []
  for (const signal of KEY_SIGNALS) {
    const edges = world.keys.get(signal.id)
    if (!edges || signal.family === candidate.proposedBy) continue
    // The client names the software, and so does a template: no second witness.
    if (signal.id === 'shared-client' && candidate.proposedBy === 'content') continue
    const logP = sharedKeyTest(world, edges, candidate.members)
    if (logP !== undefined) tests.push({ signal: signal.id, family: signal.family, logP })
  }
  return summarise(tests)
}

/** Adds the tests that cost more: timing by permutation, and the partition of a public corpus. */
export function testFurther(
  world: World,
  candidate: Candidate,
  ownTokens: readonly number[],
  before: Coordination,
): Coordination {
  const tests = [...before.tests]
  const add = (signal: string, family: Family, logP: number | undefined): void => {
    if (logP !== undefined) tests.push({ signal, family, logP })
  }
  add('co-activity', 'timing', coActivityTest(world, candidate.members))
  add('even-load', 'timing', evenLoadTest(world, candidate.members))
  add('disjoint-shards', 'partition', disjointShardsTest(world, candidate.members, ownTokens))
  return summarise(tests)
}

/** Mean of e-values within a family, product across families (Vovk & Wang 2021). */
function summarise(tests: readonly CoordinationTest[]): Coordination {
  const byFamily = new Map<Family, number[]>()
  for (const test of tests) {
    const values = byFamily.get(test.family)
    if (values) values.push(logEValue(test.logP))
    else byFamily.set(test.family, [logEValue(test.logP)])
  }
  const families = new Map([...byFamily].map(([family, values]) => [family, logMeanE(values)]))
  let logE = 0
  for (const value of families.values()) logE += value
  return { tests, families, logE }
}

/** Families whose evidence counts on its own. */
export function countedFamilies(coordination: Coordination): Family[] {
  return [...coordination.families].filter(([, logE]) => logE >= FAMILY_COUNTS).map(([family]) => family)
}
