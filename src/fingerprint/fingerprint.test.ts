import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFingerprinter, type Fingerprint, TEMPLATE_LIMIT } from './index.ts'
import { GUARANTEED_RUN } from './template.ts'

const SECRET = new Uint8Array(32).fill(7)
const fingerprint = createFingerprinter(SECRET)

const word = fc
  .array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), { minLength: 2, maxLength: 9 })
  .map((letters) => letters.join(''))
const words = (minLength: number, maxLength: number) => fc.array(word, { minLength, maxLength })
const shared = (left: Fingerprint, right: Fingerprint): number[] =>
  left.template.filter((token) => right.template.includes(token))

describe('template', () => {
  test('a fixed run of twelve words leaves the same token whatever its neighbours', () => {
    fc.assert(
      fc.property(
        words(GUARANTEED_RUN, 20),
        words(0, 12),
        words(0, 12),
        words(0, 12),
        words(0, 12),
        (run, a, b, c, d) => {
          const one = fingerprint({ input_text: [...a, ...run, ...b].join(' ') })
          const other = fingerprint({ input_text: [...c, ...run, ...d].join(' ') })
          return shared(one, other).length > 0
        },
      ),
    )
  })

  test('an instruction at the head, the tail or in the system text survives long slots', () => {
    fc.assert(
      fc.property(words(14, 40), words(80, 400), words(80, 400), (run, slot, otherSlot) => {
        const text = run.join(' ')
        const [a, b] = [slot.join(' '), otherSlot.join(' ')]
        expect(
          shared(fingerprint({ input_text: `${text} ${a}` }), fingerprint({ input_text: `${text} ${b}` }))
            .length,
        ).toBeGreaterThan(1)
        expect(
          shared(fingerprint({ input_text: `${a} ${text}` }), fingerprint({ input_text: `${b} ${text}` }))
            .length,
        ).toBeGreaterThan(1)
        expect(
          shared(
            fingerprint({ system_text: text, input_text: a }),
            fingerprint({ system_text: text, input_text: b }),
          ).length,
        ).toBeGreaterThan(1)
      }),
      // Above 32 tokens the guarantee is only very likely, hence the fixed seed.
      { numRuns: 100, seed: 1 },
    )
  })

  test('tokens are distinct, ascending, positive safe integers, and few', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 900 }), words(0, 300), (system, input) => {
        const { template, segments, body } = fingerprint({ system_text: system, input_text: input.join(' ') })
        expect(template.length).toBeLessThanOrEqual(TEMPLATE_LIMIT)
        expect(template).toEqual([...new Set(template)].sort((x, y) => x - y))
        for (const token of [...template, ...segments]) {
          expect(Number.isSafeInteger(token) && token > 0 && token < 2 ** 52).toBe(true)
        }
        expect(Number.isSafeInteger(body)).toBe(true)
      }),
    )
  })

  test('numbers may change inside a template, but not inside a body', () => {
    const text = (n: number) =>
      `Ticket ${n}: please summarise the following complaint in ${n % 9} short sentences for our agent`
    const [a, b] = [fingerprint({ input_text: text(1234) }), fingerprint({ input_text: text(98) })]
    expect(a.template).toEqual(b.template)
    expect(a.body).not.toBe(b.body)
    expect(a.segments).not.toEqual(b.segments)
  })

  test('anchors survive when there are too many samples', () => {
    const long = (from: number) =>
      Array.from(
        { length: 200 },
        (_, i) => `w${String.fromCharCode(97 + (i % 26))}${'z'.repeat((i + from) % 40)}`,
      ).join(' ')
    const one = fingerprint({
      system_text: long(0),
      input_text: `alpha beta gamma delta ${long(3)} one two three four`,
    })
    const same = fingerprint({ input_text: 'alpha beta gamma delta elsewhere one two three four' })
    const system = fingerprint({ system_text: long(0) })
    expect(one.template).toHaveLength(TEMPLATE_LIMIT)
    expect(shared(one, same)).toHaveLength(2)
    expect(shared(one, system).length).toBeGreaterThan(0)
  })

  test('two secrets give unrelated tokens', () => {
    const other = createFingerprinter(new Uint8Array(32).fill(8))
    fc.assert(
      fc.property(words(20, 80), (text) => {
        const texts = { system_text: text.join(' '), input_text: `${text.join(' ')}.` }
        const [a, b] = [fingerprint(texts), other(texts)]
        expect(shared(a, b)).toEqual([])
        expect(a.segments.filter((segment) => b.segments.includes(segment))).toEqual([])
        expect(a.body).not.toBe(b.body)
        expect(a.features).toEqual(b.features)
      }),
    )
    expect(() => createFingerprinter(new Uint8Array(8))).toThrowError(/16/)
  })
})

describe('body and segments', () => {
  test('case, punctuation, spacing and letter forms do not matter', () => {
    const a = fingerprint({ input_text: 'Résumé: the QUICK brown fox — jumps, over the lazy dog!' })
    const b = fingerprint({
      input_text: 're\u0301sume\u0301 the quick\n\nbrown ｆｏｘ jumps over\u200b the lazy dog',
    })
    expect(a.body).toBe(b.body)
    expect(a.words).toBe(10)
  })

  test('a long sentence is found again inside another wrapping', () => {
    const item =
      'A train leaves the station at 9:15 and travels 140 miles at 35 miles per hour before it stops.'
    const a = fingerprint({ input_text: `Solve this.\n${item}\nThanks` })
    const b = fingerprint({ input_text: `You are a careful tutor. Think first! ${item} Now answer.` })
    expect(a.segments).toHaveLength(1)
    expect(b.segments).toEqual(a.segments)
  })

  test('short inputs have no segments, absent inputs nothing at all', () => {
    expect(fingerprint({ input_text: 'hello there' }).segments).toEqual([])
    expect(fingerprint({})).toEqual({
      template: [],
      segments: [],
      body: 0,
      features: new Int8Array(0),
      language: '',
      words: 0,
    })
  })

  test('is deterministic, whatever came before', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, text) => {
        const first = createFingerprinter(SECRET)({ input_text: text })
        fingerprint({ system_text: before, input_text: before.repeat(9) })
        expect(fingerprint({ input_text: text })).toEqual(first)
      }),
    )
  })
})

test('streams hold the words of the last request', () => {
  fingerprint({ system_text: 'one two', input_text: 'three four five' })
  expect([fingerprint.streams.system.count, fingerprint.streams.input.count]).toEqual([2, 3])
  fingerprint({ input_text: '[REDACTED]' })
  expect([fingerprint.streams.system.count, fingerprint.streams.input.count]).toEqual([0, 0])
})

test('the language of an answer stands in for a missing prompt', () => {
  const output_text = 'Bitte geben Sie mir noch ein paar Tage, weil ich auf die Antwort der Bank warte.'
  expect(fingerprint({ input_text: 'redacted-by-litellm', output_text }).language).toBe('de')
})
