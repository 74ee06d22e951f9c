import { expect, test } from 'vitest'
import { groupOf, inRuns, span, type WorldPlan, worldOf } from '../testing/worlds.ts'
import { naturalGroups } from './natural-groups.ts'

const EVERYBODY = 300

function found(plan: Omit<WorldPlan, 'count'>): [string, number[]][] {
  return naturalGroups(worldOf({ count: EVERYBODY, ...plan })).map(({ members, reason }) => [
    reason,
    [...members],
  ])
}

test('every way to be innocently related makes groups, of three or more', () => {
  const groups = found({
    organizations: [span(0, 5), [290, 291]],
    keys: {
      'shared-card': [span(10, 14), [295, 296]],
      'shared-device': [span(20, 23)],
      'sign-up-batch': [span(30, 50)],
    },
    instructions: [{ holders: span(60, 90), tokens: 2, bodies: 10 }],
  })
  expect(new Map(groups)).toEqual(
    new Map([
      ['organization', span(0, 5)],
      ['shared-card', span(10, 14)],
      ['shared-device', span(20, 23)],
      ['sign-up-batch', span(30, 50)],
      ['template', span(60, 90)],
    ]),
  )
})

test('what tells one story twice counts once, as the larger clump', () => {
  const groups = found({
    organizations: [span(0, 20)],
    keys: { 'shared-card': [span(0, 18), span(40, 44)], 'shared-email-domain': [span(0, 21)] },
  })
  expect(groups.map(([, members]) => members)).toEqual([span(0, 21), span(40, 44)])
})

test('clumps that overlap a little stay apart', () => {
  expect(found({ keys: { 'shared-card': [span(0, 10), span(7, 17)] } })).toHaveLength(2)
})

test('variants of an instruction are one', () => {
  const groups = found({
    instructions: [
      { holders: span(0, 40), tokens: 2, bodies: 10 },
      { holders: span(5, 20), tokens: 2, bodies: 10 },
      { holders: span(100, 120), tokens: 2, bodies: 10 },
    ],
  })
  expect(groups).toEqual([
    ['template', span(0, 40)],
    ['template', span(100, 120)],
  ])
})

test('a carrier’s client software relates nobody', () => {
  expect(found({ keys: { 'shared-client': inRuns(span(0, 60), 6) } })).toEqual([])
})

test('groups are sets in order', () => {
  for (const [, members] of found({ keys: { 'shared-card': inRuns(span(0, 90), 5) } })) {
    expect(members).toEqual([...groupOf(members)])
  }
})
