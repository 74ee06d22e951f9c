import { expect, test } from 'vitest'
import { coordinationWords, evidenceWords, intentWords, list, title, verdictWords } from './words.ts'

test('a verdict says whether a person has looked', () => {
  expect(verdictWords({ verdict: 'confirmed', review: 'unreviewed' })).toBe(
    'confirmed by analysis, not reviewed',
  )
  expect(verdictWords({ verdict: 'watch', review: 'unreviewed' })).toBe('on watch by analysis, not reviewed')
  expect(verdictWords({ verdict: 'suspected', review: 'confirmed' })).toBe(
    'suspected by analysis, confirmed by a person',
  )
  expect(verdictWords({ verdict: 'confirmed', review: 'cleared' })).toBe(
    'cleared by a person (analysis said: confirmed)',
  )
})

test('coordination is told by its false discovery rate', () => {
  expect(coordinationWords(2e-9).sentence).toContain('about 1 in 500 million would be coincidence')
  expect(coordinationWords(0).sentence).toContain('less than 1 in a thousand trillion')
  expect([1e-7, 1e-4, 0.01, 0.5, 1, null].map((q) => coordinationWords(q).word)).toEqual([
    'very strong',
    'strong',
    'moderate',
    'weak',
    'weak',
    'not measured',
  ])
})

test('intent is told by its rank, and an unreadable rank is not guessed at', () => {
  expect(intentWords('1 of 1,840').sentence).toContain('none looks more like extraction')
  expect(intentWords('2 of 300').sentence).toContain('1 looks at least as much')
  expect(intentWords('6 of 1,840').sentence).toContain('5 look at least as much')
  const both = intentWords(
    '2 of 1,840 by elicitation, 37 of 1,840 by content, groups that come with the program',
  )
  expect(both).toMatchObject({ word: 'strong', figure: 'rank 2 and 37 of 1,840' })
  expect(both.sentence).toContain(
    'by elicitation 1 looks at least as much like extraction and by content 36 look at',
  )
  expect(intentWords('1 of 540 by content, 1 of 540 by elicitation').sentence).toContain(
    'by content and by elicitation none looks more like extraction.',
  )
  const apart = intentWords(
    '1 of 3,012 by elicitation, 2 of 51 by content, groups that come with the program',
  )
  expect(apart).toMatchObject({ word: 'very strong', figure: 'rank 1 of 3,012 and 2 of 51' })
  expect(apart.sentence).toContain(
    'of 3,012 by elicitation none looks more like extraction and of 51 by content 1 looks at least as much like extraction.',
  )
  for (const rank of ['', 'untested', '0 of 10', '9 of 3'])
    expect(intentWords(rank).word).toBe('not measured')
})

test('evidence without a figure says so', () => {
  expect(evidenceWords('coordination', null)).toEqual(['no figure', 'not testable on this data'])
  expect(evidenceWords('intent', 1 / 1840)[1]).toBe('of natural groups, about 1 in 1,840 goes as far')
})

test('identifiers and lists become words', () => {
  expect(title('shared-card')).toBe('Shared card')
  expect([list([]), list(['a']), list(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c'])
})
