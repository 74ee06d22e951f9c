/** What a UTF-16 code unit does to the word it stands in. */
export const KIND = {
  separator: 0,
  letter: 1,
  digit: 2,
  /** A word of its own: ideographs, kana, hangul syllables, and scripts written without spaces. */
  single: 3,
  /** Invisible inside words: joiners, soft hyphens, variation selectors. */
  ignored: 4,
  /** A letter or digit in disguise (full-width, decomposed): the text has to be normalised first. */
  disguised: 5,
  /** Ends a sentence. */
  stop: 6,
  surrogate: 7,
} as const

/** Scripts, and letters that give a language away. */
export const SCRIPT = {
  other: 0,
  han: 1,
  kana: 2,
  hangul: 3,
  cyrillic: 4,
  arabic: 5,
  devanagari: 6,
  thai: 7,
  greek: 8,
  hebrew: 9,
  vietnamese: 10,
  polish: 11,
  turkish: 12,
  ukrainian: 13,
  persian: 14,
} as const
export const SCRIPT_COUNT = 15

export interface CharacterTables {
  /** KIND of every code unit. */
  readonly kinds: Uint8Array
  /** Lower case of every code unit. */
  readonly lower: Uint16Array
  /** SCRIPT of every code unit. */
  readonly scripts: Uint8Array
}

/** Lower case of an ASCII letter or digit; 0 for everything else. */
export const ASCII_WORD: Uint8Array = new Uint8Array(128)
for (let code = 48; code <= 57; code++) ASCII_WORD[code] = code
for (let code = 97; code <= 122; code++) {
  ASCII_WORD[code] = code
  ASCII_WORD[code - 32] = code
}

const SINGLE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u
// Latin, Greek and Cyrillic combining marks, conjoining jamo, half-width and full-width letters and digits.
const DISGUISED = /^[\u0300-\u036f\u1100-\u11ff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f]$/
const IGNORED = '\u00ad\u200b\u200c\u200d\u2060\ufeff'
const STOPS = '。！？；．।॥؟۔…\u2028\u2029\u0085'
const WORDLIKE = /^[\p{L}\p{M}]$/u
const NUMBER = /^\p{Nd}$/u

function scriptOf(character: string): number {
  if (/^[ăđơưẠ-ỹ]$/iu.test(character)) return SCRIPT.vietnamese
  if (/^[ąęłńśźż]$/iu.test(character)) return SCRIPT.polish
  if (/^[ğışİ]$/u.test(character)) return SCRIPT.turkish
  if (/^[іїєґ]$/iu.test(character)) return SCRIPT.ukrainian
  if (/^[پچژگ]$/u.test(character)) return SCRIPT.persian
  if (/^\p{Script=Han}$/u.test(character)) return SCRIPT.han
  if (/^[\p{Script=Hiragana}\p{Script=Katakana}]$/u.test(character)) return SCRIPT.kana
  if (/^\p{Script=Hangul}$/u.test(character)) return SCRIPT.hangul
  if (/^\p{Script=Cyrillic}$/u.test(character)) return SCRIPT.cyrillic
  if (/^\p{Script=Arabic}$/u.test(character)) return SCRIPT.arabic
  if (/^\p{Script=Devanagari}$/u.test(character)) return SCRIPT.devanagari
  if (/^\p{Script=Thai}$/u.test(character)) return SCRIPT.thai
  if (/^\p{Script=Greek}$/u.test(character)) return SCRIPT.greek
  if (/^\p{Script=Hebrew}$/u.test(character)) return SCRIPT.hebrew
  return SCRIPT.other
}

function kindOf(character: string): number {
  if (IGNORED.includes(character) || /^\p{Variation_Selector}$/u.test(character)) return KIND.ignored
  if (DISGUISED.test(character)) return KIND.disguised
  if (STOPS.includes(character)) return KIND.stop
  if (NUMBER.test(character)) return KIND.digit
  if (!WORDLIKE.test(character)) return KIND.separator
  return SINGLE.test(character) ? KIND.single : KIND.letter
}

let tables: CharacterTables | undefined

/** The tables of the basic multilingual plane. Made at the first text that is not ASCII (some tens of ms). */
export function characterTables(): CharacterTables {
  if (tables) return tables
  const kinds = new Uint8Array(65536)
  const lower = new Uint16Array(65536)
  const scripts = new Uint8Array(65536)
  for (let code = 128; code < 65536; code++) {
    if (code >= 0xd800 && code <= 0xdfff) {
      kinds[code] = KIND.surrogate
      continue
    }
    const character = String.fromCharCode(code)
    const kind = kindOf(character)
    kinds[code] = kind
    lower[code] = code
    if (kind !== KIND.letter && kind !== KIND.single) continue
    lower[code] = character.toLowerCase().charCodeAt(0)
    scripts[code] = scriptOf(character)
  }
  tables = { kinds, lower, scripts }
  return tables
}
