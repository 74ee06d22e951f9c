import type { Family } from '../../record/index.ts'
import { type Group, KEY_SIGNALS, type KeySignal, type World } from '../../signals/index.ts'
import { logEValue, logMeanE } from '../../statistics/index.ts'
import type { Candidate } from '../candidates/candidates.ts'
import { signUpWindows } from '../keys/openings.ts'
import { disjointShardsTest } from './partition-test.ts'
import { regrowthTest } from './regrowth-test.ts'
import { sharedKeyTest } from './shared-key-test.ts'
import { coActivityTest, DRAWS, evenLoadTest, keepsLoad, keepsStep } from './timing-test.ts'

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
 * Tests "the members are unrelated" in every family but the one that proposed the candidate: a family that
 * formed a group cannot also testify for it. With `customers`, a partition of the members, the hypothesis is that
 * these are unrelated to each other.
 */
export function testCoordination(
  world: World,
  candidate: Pick<Candidate, 'members' | 'proposedBy'>,
  ownTokens: readonly number[],
  customers?: readonly Group[],
): Coordination {
  return withTiming(
    world,
    testWithoutTiming(world, candidate, ownTokens, customers),
    candidate.members,
    customers,
  )
}

/** The same with timing, of whose tests each is a thousand draws: dearer than all the others together. */
export function withTiming(
  world: World,
  { tests }: Coordination,
  group: Group,
  customers?: readonly Group[],
): Coordination {
  return summarise([...tests, ...timingTests(world, group, customers)])
}

/** The most that timing can speak against chance where some draw of each of its tests reaches what was seen. */
const REACHED = logEValue(Math.log(1 / DRAWS))

/**
 * Whether timing could bring the e-value of a group's tests to some least: either it takes little, or no draw must reach
 * what was seen of its hours or of its loads.
 */
export function timingCouldReach(world: World, known: Coordination, group: Group, least: number): boolean {
  return known.logE + REACHED >= least || keepsStep(world, group) || keepsLoad(world, group)
}

/** All tests of a group of which timing may have been left out. */
export function inFull(world: World, known: Coordination, group: Group): Coordination {
  return known.families.has('timing') ? known : withTiming(world, known, group)
}

/** The tests of every other family. */
export function testWithoutTiming(
  world: World,
  candidate: Pick<Candidate, 'members' | 'proposedBy'>,
  ownTokens: readonly number[],
  customers?: readonly Group[],
): Coordination {
  const tests: CoordinationTest[] = []
  const add = (signal: string, family: Family, logP: number | undefined): void => {
    if (logP !== undefined) tests.push({ signal, family, logP })
  }
  for (const signal of KEY_SIGNALS) {
    if (signal.family === candidate.proposedBy) continue
    // The client names the software, and so does a template: no second witness.
    if (signal.id === 'shared-client' && candidate.proposedBy === 'content') continue
    tests.push(...keyTests(world, signal, candidate.members, customers))
  }
  add(
    'disjoint-shards',
    'partition',
    disjointShardsTest(world, oneOfEach(candidate.members, customers), ownTokens),
  )
  add('regrowth', 'adaptation', regrowthTest(world, candidate.members, customers))
  return summarise(tests)
}

/** ln of the e-value of the keys of identity alone, by which the customers among the members may be related. */
export function identityEvidence(world: World, group: Group, customers: readonly Group[]): number {
  const signals = KEY_SIGNALS.filter(({ family }) => family === 'identity')
  return summarise(signals.flatMap((signal) => keyTests(world, signal, group, customers))).logE
}

const ofKeys = new WeakMap<World, Map<Group, Map<string, CoordinationTest[]>>>()

/** The test of one kind of key, found once for a group; none where nobody has such a key. */
function keyTests(
  world: World,
  signal: Pick<KeySignal, 'id' | 'family'>,
  group: Group,
  customers: readonly Group[] | undefined,
): CoordinationTest[] {
  if (customers) return findKeyTests(world, signal, group, customers)
  const groups = ofKeys.get(world) ?? new Map<Group, Map<string, CoordinationTest[]>>()
  ofKeys.set(world, groups)
  const known = groups.get(group) ?? new Map<string, CoordinationTest[]>()
  groups.set(group, known)
  const tests = known.get(signal.id) ?? findKeyTests(world, signal, group)
  known.set(signal.id, tests)
  return tests
}

function findKeyTests(
  world: World,
  { id, family }: Pick<KeySignal, 'id' | 'family'>,
  group: Group,
  customers?: readonly Group[],
): CoordinationTest[] {
  const edges = world.keys.get(id)
  if (!edges) return []
  const kinds = id === 'sign-up-batch' ? [edges, ...signUpWindows(world)] : [edges]
  const logPs = kinds.flatMap((kind) => sharedKeyTest(world, kind, group, customers) ?? [])
  if (logPs.length === 0) return []
  // Bonferroni over the kinds of windows.
  return [{ signal: id, family, logP: Math.min(0, Math.min(...logPs) + Math.log(kinds.length)) }]
}

/** The tests of the timing family alone. */
function timingTests(world: World, group: Group, customers?: readonly Group[]): CoordinationTest[] {
  const results = [
    ['co-activity', coActivityTest(world, group, customers)],
    ['even-load', evenLoadTest(world, oneOfEach(group, customers))],
  ] as const
  return results.flatMap(([signal, logP]) =>
    logP === undefined ? [] : [{ signal, family: 'timing' as const, logP }],
  )
}

/** One member of every customer: what its own members have in common is theirs alone. */
function oneOfEach(group: Group, customers: readonly Group[] | undefined): Group {
  return customers ? Uint32Array.from(customers, ([first]) => first) : group
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
