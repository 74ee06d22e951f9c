import type { Random } from '../random.ts'

export const LANGUAGES = ['en', 'zh', 'es', 'de', 'fr', 'ja', 'ru', 'pt'] as const
export type Language = (typeof LANGUAGES)[number]

const SHARES: readonly (readonly [Language, number])[] = [
  ['en', 54],
  ['zh', 10],
  ['es', 9],
  ['de', 6],
  ['fr', 6],
  ['ja', 6],
  ['pt', 5],
  ['ru', 4],
]

/** Where speakers live: hours east of UTC, and countries as an account may name them. */
const HOMES: Record<Language, readonly (readonly [zone: number, country: string])[]> = {
  en: [
    [-8, 'US'],
    [-5, 'US'],
    [-6, 'US'],
    [0, 'GB'],
    [5.5, 'IN'],
    [10, 'AU'],
    [-5, 'CA'],
    [8, 'SG'],
  ],
  zh: [
    [8, 'CN'],
    [8, 'TW'],
    [8, 'SG'],
    [-8, 'US'],
    [8, 'HK'],
  ],
  es: [
    [1, 'ES'],
    [-6, 'MX'],
    [-3, 'AR'],
    [-5, 'CO'],
  ],
  de: [
    [1, 'DE'],
    [1, 'AT'],
    [1, 'CH'],
  ],
  fr: [
    [1, 'FR'],
    [1, 'BE'],
    [-5, 'CA'],
  ],
  ja: [[9, 'JP']],
  ru: [
    [3, 'RU'],
    [5, 'KZ'],
    [1, 'RS'],
  ],
  pt: [
    [-3, 'BR'],
    [0, 'PT'],
  ],
}

export function drawLanguage(random: Random): Language {
  return random.weighted(SHARES)
}

export function drawHome(language: Language, random: Random): { zone: number; country: string } {
  const [zone, country] = random.pick(HOMES[language])
  return { zone, country }
}

/** Rough tokens of a text: four characters each in alphabetic scripts, fewer in Chinese and Japanese. */
export function countTokens(text: string, language: Language): number {
  const characters = language === 'zh' || language === 'ja' ? 1.5 : language === 'ru' ? 3.1 : 4.1
  return Math.ceil(text.length / characters)
}
