import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFingerprinter } from '../fingerprint/index.ts'
import { CUES, type CueId, scoreCues } from './index.ts'
import { createLogitScorer } from './score.ts'
import { readSlots, SLOTS_PER_WORD } from './slots.ts'
import { loadShippedModel, parseWeights, SHIPPED_WEIGHTS } from './weights.ts'

const fingerprint = createFingerprinter(new Uint8Array(32).fill(1))

function score(input_text: string, system_text?: string): Record<CueId, number> {
  fingerprint({ input_text, system_text })
  const scores = scoreCues(fingerprint.streams)
  const of = (id: CueId) => (scores[CUES.findIndex((cue) => cue.id === id)] ?? 0) / 255
  return {
    reasoning: of('reasoning'),
    hidden_reasoning: of('hidden_reasoning'),
    grading: of('grading'),
    synthesis: of('synthesis'),
    rewriting: of('rewriting'),
    agentic: of('agentic'),
  }
}

const BODY =
  'Natalia sold clips to 48 of her friends in April, and then she sold half as many clips in May. How many clips did she sell?'

describe('what has been published about campaigns', () => {
  test.each<[CueId, string]>([
    ['reasoning', 'Imagine and articulate the internal reasoning behind a completed response, step by step.'],
    [
      'hidden_reasoning',
      'The language used in the thinking content must be strictly consistent with the main language of the user input.',
    ],
    ['grading', 'Evaluate the response against the rubric and output a score from 1 to 10 as JSON.'],
    [
      'synthesis',
      'You are asked to come up with a set of 20 diverse task instructions. These task instructions will be given to a GPT model.',
    ],
    ['rewriting', 'Rewrite the politically sensitive query into a censorship-safe alternative.'],
    [
      'agentic',
      'Use the following format: Thought: you should always think about what to do. Action: the action to take. Action Input: the input to the action. Observation: the result of the action.',
    ],
  ])('%s is seen alone, in the system text, before and after a body', (cue, sentence) => {
    expect(score(sentence)[cue]).toBeGreaterThan(0.5)
    expect(score(BODY, sentence)[cue]).toBeGreaterThan(0.5)
    expect(score(`${sentence}\n\n${BODY.repeat(5)}`)[cue]).toBeGreaterThan(0.5)
    expect(score(`${BODY.repeat(5)}\n\n${sentence}`)[cue]).toBeGreaterThan(0.5)
  })
})

test.each([
  'Explain why my code fails with a null pointer exception',
  'What is the reason for my card being declined?',
  'Please show your work on question 4, it is due tomorrow',
  'Rate my essay please, it is about summer',
  'Write 5 test questions for my class on photosynthesis',
  'Rewrite this email politely: send me the report now',
  'Book a table for four on Friday at seven',
  BODY,
  '帮我写一封感谢信给老师。',
  'Warum wurde meine Karte abgelehnt?',
])('an ordinary prompt is low on every cue: %s', (prompt) => {
  expect(Math.max(...Object.values(score(prompt)))).toBeLessThan(0.5)
})

test('no text, no cues; the same text, the same cues', () => {
  fingerprint({})
  expect([...scoreCues(fingerprint.streams)]).toEqual([0, 0, 0, 0, 0, 0])
  expect(score(BODY)).toEqual(score(BODY))
})

test('the packed table scores as the plain sum of weights does', () => {
  const model = { ...loadShippedModel(), windows: [80] }
  const logits = createLogitScorer(model)
  const slots = new Uint16Array(80 * SLOTS_PER_WORD)
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,7}$/), { minLength: 1, maxLength: 80 }), (words) => {
      fingerprint({ input_text: words.join(' ') })
      const { input } = fingerprint.streams
      readSlots(input, 0, input.count, slots)
      const scored = logits(fingerprint.streams)
      for (let cue = 0; cue < CUES.length; cue++) {
        let sum = 0
        for (const slot of slots.subarray(0, input.count * SLOTS_PER_WORD)) {
          sum += model.weights[slot * CUES.length + cue] ?? 0
        }
        expect(scored[cue]).toBeCloseTo(sum * (model.scales[cue] ?? 0) + (model.biases[cue] ?? 0), 9)
      }
    }),
  )
})

test('the weights file is small, and a foreign one is refused', () => {
  const content = readFileSync(SHIPPED_WEIGHTS, 'utf8')
  expect(content.length).toBeLessThan(600_000)
  expect(() => parseWeights('{}')).toThrowError(expect.objectContaining({ code: 'SW_INTERNAL' }))
  expect(() => parseWeights(content.replace('"grading"', '"other"'))).toThrowError(/weights/)
})

test('speed (printed, not judged)', () => {
  const text = `${BODY} `.repeat(10)
  const rounds = 2000
  const run = (): void => {
    for (let index = 0; index < rounds; index++) {
      fingerprint({ input_text: text + index, system_text: 'You are a helpful assistant. Answer briefly.' })
      scoreCues(fingerprint.streams)
    }
  }
  run()
  const begin = process.hrtime.bigint()
  run()
  const micros = Number(process.hrtime.bigint() - begin) / 1e3 / rounds
  console.info(`fingerprint and cues of ${fingerprint.streams.input.count} words: ${micros.toFixed(1)} µs`)
  expect(fingerprint.streams.input.count).toBeGreaterThan(200)
})
