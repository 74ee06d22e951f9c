import { expect, test } from 'vitest'
import { groupOf, span, worldOf } from '../testing/worlds.ts'
import { hasOtherHabits } from './habits.ts'

/** The pool works on every day, around the clock; others come on a few days, in office hours. */
const world = worldOf({
  count: 200,
  requests: (p, random) => 60 + random.integer(60) + (p < 60 ? 0 : 40),
  hours: (p, random) =>
    p < 60
      ? span(0, 14).flatMap((day) => span(0, 6).map(() => 24 * day + random.integer(24)))
      : random.sample(14, 5).flatMap((day) => span(0, 3).map(() => 24 * day + 8 + random.integer(10))),
})

test('who comes on other days, in other bursts, has other habits', () => {
  expect(hasOtherHabits(world, groupOf(span(60, 80)), groupOf(span(0, 40)))).toBe(true)
})

test('other members of the pool have not', () => {
  expect(hasOtherHabits(world, groupOf(span(25, 40)), groupOf(span(0, 25)))).toBe(false)
})

test('two say nothing', () => {
  expect(hasOtherHabits(world, groupOf([60, 61]), groupOf(span(0, 40)))).toBe(false)
})
