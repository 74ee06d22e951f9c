import { expect, test } from 'vitest'
import { clearedGroups } from '../cleared.ts'
import { UNBOUND } from '../intent/bond.ts'
import { coordinationOf, intentOf, ranksOf, tiesOf } from '../testing/intents.ts'
import { groupOf, span, worldOf } from '../testing/worlds.ts'
import type { Judged } from '../verdict/judged.ts'
import { coreOf, pools } from './members.ts'

/** All of the firm ask for what the group asks for, and nobody else. */
function firmAsks(size: number): number[] {
  return span(0, 2 * size).map((member) => (member < size ? 0.5 : 0))
}

interface Plan {
  readonly asks?: readonly number[]
  /** Of whom the evidence was found. */
  readonly tied?: readonly number[]
  readonly devices?: readonly number[][]
  readonly organizations?: readonly number[][]
}

/** A firm of so many accounts that uses an instruction in earnest, and as many again who use a phrase of it. */
function firmAmongOthers(size: number, cards: number, plan: Plan = {}) {
  const firm = span(0, size)
  const { asks = firmAsks(size), tied = firm, devices = [], organizations = [] } = plan
  const others = span(size, 2 * size)
  const world = worldOf({
    count: 900,
    keys: {
      'shared-card': span(0, cards).map((card) => firm.filter((p) => p % cards === card)),
      'shared-device': devices,
    },
    organizations,
    instructions: [
      { holders: firm, tokens: 6, bodies: 30 },
      { holders: [...firm, ...others], tokens: 1, bodies: 30 },
    ],
  })
  const members = groupOf([...firm, ...others])
  const judged: Judged[] = [
    {
      candidate: { members, proposedBy: 'content', via: 'exclusive-template' },
      members,
      bond: UNBOUND,
      coordination: coordinationOf({}),
      tested: members,
      ties: tiesOf({}),
      tied: groupOf(tied),
      q: 1e-6,
      intent: intentOf({ tokens: span(0, 7), elicitedShares: Float64Array.from(asks) }),
      ranks: ranksOf(0.001, 0.001, 999),
      verdict: 'confirmed',
      pool: 0,
      joined: false,
    },
  ]
  const found = pools(world, judged)
  return {
    found: found.map((pool) => [pool.verdict, coreOf(pool).length]),
    cleared: clearedGroups(world, { near: [], judged }, found).groups.map(({ accounts, reasons }) => [
      accounts.length,
      reasons,
    ]),
  }
}

test('a pool whose core is openly one customer is shown to a person, not accused, whoever came along with it', () => {
  expect(firmAmongOthers(24, 1)).toEqual({ found: [['watch', 24]], cleared: [] })
})

test('a small one is cleared for being one customer, not for a lack of evidence', () => {
  const cleared = [[12, [{ reason: 'card', figure: 12 }]]]
  expect(firmAmongOthers(12, 1)).toEqual({ found: [], cleared })
})

test('a core on many cards is accused', () => {
  expect(firmAmongOthers(24, 6)).toEqual({ found: [['confirmed', 24]], cleared: [] })
})

test('who uses the instruction as the others do and asks for something else is linked', () => {
  // Every fourth, on whatever card, uses it for matters of its own.
  const asks = firmAsks(24).map((share, member) => (member % 4 === 0 ? 0.01 : share))
  const tied = span(0, 24).filter((member) => asks[member] > 0.05)
  expect(firmAmongOthers(24, 6, { asks, tied })).toEqual({ found: [['confirmed', 18]], cleared: [] })
})

const EVERYBODY = span(0, 48)

test('what ties those who came along accuses nobody else', () => {
  // The firms of the core share cards, each within itself; devices tie some of the others.
  const devices = span(0, 6).map((device) => span(24 + 4 * device, 28 + 4 * device))
  expect(firmAmongOthers(24, 4, { tied: EVERYBODY, devices })).toEqual({
    found: [],
    cleared: [[24, [{ reason: 'customers-not-tied', figure: 4 }]]],
  })
})

test('a core of many such customers, who declare nothing where others do, is suspected', () => {
  const organizations = span(0, 6).map((firm) => span(100 + 5 * firm, 105 + 5 * firm))
  expect(firmAmongOthers(24, 6, { tied: EVERYBODY, organizations })).toEqual({
    found: [['suspected', 24]],
    cleared: [],
  })
  expect(firmAmongOthers(24, 6, { tied: EVERYBODY }).found).toEqual([])
})

test('a core that the evidence is about as well is accused, of no more than that evidence says', () => {
  const devices = span(0, 6).map((device) => span(4 * device, 4 * device + 4))
  expect(firmAmongOthers(24, 6, { tied: EVERYBODY, devices })).toEqual({
    found: [['suspected', 24]],
    cleared: [],
  })
})

test('evidence about nobody of the core clears it', () => {
  expect(firmAmongOthers(24, 6, { tied: span(24, 48) })).toEqual({
    found: [],
    cleared: [[24, [{ reason: 'no-family', figure: 1 }]]],
  })
})
