import { expect, test } from 'vitest'
import { logitsOf } from './calibrate.ts'
import { grammarNegatives, PHRASES, positiveExamples } from './examples.ts'
import { expand } from './grammar.ts'
import { learn } from './learn.ts'
import { areaUnderCurve, quantile, shareAbove } from './metrics.ts'
import { WORD_BOOKS } from './phrases/words/index.ts'
import { createRandom } from './random.ts'
import { wordedRequest } from './words.ts'

const OPTIONS = { epochs: 5, rate: 0.1, decay: 0.8, dropout: 0.05, positiveWeight: 0.5, windows: [24, 80] }

function trainSmall(seed: number) {
  const random = createRandom(seed)
  const examples = [...positiveExamples(PHRASES, [], 150, random), ...grammarNegatives([], 600, random)]
  return learn(examples, OPTIONS, random)
}

test('training without any corpus separates new examples, and repeats to the byte', () => {
  const model = trainSmall(3)
  expect(trainSmall(3)).toEqual(model)
  expect(trainSmall(4)).not.toEqual(model)
  const random = createRandom(99)
  const positives = positiveExamples(PHRASES, [], 50, random)
  const negatives = logitsOf(model, grammarNegatives([], 300, random))
  for (let cue = 0; cue < 6; cue++) {
    const high = logitsOf(
      model,
      positives.filter(({ labels }) => labels[cue] === 1),
    ).map((row) => row[cue] ?? 0)
    expect(
      areaUnderCurve(
        high,
        negatives.map((row) => row[cue] ?? 0),
      ),
    ).toBeGreaterThan(0.95)
  }
})

test('every phrase expands to text without leftovers of the grammar', () => {
  const random = createRandom(1)
  for (const phrase of Object.values(PHRASES).flat()) {
    const text = expand(phrase, random)
    expect(text).not.toBe('')
    expect(text).not.toMatch(/[()|]/)
  }
})

test('every piece of the word books expands, and requests leave nothing unfilled', () => {
  const random = createRandom(2)
  for (const { topics, courtesies } of Object.values(WORD_BOOKS)) {
    for (const { acts, things, manners, alone } of Object.values(topics)) {
      for (const piece of [...acts, ...things, ...manners, ...alone]) {
        expect(expand(piece, random)).toMatch(/^[^()|]+$/)
      }
    }
    for (const courtesy of courtesies) expect(courtesy).toContain('{}')
  }
  for (const key of ['grading', 'ordinary'] as const) {
    for (let index = 0; index < 200; index++) {
      const { instruction } = wordedRequest(WORD_BOOKS, key, [], random)
      expect(instruction).not.toMatch(/\{[12]?\}/)
    }
  }
})

test('metrics agree with their definitions', () => {
  expect(areaUnderCurve([3, 4], [1, 2])).toBe(1)
  expect(areaUnderCurve([1, 3], [1, 3])).toBe(0.5)
  expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3)
  expect(shareAbove([1, 2, 3, 4], 2)).toBe(0.5)
})
