import { expect, test } from 'vitest'
import type { Truth } from '../../src/simulate/index.ts'
import { innocentAccounts, innocentPeople } from './assess.ts'

const person = (language: string, shared_network = false) => ({ language, shared_network })

const truth: Truth = {
  format: 'stillwatch.truth/1',
  scenario: 'demo',
  seed: 1,
  scale: 1,
  campaigns: [],
  lookalikes: [{ kind: 'firm', accounts: ['f1', 'f2', 'idle'] }],
  households: [['h1', 'h2']],
  people: {
    f1: person('de', true),
    f2: person('en', true),
    idle: person('en'),
    h1: person('de'),
    h2: person('de'),
    one: person('fr'),
    two: person('fr'),
    harvester: person('fr'),
  },
}

test('innocent people with traffic are counted in the units they belong together in', () => {
  const active = ['f1', 'f2', 'h1', 'h2', 'one', 'two', 'harvester']
  const found = [['harvester', 'f1', 'one'], ['harvester']].map((accounts) => ({
    verdict: 'confirmed' as const,
    accounts,
  }))
  const people = innocentPeople(found, truth, new Map([['harvester', 0]]), active)
  expect(people.units).toEqual([
    {
      times: 1,
      cells: [
        { language: 'de', shared: true, accounts: 1 },
        { language: 'en', shared: true, accounts: 1 },
      ],
    },
    { times: 1, cells: [{ language: 'de', shared: false, accounts: 2 }] },
    { times: 2, cells: [{ language: 'fr', shared: false, accounts: 1 }] },
  ])
  expect(people.named).toEqual([
    {
      verdict: 'confirmed',
      cells: [
        { language: 'de', shared: true, accounts: 1 },
        { language: 'fr', shared: false, accounts: 1 },
      ],
    },
  ])
})

test('look-alikes are counted where they have traffic and harvest nothing', () => {
  const active = ['f1', 'f2', 'one', 'harvester']
  const owners = new Map([
    ['harvester', 0],
    ['f2', 0],
  ])
  expect(innocentAccounts(truth, owners, active)).toEqual({ accounts: 2, lookalikes: 1 })
})
