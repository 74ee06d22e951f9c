import { Random } from '../random.ts'
import { DE } from './de.ts'
import { CODE } from './english/code.ts'
import { LIFE } from './english/life.ts'
import { STUDY } from './english/study.ts'
import { WORDS } from './english/words.ts'
import { WORK } from './english/work.ts'
import { WRITING } from './english/writing.ts'
import { ES } from './es.ts'
import { FR } from './fr.ts'
import { Grammar } from './grammar.ts'
import { JA } from './ja.ts'
import type { Language } from './languages.ts'
import type { CorpusPack, PackPrompt } from './pack.ts'
import { PT } from './pt.ts'
import { RU } from './ru.ts'
import { ZH } from './zh.ts'

export const DOMAINS = ['code', 'writing', 'work', 'study', 'life'] as const
export type Domain = (typeof DOMAINS)[number]

/** What can be swept: a numbered collection of prompts. */
export const CORPORA = ['maths', 'exam', 'trivia', 'code', 'instructions', 'business'] as const
export type CorpusName = (typeof CORPORA)[number]

export interface Item {
  readonly text: string
  readonly language: Language
}

export interface Corpus {
  readonly name: string
  /** The item of that number, always the same text; there is no last one. */
  readonly at: (index: number) => Item
}

const GRAMMARS: Record<Language, Grammar> = {
  en: new Grammar(CODE, LIFE, STUDY, WORDS, WORK, WRITING),
  zh: new Grammar(ZH),
  es: new Grammar(ES),
  de: new Grammar(DE),
  fr: new Grammar(FR),
  ja: new Grammar(JA),
  ru: new Grammar(RU),
  pt: new Grammar(PT),
}

const SWEPT: Record<CorpusName, readonly string[]> = {
  maths: ['maths'],
  exam: ['exam', 'ask.study'],
  trivia: ['trivia'],
  code: ['ask.code'],
  instructions: ['ask.writing', 'ask.work', 'ask.study', 'ask.life'],
  business: ['ask.work'],
}

/** Share of ordinary prompts taken from the data pack where there is one. */
const PACK_SHARE = 0.6

/** Where all words come from: grammars of our own, and the data pack where it is present. */
export class TextSource {
  readonly #pack: CorpusPack | undefined

  constructor(pack?: CorpusPack) {
    this.#pack = pack
  }

  /** What an ordinary user asks. */
  ask(language: Language, domain: Domain, random: Random): string {
    if (this.#pack && random.chance(PACK_SHARE)) {
      const prompt = this.#pack.ordinary(language, random)
      if (prompt) return prompt.text
    }
    return GRAMMARS[language].expand(`ask.${domain}`, random)
  }

  follow(language: Language, random: Random): string {
    return GRAMMARS[language].expand('follow', random)
  }

  /** Running text of about `length` characters, as people paste it. */
  document(language: Language, random: Random, length: number): string {
    return this.#grow(GRAMMARS[language], 'sentence', language, random, Math.min(length, 12_000))
  }

  /** A model's answer of about `length` characters. */
  answer(language: Language, domain: Domain, random: Random, length: number): string {
    const grammar = GRAMMARS[language]
    const rule = domain === 'code' && grammar.has('say.code') ? 'say.code' : 'say'
    return this.#grow(grammar, rule, language, random, Math.min(length, 12_000))
  }

  /** A rule of a language's grammar, for whoever composes its own texts from them. */
  expand(language: Language, rule: string, random: Random): string {
    return GRAMMARS[language].expand(rule, random)
  }

  /**
   * A corpus to sweep. The edition `public` is the same for everybody in every scenario; any other edition
   * belongs to whoever names it.
   */
  corpus(name: CorpusName, language: Language, edition: string): Corpus {
    const grammar = GRAMMARS[language]
    const rules = SWEPT[name].filter((rule) => grammar.has(rule))
    const listed: readonly PackPrompt[] =
      this.#pack?.sweep(name, language, edition === 'public' ? 'evaluation' : 'harvest') ?? []
    const offset = edition === 'public' ? 0 : new Random(edition).int(0, Math.max(0, listed.length - 1))
    return {
      name: `${name}/${language}/${edition}`,
      at: (index) => {
        const prompt = index < listed.length ? listed[(index + offset) % listed.length] : undefined
        if (prompt) return { text: prompt.text, language }
        const random = new Random(name, language, edition, index)
        return { text: this.#item(grammar, random.pick(rules), language, random), language }
      },
    }
  }

  /** Short items get a sentence or two of circumstances, so that no two are equal by chance. */
  #item(grammar: Grammar, rule: string, language: Language, random: Random): string {
    let text = grammar.expand(rule, random)
    const dense = language === 'zh' || language === 'ja'
    while (text.length < (dense ? 70 : 170)) {
      const more = grammar.expand('sentence', random)
      text = random.chance(0.6) ? `${more}${dense ? '' : ' '}${text}` : `${text}\n${more}`
    }
    return text
  }

  #grow(grammar: Grammar, rule: string, language: Language, random: Random, length: number): string {
    const space = language === 'zh' || language === 'ja' ? '' : ' '
    const goal = space === '' ? length / 2.4 : length
    let text = grammar.expand(rule, random)
    while (text.length < goal) {
      text += (random.chance(0.18) ? '\n\n' : space) + grammar.expand(rule, random)
    }
    return text
  }
}
