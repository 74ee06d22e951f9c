import { describe, expect, test } from 'vitest'
import { groupOf, span, type WorldPlan, worldOf } from '../testing/worlds.ts'
import { customersOf } from './cells.ts'
import { haveUndeclared } from './undeclared.ts'

const POOL = groupOf(span(0, 30))

/** So many members on each card, one card after the other. */
function cells(...sizes: readonly number[]): number[][] {
  let from = 0
  return sizes.map((size) => {
    from += size
    return span(from - size, from)
  })
}

function found(cards: readonly (readonly number[])[], plan: Partial<WorldPlan> = {}): boolean {
  const world = worldOf({ count: 900, keys: { 'shared-card': cards }, ...plan })
  return haveUndeclared(world, customersOf(world, POOL))
}

describe('customers with several accounts on one card each', () => {
  test('are found where five declare nothing else', () => {
    expect(found(cells(4, 4, 5, 6, 4))).toBe(true)
  })

  test('are not asked about where they are fewer, or families', () => {
    expect(found(cells(6, 6, 6, 6))).toBe(false)
    expect(found(cells(3, 3, 3, 3, 3, 3, 3, 3))).toBe(false)
  })

  test('declare themselves by an organisation or a mail domain of their own', () => {
    const firms = cells(4, 4, 5, 6, 4)
    expect(found(firms, { organizations: firms.slice(0, 1) })).toBe(false)
    expect(found(firms, { keys: { 'shared-card': firms, 'shared-email-domain': firms.slice(0, 1) } })).toBe(
      false,
    )
  })

  test('are no more than chance has it where half of all customers are so', () => {
    const others = span(0, 200).map((i) => span(40 + 4 * i, 44 + 4 * i))
    expect(found([...cells(4, 4, 5, 6, 4), ...others])).toBe(false)
  })
})
