import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unwrapJson } from './chat.ts'
import { parseExact } from './exact-json.ts'

test('integers that a number cannot hold are strings of their digits, wherever they stand', () => {
  const long = '1234567890123456789'
  expect(parseExact(`{"a":${long},"b":[ -${long},${long}],"c":{"d": ${long}\n}}`)).toEqual({
    a: long,
    b: [`-${long}`, long],
    c: { d: long },
  })
  expect(parseExact(`[9007199254740991,9007199254740992]`)).toEqual([9007199254740991, '9007199254740992'])
  expect(unwrapJson(`{"id":${long}}`)).toEqual({ id: long })
})

test('fractions, exponents and strings are what they are', () => {
  const numbers = '[1234567890123456789.5,1234567890123456789e2,0.12345678901234567]'
  expect(parseExact(numbers)).toEqual(JSON.parse(numbers))
  const text = 'said \\":12345678901234567890, [12345678901234567890] \\\\'
  expect(parseExact(`{"t":"${text}","n":12345678901234567890}`)).toEqual({
    t: JSON.parse(`"${text}"`),
    n: '12345678901234567890',
  })
})

test('what is no JSON stays none', () => {
  for (const text of ['{"a":01234567890123456789}', '{"a":"1,12345678901234567890', '[12345678901234567890'])
    expect(() => parseExact(text), text).toThrow(SyntaxError)
})

test('any integers between any strings keep their digits, and everything else reads as JSON.parse reads it', () => {
  const value = fc.oneof(
    fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }),
    fc.string({ unit: fc.constantFrom('"', '\\', ':', ',', '[', '1234567890123456789', 'é', ' ') }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  )
  const written = (one: unknown) => (typeof one === 'bigint' ? String(one) : JSON.stringify(one))
  const read = (one: unknown) =>
    typeof one !== 'bigint'
      ? JSON.parse(JSON.stringify(one))
      : Number.isSafeInteger(Number(one))
        ? Number(one)
        : String(one)
  fc.assert(
    fc.property(fc.array(value), fc.constantFrom(',', ', ', ' ,\n'), (values, comma) => {
      // A double of many digits is written like an integer, and is one.
      fc.pre(!values.some((one) => typeof one === 'number' && /^-?\d{16,}$/.test(JSON.stringify(one))))
      expect(parseExact(`[${values.map(written).join(comma)}]`)).toEqual(values.map(read))
    }),
  )
})
