import { expect, test } from 'vitest'
import { groupOf, span, worldOf } from '../testing/worlds.ts'
import { whoBringsOther } from './strangers.ts'

const POOL = span(0, 30)
/** Customers who use the pool's prompt as much as it does, on matter of their own. */
const CUSTOMERS = span(30, 32)
/** Of the pool: most of what these send is cover. */
const COVERED = span(29, 30)

const corpus = (p: number): number[] => span(0, 64).map((f) => (f % 2 ? 4 : -4) + Math.sin(p * 64 + f))
const other = (p: number): number[] => span(0, 64).map((f) => (f % 3 ? -4 : 4) + Math.sin(p * 64 + f))

const isPool = (p: number): boolean => p < 30
const isCustomer = (p: number): boolean => p >= 30 && p < 32

const WORLD = worldOf({
  count: 600,
  requests: () => 80,
  features: (p) => {
    if (COVERED.includes(p) || isCustomer(p)) return other(p)
    return isPool(p) ? corpus(p) : undefined
  },
  instructions: [
    {
      holders: [...POOL, ...CUSTOMERS],
      tokens: 2,
      bodies: 60,
      features: (p) => (isCustomer(p) ? other(p) : corpus(p)),
    },
  ],
})

test('who uses the instruction on other texts is somebody else', () => {
  const some = groupOf([...COVERED, ...CUSTOMERS])
  const pool = groupOf([...POOL, ...CUSTOMERS])
  expect([...whoBringsOther(WORLD, pool, some, [0, 1])].sort()).toEqual(CUSTOMERS)
})

test('among people who each have their own matter, nobody is', () => {
  const users = span(100, 130)
  const world = worldOf({
    count: 600,
    requests: () => 80,
    instructions: [{ holders: users, tokens: 2, bodies: 60 }],
  })
  expect(whoBringsOther(world, groupOf(users), groupOf(users), [0, 1]).size).toBe(0)
})
