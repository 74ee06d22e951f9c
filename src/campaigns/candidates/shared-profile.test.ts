import { expect, test } from 'vitest'
import { groupOf, span, worldOf } from '../testing/worlds.ts'
import { sharedProfile } from './shared-profile.ts'

const world = worldOf({
  count: 400,
  instructions: [
    { holders: span(0, 20), tokens: 10, bodies: 30 },
    // A phrase of it, which others use as well.
    { holders: span(0, 40), tokens: 2, bodies: 30 },
    { holders: span(100, 103), tokens: 8, bodies: 30 },
  ],
})

test('those who have a phrase in common with the rest drop out', () => {
  const profile = sharedProfile(world, groupOf(span(0, 26)))
  expect(profile?.members).toEqual(groupOf(span(0, 20)))
  expect(profile?.tokens).toHaveLength(12)
})

test('those who use all of it come in', () => {
  expect(sharedProfile(world, groupOf(span(0, 9)))?.members).toEqual(groupOf(span(0, 20)))
})

test('a phrase, a handful of users, or nothing in common is no profile', () => {
  expect(sharedProfile(world, groupOf(span(20, 40)))).toBeUndefined()
  expect(sharedProfile(world, groupOf(span(100, 103)))).toBeUndefined()
  expect(sharedProfile(world, groupOf(span(200, 220)))).toBeUndefined()
})
