import { expect, test } from 'vitest'
import { poolAmongInnocents } from '../../src/campaigns/testing/scenes.ts'
import type { Truth } from '../../src/simulate/index.ts'
import { campaign } from '../../src/store/testing/examples.ts'
import { nearMisses } from './near-misses.ts'

const { world, firm, users } = poolAmongInnocents()
const accountsOf = (principals: readonly number[]): string[] =>
  principals.flatMap((principal) => world.principals.accounts[principal] ?? [])

const truth: Truth = {
  format: 'stillwatch.truth/1',
  scenario: 'none',
  seed: 1,
  scale: 1,
  campaigns: [],
  lookalikes: [
    { kind: 'firm', accounts: accountsOf(firm) },
    { kind: 'application', accounts: accountsOf(users) },
    { kind: 'strangers', accounts: accountsOf([101, 222, 343, 464, 585]) },
  ],
  people: {},
}

test('a tied firm that asks for the same came near; users of an application and strangers did not', () => {
  expect(nearMisses(world, truth, [])).toEqual([{ kind: 'firm', accounts: firm.length, named: null }])
})

test('what the result has on watch is named', () => {
  const watched = { ...campaign('c', 1, accountsOf(firm)), verdict: 'watch' } as const
  expect(nearMisses(world, truth, [watched])).toMatchObject([{ kind: 'firm', named: 'watch' }])
  const few = { ...campaign('c', 1, accountsOf(firm.slice(0, 5))), verdict: 'watch' } as const
  expect(nearMisses(world, truth, [few])).toMatchObject([{ kind: 'firm', named: null }])
})
