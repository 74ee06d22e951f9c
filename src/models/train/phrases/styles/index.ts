import { AR } from './ar.ts'
import { DE } from './de.ts'
import { EN } from './en.ts'
import { ES } from './es.ts'
import { FR } from './fr.ts'
import { HI } from './hi.ts'
import { IT } from './it.ts'
import { JA } from './ja.ts'
import { KO } from './ko.ts'
import { PT } from './pt.ts'
import { RU } from './ru.ts'
import type { StyleBook } from './style-book.ts'
import { ZH } from './zh.ts'

export type { Style, StyleBook } from './style-book.ts'

/** By language. */
export const STYLE_BOOKS: Readonly<Record<string, StyleBook>> = {
  en: EN,
  de: DE,
  es: ES,
  fr: FR,
  ja: JA,
  pt: PT,
  ru: RU,
  zh: ZH,
  ar: AR,
  hi: HI,
  it: IT,
  ko: KO,
}
