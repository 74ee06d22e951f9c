import { CUES } from '../cues.ts'
import type { Prompt } from './corpora.ts'
import { expand } from './grammar.ts'
import { STYLE_BOOKS, type StyleBook } from './phrases/styles/index.ts'
import { type Topic, WORD_BOOKS, type WordBook } from './phrases/words/index.ts'
import type { Random } from './random.ts'
import { bodyIn, type StyleKey } from './styles.ts'

export type WordBooks = Readonly<Record<string, WordBook>>

/** Share of ordinary requests whose verb is one of a cue's. */
const FOREIGN_ACT = 0.35

/** Every language as often as any other, English as often as three. */
function languagesOf(books: WordBooks): string[] {
  return Object.keys(books).flatMap((language) =>
    language === 'en' ? [language, language, language] : [language],
  )
}

/** One instruction out of the words of a language drawn at random, with its body. */
export function wordedRequest(
  books: WordBooks,
  key: StyleKey,
  bodies: readonly Prompt[],
  random: Random,
): { instruction: string; body: string } {
  const language = random.pick(languagesOf(books))
  const book = books[language]
  const manners = STYLE_BOOKS[language]
  if (book === undefined || manners === undefined) throw new RangeError(`no books for ${language}`)
  return { instruction: instructionOf(book, manners, key, random), body: bodyIn(language, bodies, random) }
}

function instructionOf(book: WordBook, manners: StyleBook, key: StyleKey, random: Random): string {
  const topic = book.topics[key]
  const pieces = Array.from({ length: random.pick([1, 1, 1, 2, 2, 3]) }, () =>
    random.chance(0.3) ? random.pick(topic.alone) : demand(book, manners, topic, key, random),
  )
  if (random.chance(0.25)) pieces.push(random.pick(manners.rules))
  if (random.chance(0.2)) pieces.unshift(random.pick(manners.roles))
  return pieces.map((piece) => expand(piece, random)).join(random.pick([' ', ' ', '\n']))
}

function demand(book: WordBook, manners: StyleBook, topic: Topic, key: StyleKey, random: Random): string {
  const thing = random.pick(topic.things)
  if (random.chance(0.15)) {
    const companion = random.pick(manners.companions)
    return random
      .pick(manners.frames)
      .replace('{1}', () => thing)
      .replace('{2}', () => companion)
  }
  const act = random.pick(actsFor(book, topic, key, random))
  const parts = random.chance(0.85) ? [act, thing] : [thing, act]
  if (random.chance(0.6)) parts.splice(random.chance(0.85) ? 2 : 0, 0, random.pick(topic.manners))
  const plain = random.chance(0.15) ? `${parts.join(' ')}, ${random.pick(topic.things)}` : parts.join(' ')
  if (random.chance(0.25)) return random.pick(book.courtesies).replace('{}', () => plain)
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}.`
}

function actsFor(book: WordBook, topic: Topic, key: StyleKey, random: Random): readonly string[] {
  return key === 'ordinary' && random.chance(FOREIGN_ACT)
    ? book.topics[random.pick(CUES).id].acts
    : topic.acts
}

/** Every fifth thing and sentence of every cue set aside, of verbs and manners none. */
export function splitWords(keep: (index: number) => boolean): { learnt: WordBooks; left: WordBooks } {
  const part = (wanted: (index: number) => boolean): WordBooks =>
    Object.fromEntries(
      Object.entries(WORD_BOOKS).map(([language, book]) => {
        const topicOf = (topic: Topic): Topic => ({
          ...topic,
          things: topic.things.filter((_, index) => wanted(index)),
          alone: topic.alone.filter((_, index) => wanted(index)),
        })
        const cues = Object.fromEntries(CUES.map(({ id }) => [id, topicOf(book.topics[id])]))
        return [language, { ...book, topics: { ...book.topics, ...cues } }]
      }),
    )
  return { learnt: part(keep), left: part((index) => !keep(index)) }
}
