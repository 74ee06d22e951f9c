import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTruncated } from './truncated-json.ts'

test.each([
  ['[{"role":"user","content":"Expl', [{ role: 'user', content: 'Expl' }]],
  ['[{"role":"user","content":"a\\', [{ role: 'user', content: 'a' }]],
  ['[{"role":"user","content":"a\\\\', [{ role: 'user', content: 'a\\' }]],
  ['[{"role":"user","content":"a\\u00', [{ role: 'user', content: 'a' }]],
  ['[{"role":"user","content":"a"},{"ro', [{ role: 'user', content: 'a' }, {}]],
  ['[{"role":"user","content":', [{ role: 'user' }]],
  ['[{"role":"user",', [{ role: 'user' }]],
  ['[{"a":[1,2],"b":{"c":"d"', [{ a: [1, 2], b: { c: 'd' } }]],
  ['[]', []],
  ['no JSON', undefined],
])('%j', (text, expected) => {
  expect(parseTruncated(text)).toEqual(expected)
})

/** What chat messages are made of: texts, however wild, and lists of parts. */
const messages = fc.array(
  fc.record({
    role: fc.constantFrom('user', 'assistant'),
    content: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.record({ text: fc.string() }), { maxLength: 3 }),
    ),
  }),
  { minLength: 1, maxLength: 4 },
)

test('messages cut anywhere behind their beginning are messages, the first ones untouched', () => {
  fc.assert(
    fc.property(messages, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
      const text = JSON.stringify(list)
      const cut = Math.max(2, Math.floor(text.length * share))
      const parsed = parseTruncated(text.slice(0, cut))
      if (!Array.isArray(parsed)) throw new Error(`${text.slice(0, cut)} gave ${JSON.stringify(parsed)}`)
      expect(parsed.length).toBeLessThanOrEqual(list.length)
      expect(parsed.slice(0, -1)).toEqual(list.slice(0, Math.max(0, parsed.length - 1)))
      if (cut === text.length) expect(parsed).toEqual(list)
    }),
  )
})
