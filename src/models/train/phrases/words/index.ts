import { DE_WORDS } from './de.ts'
import { EN_WORDS } from './en.ts'
import { ES_WORDS } from './es.ts'
import { FR_WORDS } from './fr.ts'
import { PT_WORDS } from './pt.ts'
import { RU_WORDS } from './ru.ts'
import type { WordBook } from './word-book.ts'

export type { Topic, WordBook } from './word-book.ts'

/** By language; each has a style book as well. */
export const WORD_BOOKS: Readonly<Record<string, WordBook>> = {
  en: EN_WORDS,
  de: DE_WORDS,
  es: ES_WORDS,
  fr: FR_WORDS,
  pt: PT_WORDS,
  ru: RU_WORDS,
}
