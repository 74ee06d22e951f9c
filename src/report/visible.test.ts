import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shorten, visible, visibleText } from './visible.ts'

test('acting characters are named, others stay', () => {
  expect(visible('acct_ä漢🙂')).toBe('acct_ä漢🙂')
  expect(visible('a\u202eb\u001b[31m\u0000')).toBe('a⟨U+202E⟩b⟨U+001B⟩[31m⟨U+0000⟩')
  expect(visible('x\ud800y')).toBe('x⟨U+D800⟩y')
  expect(visibleText('one\r\ntwo\tthree\u2028')).toBe('one\ntwo\tthree⟨U+2028⟩')
})

test('nothing that acts is left of any string', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      expect(visibleText(text).replace(/[\n\t\u200c\u200d]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
      expect([...shorten(text, 12)].length).toBeLessThanOrEqual(12)
    }),
  )
})
