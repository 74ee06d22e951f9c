import { CUES, type CueId } from '../cues.ts'
import type { Prompt } from './corpora.ts'
import { expand } from './grammar.ts'
import { STYLE_BOOKS, type Style, type StyleBook } from './phrases/styles/index.ts'
import type { Random } from './random.ts'

export type StyleKey = CueId | 'ordinary'

/** Forms around whole instructions; they say nothing of what is asked. */
const WRAPPERS = [
  '# Task\n{}',
  '## Instructions\n\n{}\n',
  '<instructions>\n{}\n</instructions>',
  '<task>{}</task>',
  '{"instruction": "{}"}',
  '{"system": "{}", "temperature": 0}',
  'task: >\n  {}',
  'prompt: "{}"',
  '# {}',
  '/* {} */',
  '[SYSTEM] {}',
  '"""{}"""',
  '1) {}',
  '- {}',
  '**{}**',
  '> {}',
] as const

/** Every language as often as any other, English as often as six. */
const LANGUAGES: readonly string[] = Object.keys(STYLE_BOOKS).flatMap((language) =>
  language === 'en' ? Array.from({ length: 6 }, () => language) : [language],
)

export type StyleBooks = Readonly<Record<string, StyleBook>>

/** One instruction with its body, in a language drawn at random. */
export function styledRequest(
  books: StyleBooks,
  key: StyleKey,
  bodies: readonly Prompt[],
  random: Random,
): { instruction: string; body: string } {
  const language = random.pick(LANGUAGES)
  const book = books[language]
  if (book === undefined) throw new RangeError(`no style book for ${language}`)
  return { instruction: styledInstruction(book, key, random), body: bodyIn(language, bodies, random) }
}

/** A body for an instruction in `language`: of a corpus, or ordinary text of that language. */
export function bodyIn(language: string, bodies: readonly Prompt[], random: Random): string {
  const book = STYLE_BOOKS[language]
  if (book === undefined) throw new RangeError(`no style book for ${language}`)
  const corpusShare = language === 'en' ? 0.7 : 0.2
  return bodies.length > 0 && random.chance(corpusShare)
    ? random.pick(bodies).text
    : ordinaryText(book, random.pick([1, 1, 2, 3, 12]), random)
}

function styledInstruction(book: StyleBook, key: StyleKey, random: Random): string {
  const style = book.styles[key]
  const asPart = style.parts.length > 0 && random.chance(0.5)
  const pieces = asPart ? [framed(book, style, random)] : sentences(style, random)
  if (random.chance(0.35)) pieces.push(random.pick(book.rules))
  if (random.chance(0.15)) pieces.push(random.pick(book.rules))
  if (random.chance(0.25)) pieces.unshift(random.pick(book.roles))
  const text = pieces.map((piece) => expand(piece, random)).join(random.pick([' ', ' ', '\n']))
  return random.chance(0.3) ? random.pick(WRAPPERS).replace('{}', () => text) : text
}

function framed(book: StyleBook, style: Style, random: Random): string {
  const part = random.pick(style.parts)
  const companion = random.pick(book.companions)
  return random
    .pick(book.frames)
    .replace('{1}', () => part)
    .replace('{2}', () => companion)
}

function sentences(style: Style, random: Random): string[] {
  const first = random.pick(style.full)
  return random.chance(0.3) ? [first, random.pick(style.full)] : [first]
}

/** Ordinary statements, with a question at one end. */
export function ordinaryText(book: StyleBook, length: number, random: Random): string {
  const pieces = Array.from({ length: random.below(length) }, () => random.pick(book.facts))
  pieces.splice(random.chance(0.5) ? 0 : pieces.length, 0, random.pick(book.asks))
  const text = pieces.map((piece) => expand(piece, random)).join(random.pick([' ', '\n']))
  return random.chance(0.6) ? blur(text, random) : text
}

const BLURRED_SHARE = 0.6
const IDEOGRAPHS = 0x4e00
const IDEOGRAPH_COUNT = 0x51a5

/**
 * Replaces most longer words and many ideographs by ones that no grammar holds. A few statements must stand for all
 * ordinary text; left as they are, their nouns would carry the whole refusal, and any other text of the language
 * would score by its articles and prepositions.
 */
function blur(text: string, random: Random): string {
  return text.replace(/\p{Script=Han}|[\p{L}\p{M}]{4,}/gu, (word) => {
    if (!random.chance(BLURRED_SHARE)) return word
    const letters = [...word]
    if (letters.length === 1) return String.fromCodePoint(IDEOGRAPHS + random.below(IDEOGRAPH_COUNT))
    return [...random.shuffle(letters), random.pick(letters)].join('')
  })
}

/** A long text or a product's prompt of ordinary pieces, in a language drawn at random. */
export function ordinaryPrompt(books: StyleBooks, random: Random): Prompt {
  const book = books[random.pick(LANGUAGES)]
  if (book === undefined) throw new RangeError('no such style book')
  const text = ordinaryText(book, random.pick([2, 6, 20, 40]), random)
  if (!random.chance(0.5)) return { system: '', text }
  const { full } = book.styles.ordinary
  const pieces = Array.from({ length: 1 + random.below(4) }, () =>
    random.pick(random.chance(0.5) ? full : book.rules),
  )
  pieces.unshift(random.pick(book.roles))
  return { system: pieces.map((piece) => expand(piece, random)).join(random.pick([' ', '\n', '\n- '])), text }
}

/** Every fifth piece of every style set aside, of frames none. */
export function splitStyles(keep: (index: number) => boolean): { learnt: StyleBooks; left: StyleBooks } {
  const part = (wanted: (index: number) => boolean): StyleBooks =>
    Object.fromEntries(
      Object.entries(STYLE_BOOKS).map(([language, book]) => {
        const styleOf = ({ parts, full }: Style): Style => ({
          parts: parts.filter((_, index) => wanted(index)),
          full: full.filter((_, index) => wanted(index)),
        })
        const styles = {
          ...book.styles,
          ...Object.fromEntries(CUES.map(({ id }) => [id, styleOf(book.styles[id])])),
        }
        return [language, { ...book, styles }]
      }),
    )
  return { learnt: part(keep), left: part((index) => !keep(index)) }
}
