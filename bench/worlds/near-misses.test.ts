import { expect, test } from 'vitest'
import { clearedGroups, detect, pools } from '../../src/campaigns/index.ts'
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

const none = { groups: [], omitted: 0 }

test('a tied firm that asks for the same came near; users of an application and strangers did not', () => {
  const misses = nearMisses(world, truth, { campaigns: [], cleared: none })
  expect(misses).toEqual([
    { kind: 'firm', accounts: firm.length, named: null, linked: false, cleared_by: [] },
  ])
})

test('what cleared it is stated where half of it stands in cleared groups', () => {
  const reasons = [{ reason: 'card' as const, figure: 18 }]
  const cleared = (accounts: string[]) => ({
    campaigns: [],
    cleared: { groups: [{ accounts, related_by: 'shared-card', reasons }], omitted: 0 },
  })
  const half = accountsOf(firm.slice(0, firm.length / 2))
  expect(nearMisses(world, truth, cleared(half))).toMatchObject([{ cleared_by: ['card'] }])
  expect(nearMisses(world, truth, cleared(half.slice(1)))).toMatchObject([{ cleared_by: [] }])
})

test('what detection itself says of the firm counts', () => {
  const detection = detect(world)
  const cleared = clearedGroups(world, detection, pools(world, detection.judged))
  const [miss] = nearMisses(world, truth, { campaigns: [], cleared })
  expect(miss?.cleared_by).toContain('organization')
})

test('what the result has on watch is named', () => {
  const watched = { ...campaign('c', 1, accountsOf(firm)), verdict: 'watch' } as const
  expect(nearMisses(world, truth, { campaigns: [watched], cleared: none })).toMatchObject([
    { kind: 'firm', named: 'watch' },
  ])
  const few = { ...campaign('c', 1, accountsOf(firm.slice(0, 5))), verdict: 'watch' } as const
  expect(nearMisses(world, truth, { campaigns: [few], cleared: none })).toMatchObject([
    { kind: 'firm', named: null },
  ])
})

test('who is only linked to a finding is not accused', () => {
  const accounts = accountsOf(firm)
  const found = { ...campaign('c', 1, accounts), accounts: accounts.slice(0, 5) }
  const misses = nearMisses(world, truth, { campaigns: [found], cleared: none })
  expect(misses).toMatchObject([{ kind: 'firm', named: null, linked: true }])
})
