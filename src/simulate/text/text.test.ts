import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Random } from '../random.ts'
import { Grammar } from './grammar.ts'
import { drawInstruction, TASKS } from './instructions.ts'
import { LANGUAGES } from './languages.ts'
import { CorpusPack } from './pack.ts'
import { reply } from './replies.ts'
import { CORPORA, DOMAINS, TextSource } from './source.ts'

describe('grammar', () => {
  test('expands rules and ranges', () => {
    const grammar = new Grammar({ a: ['{b} and {3-3}'], b: ['x{y}'], y: ['y'] })
    expect(grammar.expand('a', new Random(1))).toBe('xy and 3')
  })
  test('names a missing rule at once', () => {
    expect(() => new Grammar({ a: ['{nothing}'] })).toThrow(/nothing/)
  })
})

describe.each(LANGUAGES)('text in %s', (language) => {
  const text = new TextSource()

  test('asks, follows, answers and instructs without gaps', () => {
    const random = new Random(language)
    for (let at = 0; at < 200; at++) {
      const said = [
        text.follow(language, random),
        text.document(language, random, 300),
        ...DOMAINS.map((domain) => text.ask(language, domain, random)),
        ...DOMAINS.map((domain) => text.answer(language, domain, random, 300)),
        ...TASKS.map((task) => drawInstruction(task, language, random).text),
        ...TASKS.map((task) => reply(text, task, language, random)),
      ]
      for (const words of said) expect(words.trim()).not.toBe('')
      for (const words of said.slice(0, 2 + DOMAINS.length)) expect(words).not.toMatch(/\{[a-z.]+\}/)
    }
  })

  test.each(TASKS)('authors who never met word %s differently', (task) => {
    const texts = Array.from(
      { length: 60 },
      (_, at) => drawInstruction(task, language, new Random(task, at)).text,
    )
    expect(new Set(texts).size).toBeGreaterThan(50)
  })

  test.each(CORPORA)('sweeps %s without repeating itself by chance', (name) => {
    const corpus = text.corpus(name, language, 'own')
    const items = Array.from({ length: 1500 }, (_, at) => corpus.at(at).text)
    expect(corpus.at(7).text).toBe(items[7])
    expect(new Set(items).size / items.length).toBeGreaterThan(0.99)
  })
})

test('own editions of a corpus have little in common', () => {
  const text = new TextSource()
  const sweep = (edition: string) =>
    Array.from({ length: 1000 }, (_, at) => text.corpus('maths', 'en', edition).at(at).text)
  const first = new Set(sweep('one'))
  expect(sweep('two').filter((item) => first.has(item)).length).toBeLessThan(5)
})

test('an instruction stands where it is put and does not change', () => {
  const random = new Random(3)
  const head = drawInstruction('grading', 'en', random, 'head')
  const tail = drawInstruction('grading', 'en', random, 'tail')
  const system = drawInstruction('grading', 'en', random, 'system')
  expect(head.apply('BODY', random).input.startsWith(head.text)).toBe(true)
  expect(tail.apply('BODY', random).input.endsWith(tail.text)).toBe(true)
  expect(system.apply('BODY', random)).toMatchObject({ system: system.text })
  expect(system.apply('BODY', random).input).toContain('BODY')
})

const folder = process.env.STILLWATCH_CORPUS ?? ''

describe.skipIf(!existsSync(join(folder, 'catalog.json')))('with the data pack', () => {
  test('evaluators sweep public suites, harvests sweep what harvests have swept', () => {
    const text = new TextSource(new CorpusPack(folder))
    const grammar = new TextSource()
    const publicMaths = text.corpus('maths', 'en', 'public')
    expect(publicMaths.at(3).text).not.toBe(grammar.corpus('maths', 'en', 'public').at(3).text)
    expect(text.corpus('maths', 'en', 'own').at(0).text).not.toBe(publicMaths.at(0).text)
    expect(publicMaths.at(10_000_000).text).toBe(grammar.corpus('maths', 'en', 'public').at(10_000_000).text)
  })
})
