import { expect, test } from 'vitest'
import { reasonWords, toldApart } from './comparison.ts'
import { storyOf } from './story.ts'
import { exampleResult } from './testing/fixture.ts'
import { POOL_COMPARISON, POOL_PORTRAIT } from './testing/portrait.ts'

const { result, pictures } = exampleResult()
const [campaign] = result.campaigns
const [picture] = pictures
if (!campaign || !picture) throw new Error('the fixture has three campaigns')

const told = (shown = picture) =>
  Object.fromEntries(
    storyOf(campaign, shown).map(({ heading, sentences }) => [
      heading,
      sentences.join(' ').replaceAll('\u00a0', ' '),
    ]),
  )

test('the story answers who, since when, what, how, how much, and what it did when disturbed', () => {
  const story = told()
  expect(story.Who).toContain('180 core accounts, and 34 more that share something with them.')
  expect(story.Who).toContain('Their plans: pro 66.7 %, free 32.8 %.')
  expect(story.Who).toContain('Verified by: government id 100 %.')
  expect(story.Who).toContain('66 were opened within the window of these logs, 31 of them on 9 Mar.')
  expect(story['Since when']).toContain('What came before these logs is unknown.')
  expect(story['What it asks for']).toContain('the reasoning behind answers, in a fixed form')
  expect(story['What it asks for']).toContain('evidence of nothing: English 97.6 %')
  expect(story['How it is coordinated']).toContain('143 of 180 accounts were paid with one of six cards')
  expect(story['What it takes']).toContain(
    'The answers hold 887 million tokens, 412 million of them reasoning.',
  )
  expect(story['How it adapts']).toContain('34 accounts were closed')
  expect(story['How it adapts']).toContain('31 were opened within 50 hours after a closure')
  expect(story['How it adapts']).toContain('A day after model-4 was released')
  expect(story['How it adapts']).not.toContain('no faster than others')
})

test('what was not seen is said to be so, and nothing is made of nothing', () => {
  const quiet = told({
    ...picture,
    portrait: {
      ...POOL_PORTRAIT,
      closed: { accounts: 0, first: null, replaced: 0 },
      pivots: [
        {
          ...POOL_PORTRAIT.pivots[0],
          model: 'm',
          released: 'soon',
          within_day: 0,
          within_three_days: 0.1,
          others_within_three_days: 0.2,
        },
      ],
    },
  })
  expect(quiet['How it adapts']).toContain('how it would react to that has not been seen')
  expect(quiet['How it adapts']).toContain('no faster than others')
  // A picture that an earlier version has stored.
  const { portrait: _, comparison: __, ...old } = picture
  expect(Object.keys(told(old))).not.toContain('How it adapts')
  expect(told(old).Who).toBe('180 core accounts, and 34 more that share something with them.')
})

test('a look-alike that goes as far is said to, and what tells it apart comes with figures', () => {
  const [firm, app] = POOL_COMPARISON.look_alikes
  if (!firm || !app) throw new Error('two look-alikes')
  const firmly = toldApart(POOL_COMPARISON.campaign, firm).join(' ')
  expect(firmly).toContain(
    'It declares itself to be one customer, as one organisation; the campaign does not.',
  )
  expect(firmly).toContain('it goes as far as the campaign or further')
  const apart = toldApart(POOL_COMPARISON.campaign, app).join(' ').replaceAll('\u00a0', ' ')
  expect(apart).toContain('It asks for it less: 31 % against 94 %.')
  expect(apart).toContain(
    '79 % of the campaign’s accounts share a payment card with another of it, here none.',
  )
  expect(apart).toContain('12 % of it is common, against 90 %')
  expect(reasonWords('template')).toBe('users of one instruction')
})
