import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { AccountRecord, Known } from '../../src/record/index.ts'
import { ageClass, loadWorld, type World } from '../../src/signals/index.ts'
import { simulate, writeScenario } from '../../src/simulate/index.ts'
import type { Store } from '../../src/store/index.ts'
import { readFiles } from '../worlds/read-files.ts'
import { type Brick, bricksOf } from './bricks.ts'
import type { Labels } from './subset.ts'
import type { FortnightsTask } from './types.ts'

const DAY = 86_400_000

/** What fortnights are drawn from. */
export interface Source {
  readonly world: World
  readonly labels: readonly Labels[]
  /** The bricks of each population. */
  readonly populations: readonly (readonly Brick[])[]
  readonly kindOf: ReadonlyMap<string, string>
  readonly principalOf: ReadonlyMap<string, number>
}

/** Composes the populations, reads them into one store, and loads them as one world. */
export async function composeSource(
  store: Store,
  folder: string,
  task: Omit<FortnightsTask, 'kind' | 'count'>,
): Promise<Source> {
  const known: Known[] = []
  const populations: Brick[][] = []
  const accounts = new Map<string, AccountRecord>()
  const operations = new Map<string, Map<string, number>>()
  for (const seed of task.seeds) {
    const { place, scale, ordinary, corpus } = task
    const composed = simulate({
      scenario: 'benign',
      seed,
      place,
      scale,
      ordinary,
      ...(corpus !== undefined && { corpus }),
    })
    function* counted() {
      for (const request of composed.requests) {
        const own = operations.get(request.account_id) ?? new Map<string, number>()
        operations.set(request.account_id, own)
        const operation = request.operation ?? ''
        own.set(operation, (own.get(operation) ?? 0) + 1)
        yield request
      }
    }
    const requests = { [Symbol.iterator]: counted }
    const files = await writeScenario({ ...composed, requests }, join(folder, `traffic-${seed}`))
    await readFiles(store, files)
    rmSync(join(folder, `traffic-${seed}`), { recursive: true })
    known.push(...composed.known)
    populations.push(bricksOf(composed.truth))
    for (const account of composed.accounts) accounts.set(account.account_id, account)
  }
  const world = await loadWorld(store, known)
  return {
    world,
    populations,
    labels: world.principals.accounts.map((own, principal) => {
      const [first = ''] = own
      const { plan = '', verification = '', created_at: created } = accounts.get(first) ?? {}
      return {
        plan,
        verification,
        age: ageClass(created === undefined ? undefined : (world.start - created) / DAY),
        language: world.principals.language[principal],
        operation: mostCommon(operations.get(first) ?? new Map()),
      }
    }),
    kindOf: new Map(
      populations.flat().flatMap(({ kind, accounts: own }) => own.map((account) => [account, kind])),
    ),
    principalOf: new Map(
      world.principals.accounts.flatMap((own, principal) => own.map((account) => [account, principal])),
    ),
  }
}

function mostCommon(counts: ReadonlyMap<string, number>): string {
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? ''
}
