import { describe, expect, test } from 'vitest'
import type { Group } from '../../signals/index.ts'
import { groupOf, span, type WorldPlan, worldOf } from '../testing/worlds.ts'
import { shareHomes } from './homes.ts'

const POOL = groupOf(span(0, 12))
const alone: Group[] = Array.from(POOL, (member) => Uint32Array.of(member))
/** Neighbours of nobody in the pool. */
const elsewhere = span(0, 200).map((street) => span(100 + 4 * street, 104 + 4 * street))

function shares(
  ranges: readonly (readonly number[])[],
  homes: readonly number[],
  customers = alone,
): boolean {
  const plan: WorldPlan = { count: 900, keys: { 'shared-address-range': [...ranges, ...elsewhere] }, homes }
  return shareHomes(worldOf(plan), POOL, customers)
}

describe('customers behind home connections', () => {
  const streets = [span(0, 6), span(6, 12)]
  const homes = span(0, 202)

  test('of several places share them as unrelated people do not', () => {
    expect(shares(streets, homes)).toBe(true)
  })

  test('of one place may be neighbours', () => {
    expect(shares([span(0, 12)], homes)).toBe(false)
  })

  test('who move together from one range to another are in one place', () => {
    expect(shares([span(0, 12), span(0, 12), span(0, 9)], homes)).toBe(false)
  })

  test('of ranges that overlap are counted in an order of their own', () => {
    const [one, two, three] = [span(0, 5), [0, ...span(4, 8)], span(5, 10)]
    const orders = [
      [one, two, three],
      [one, three, two],
      [two, one, three],
      [two, three, one],
      [three, one, two],
      [three, two, one],
    ]
    expect(orders.map((ranges) => shares(ranges, span(0, 203)))).toEqual(orders.map(() => true))
  })

  test('are no customers of a cloud', () => {
    expect(shares(streets, span(2, 202))).toBe(false)
  })

  test('count once for each customer: an office at home is one', () => {
    const firms = [groupOf(span(0, 4)), groupOf(span(4, 8)), groupOf(span(8, 12))]
    expect(shares(streets, homes, firms)).toBe(false)
  })

  test('share nothing that so many others share as well', () => {
    const crowded = [span(0, 6), span(6, 12)].map((some) => [...some, ...span(100, 880)])
    expect(shares(crowded, homes)).toBe(false)
  })
})
