import {
  type Candidate,
  COORDINATION_FDR,
  customersOf,
  decoy,
  detect,
  ownTokens,
  pools,
  propose,
  testCoordination,
} from '../../src/campaigns/index.ts'
import type { Verdict } from '../../src/record/index.ts'
import type { World } from '../../src/signals/index.ts'
import { eBH } from '../../src/statistics/index.ts'
import { type DecoyRun, LEVELS, type Mixed, NOMINAL, type PCounts, type WorldTask } from './types.ts'

/** Candidates of a world whose every test is made; each n-th where there are more. */
const TESTED = 400

/** Runs detection on permuted copies of a world, in which whatever is found is false. */
export function runDecoys(world: World, { decoys, seed, scenario }: WorldTask): DecoyRun[] {
  if (decoys === 0) return []
  const own = testsOf(world)
  const detected = detect(world)
  return Array.from({ length: decoys }, (_, at) => {
    const shuffled = decoy(world, `${scenario} ${seed} ${at}`)
    const detection = detect(shuffled)
    const groups: Record<Verdict, number> = { watch: 0, suspected: 0, confirmed: 0 }
    for (const { verdict } of pools(shuffled, detection.judged)) groups[verdict]++
    const tests = testsOf(shuffled)
    return {
      groups,
      candidates: detection.candidates,
      p: countP(tests),
      mixed: NOMINAL.map((level) =>
        discoveries(
          own.map(({ logE }) => logE),
          tests.map(({ logE }) => logE),
          level,
        ),
      ),
      inUse: discoveries(detected.logE, detection.logE, COORDINATION_FDR),
    }
  })
}

/** The tests of a candidate and, where firms are in it, those of whether its customers are related. */
interface Tested {
  readonly logE: number
  readonly tests: readonly { readonly signal: string; readonly logP: number }[]
}

function testsOf(world: World): Tested[] {
  return spread(propose(world)).map((candidate) => {
    const tokens = ownTokens(world, candidate.members)
    const { logE, tests } = testCoordination(world, candidate, tokens)
    const customers = customersOf(world, candidate.members)
    if (customers.length === candidate.members.length) return { logE, tests }
    const across = testCoordination(world, candidate, tokens, customers).tests
    return {
      logE,
      tests: [...tests, ...across.map((test) => ({ ...test, signal: `${test.signal}, customers` }))],
    }
  })
}

function spread(candidates: readonly Candidate[]): Candidate[] {
  const step = Math.max(1, candidates.length / TESTED)
  return Array.from(
    { length: Math.min(TESTED, candidates.length) },
    (_, i) => candidates[Math.floor(i * step)],
  )
}

function countP(tested: readonly Tested[]): Record<string, PCounts> {
  const counts: Record<string, { tests: number; below: number[] }> = {}
  for (const { tests } of tested) {
    for (const { signal, logP } of tests) {
      counts[signal] ??= { tests: 0, below: LEVELS.map(() => 0) }
      const own = counts[signal]
      own.tests++
      LEVELS.forEach((level, i) => {
        // Monte-Carlo p-values are fractions: a rounding error must not move one across its level.
        if (logP <= Math.log(level) + 1e-9) own.below[i]++
      })
    }
  }
  return counts
}

/** e-BH over the e-values, as logarithms, of a world's candidates and of its decoy's together. */
export function discoveries(own: readonly number[], decoys: readonly number[], level: number): Mixed {
  const { rejected } = eBH([...own, ...decoys], level)
  const count = (part: readonly boolean[]): number => part.filter(Boolean).length
  return { own: count(rejected.slice(0, own.length)), decoys: count(rejected.slice(own.length)) }
}
