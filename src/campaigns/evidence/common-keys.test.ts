import { expect, test } from 'vitest'
import { groupOf, span, worldOf } from '../testing/worlds.ts'
import { commonKeys } from './common-keys.ts'

const GROUP = groupOf(span(0, 40))

function commonAmong(...holders: number[][]): number[] {
  const world = worldOf({ count: 1_000, keys: { 'shared-email-domain': holders } })
  const edges = world.keys.get('shared-email-domain')
  if (!edges) throw new Error('no keys')
  return commonKeys(world, edges, GROUP).map((key) => edges.keys.indexOf(key))
}

/** Of the group the first 33, of others so many that chance has it. */
const PUBLIC = [...span(0, 33), ...span(40, 900)]

test('a public provider is common; what few hold, or mostly the group, is not', () => {
  expect(commonAmong(PUBLIC, span(33, 38), [38, 39, 900], [...span(20, 30), ...span(900, 920)])).toEqual([0])
})

test('where a group shares nothing else, nothing is left out', () => {
  expect(commonAmong(PUBLIC, [38, 900])).toEqual([])
})
