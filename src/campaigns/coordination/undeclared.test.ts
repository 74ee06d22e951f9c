import { describe, expect, test } from 'vitest'
import { customersOf } from '../customers/cells.ts'
import { groupOf, span, type WorldPlan, worldOf } from '../testing/worlds.ts'
import { haveUndeclared } from './undeclared.ts'

const POOL = groupOf(span(0, 30))

/** Firms elsewhere that say who they are. */
const DECLARED = span(0, 6).map((i) => span(100 + 5 * i, 105 + 5 * i))

/** So many members on each card, one card after the other. */
function cells(...sizes: readonly number[]): number[][] {
  let from = 0
  return sizes.map((size) => {
    from += size
    return span(from - size, from)
  })
}

function found(cards: readonly (readonly number[])[], plan: Partial<WorldPlan> = {}): boolean {
  const world = worldOf({
    count: 900,
    ...plan,
    keys: { 'shared-card': cards, ...plan.keys },
    organizations: [...(plan.organizations ?? []), ...DECLARED],
  })
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
    expect(found(firms, { keys: { 'shared-email-domain': firms.slice(0, 1) } })).toBe(false)
  })

  test('declare nothing by a phone of each', () => {
    const firms = cells(4, 4, 5, 6, 4)
    expect(found(firms, { keys: { 'shared-phone': firms } })).toBe(true)
  })

  test('are no more than chance has it where half of all customers are so', () => {
    expect(found([...cells(4, 4, 5, 6, 4), ...span(0, 150).map((i) => span(140 + 4 * i, 144 + 4 * i))])).toBe(
      false,
    )
  })

  test('are no more than chance has it where all of these write from one public provider', () => {
    const others = span(0, 150).map((i) => span(140 + 4 * i, 144 + 4 * i))
    const cards = [...cells(4, 4, 5, 6, 4), ...others]
    const provider = { 'shared-email-domain': [span(0, 740)] }
    expect(found(cells(4, 4, 5, 6, 4), { keys: provider })).toBe(true)
    expect(found(cards, { keys: provider })).toBe(false)
  })

  test('tell nothing where nobody declares anything', () => {
    const cards = cells(4, 4, 5, 6, 4)
    const world = worldOf({ count: 900, keys: { 'shared-card': cards } })
    expect(haveUndeclared(world, customersOf(world, POOL))).toBe(false)
  })
})
