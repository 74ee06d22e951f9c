import { expect, test } from 'vitest'
import { createWordStream, readWords } from './words.ts'

function stemsOf(text: string): number[] {
  const stream = createWordStream()
  readWords(text, stream)
  return [...stream.stems.subarray(0, stream.count)]
}

test('forms of one word share a stem, in any script, whatever stands before', () => {
  const [reason, one, other] = stemsOf('reason reasoning: REASONED')
  expect(one).toBe(other)
  expect(reason).toBe(one)
  const [a, b, c] = stemsOf('ответы, ответами; ответственность')
  expect(new Set([a, b, c]).size).toBe(1)
  const [naked, hyphened] = stemsOf('überlegungen über\u00adlegen')
  expect(naked).toBe(hyphened)
  expect(stemsOf('reasoning')).toEqual(stemsOf('ｒｅａｓｏｎｉｎｇ'))
})

test('short words, ideographs and other beginnings have their own', () => {
  expect(stemsOf('think 思考 warum')).toEqual([0, 0, 0, 0])
  const [one, other] = stemsOf('grading granting')
  expect(one).not.toBe(other)
})
