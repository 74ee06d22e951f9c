import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countSketch, FEATURE_COUNT, FEATURE_NORM, quantise } from './features.ts'
import { createWordStream, readWords } from './words.ts'

const stream = createWordStream()
function sketch(text: string): Int32Array {
  readWords(text, stream)
  const sums = new Int32Array(FEATURE_COUNT)
  countSketch(stream, sums)
  return sums
}

const text = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 60 })

test('counts of two texts add up, but for the pair at the seam', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const seam = [a.at(-1), b[0]]
      const parts = [a, b, seam].map((words) => sketch(words.join(' ')))
      const ends = seam.map((word) => sketch(word ?? ''))
      const joined = sketch([...a, ...b].join(' '))
      for (let i = 0; i < FEATURE_COUNT; i++) {
        const sum = parts.reduce((total, part) => total + (part[i] ?? 0), 0)
        expect(joined[i]).toBe(sum - (ends[0]?.[i] ?? 0) - (ends[1]?.[i] ?? 0))
      }
    }),
  )
})

test('vectors have length 64 but for rounding', () => {
  fc.assert(
    fc.property(text, (words) => {
      const sums = sketch(words.join(' '))
      fc.pre(sums.some((sum) => sum !== 0))
      const length = Math.hypot(...quantise(sums))
      expect(Math.abs(length - FEATURE_NORM)).toBeLessThanOrEqual(Math.sqrt(FEATURE_COUNT) / 2)
    }),
  )
})

test('texts on one subject point the same way, others do not', () => {
  const cosine = (a: string, b: string): number => {
    const [u, v] = [quantise(sketch(a)), quantise(sketch(b))]
    return u.reduce((sum, value, i) => sum + value * (v[i] ?? 0), 0) / FEATURE_NORM ** 2
  }
  const card = 'my card was declined at the shop and the app shows no reason for it'
  expect(
    cosine(card, 'my card was declined at the airport and the app shows no message for it'),
  ).toBeGreaterThan(0.7)
  expect(
    Math.abs(cosine(card, 'write python code which sorts numbers quickly using recursion')),
  ).toBeLessThan(0.5)
})
