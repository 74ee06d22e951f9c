import { expect, test } from 'vitest'
import { takenEarlier } from './markdown.ts'

test('a run that took answers of earlier runs says how many, and what they had cost', () => {
  expect(takenEarlier({ earlier: { answers: 0, seconds: 0 } })).toBe('')
  expect(takenEarlier({ earlier: { answers: 12, seconds: 1_230 } })).toBe(
    ', and took 12 answers from earlier runs of this commit, which had cost 21 min in all, one after the other',
  )
})
