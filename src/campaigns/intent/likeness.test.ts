import { expect, test } from 'vitest'
import { FEATURES } from '../../signals/index.ts'
import { groupOf, span, worldOf } from '../testing/worlds.ts'
import { background } from './background.ts'
import { likeness } from './likeness.ts'

test('members who are all of their stratum are compared with everybody else', () => {
  // Everybody writes about the same, so that nobody has anything in common that others have not.
  const usual = span(0, FEATURES).map((f) => 20 + f)
  const world = worldOf({
    count: 120,
    stratum: (p) => (p < 20 ? 0 : 1),
    features: (_, random) => usual.map((value) => value + 3 * random.normal()),
  })
  const group = groupOf(span(0, 20))
  expect(likeness(world, background(world), group, [])).toBeLessThan(0.2)
})
