import type { Exemplar } from '../record/index.ts'

/** A text cut into what all have and what each fills in. */
export interface SlottedText {
  readonly account_id: string
  readonly time: number
  readonly parts: readonly TextPart[]
}

export interface TextPart {
  readonly text: string
  readonly slot: boolean
}

export interface Template {
  /** The texts that follow it, the clearest first, with their own fillings. */
  readonly texts: readonly SlottedText[]
  /** How many texts there were to learn it from. */
  readonly of: number
}

/** Fewer equal words in a row are chance. */
const SHORTEST_RUN = 4
/** Texts that share so many words in a row follow one instruction. */
const TELLING_RUN = 8
/** A word is fixed if so many of the texts have it in place. */
const FIXED = 0.8
const FEWEST_TEXTS = 3
/** A wording of a smaller part of the texts may be a sentence that happens to come again. */
const LEAST_PART = 0.12
/** Words of a text that are compared. */
const MOST_WORDS = 600
/** Wordings that are worth showing. */
const MOST_TEMPLATES = 3

interface Words {
  readonly exemplar: Exemplar
  /** In lower case, for comparison. */
  readonly words: readonly string[]
  /** Where each word begins and ends in the text. */
  readonly spans: readonly (readonly [number, number])[]
}

/**
 * What is fixed in a group's kept texts and what changes. Texts that share a long run of words follow one wording;
 * within these, runs that nearly all have in the same order are the template and what lies between are its slots, by
 * longest equal runs (Ratcliff & Obershelp 1988). Pools change their wording, so there may be several.
 * @returns the wordings that most texts follow first; none where no three texts follow one
 */
export function templatesOf(exemplars: readonly Exemplar[]): Template[] {
  let rest = exemplars
    .filter(({ on_instruction }) => on_instruction !== false)
    .map(cutIntoWords)
    .filter(({ words }) => words.length >= TELLING_RUN)
  const found: Template[] = []
  while (found.length < MOST_TEMPLATES) {
    const cluster = largestCluster(rest)
    if (cluster.length < Math.max(FEWEST_TEXTS, LEAST_PART * exemplars.length)) break
    found.push({ texts: slottedTexts(cluster), of: exemplars.length })
    rest = rest.filter((one) => !cluster.includes(one))
  }
  return found
}

/** The texts with the run of words that most of them have. */
function largestCluster(all: readonly Words[]): Words[] {
  const holders = new Map<string, Words[]>()
  for (const one of all) {
    for (const run of new Set(runsOf(one))) {
      const known = holders.get(run)
      if (known) known.push(one)
      else holders.set(run, [one])
    }
  }
  let best: Words[] = []
  for (const some of holders.values()) if (some.length > best.length) best = some
  return best
}

function runsOf({ words }: Words): string[] {
  return words.slice(0, 1 - TELLING_RUN).map((_, at) => words.slice(at, at + TELLING_RUN).join(' '))
}

/** The texts of one wording, each cut into what all have and what it fills in. */
function slottedTexts([seed, ...others]: readonly Words[]): SlottedText[] {
  if (!seed) return []
  const alignments = others.map((one) => ({ one, runs: equalRuns(seed.words, one.words) }))
  const votes = new Uint16Array(seed.words.length)
  for (const { runs } of alignments)
    for (const { a, length } of runs) for (let at = a; at < a + length; at++) votes[at] = (votes[at] ?? 0) + 1
  const fixed = Array.from(votes, (count) => count >= FIXED * alignments.length)
  return [
    slotted(seed, fixed),
    ...alignments.map(({ one, runs }) => {
      const own = new Array<boolean>(one.words.length).fill(false)
      for (const { a, b, length } of runs)
        for (let at = 0; at < length; at++) if (fixed[a + at]) own[b + at] = true
      return slotted(one, own)
    }),
  ]
}

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'word' })

function cutIntoWords(exemplar: Exemplar): Words {
  const words: string[] = []
  const spans: [number, number][] = []
  for (const { segment, index, isWordLike } of SEGMENTER.segment(exemplar.text)) {
    if (!isWordLike) continue
    words.push(segment.toLowerCase())
    spans.push([index, index + segment.length])
    if (words.length === MOST_WORDS) break
  }
  return { exemplar, words, spans }
}

interface Run {
  readonly a: number
  readonly b: number
  readonly length: number
}

/** Equal runs of both, in order: the longest, then the longest before and after it, as long as they are long enough. */
function equalRuns(one: readonly string[], other: readonly string[]): Run[] {
  const found: Run[] = []
  const pending = [{ a: 0, aEnd: one.length, b: 0, bEnd: other.length }]
  for (let range = pending.pop(); range; range = pending.pop()) {
    const run = longest(one, other, range)
    if (run.length < SHORTEST_RUN) continue
    found.push(run)
    pending.push(
      { ...range, aEnd: run.a, bEnd: run.b },
      { ...range, a: run.a + run.length, b: run.b + run.length },
    )
  }
  return found
}

function longest(
  one: readonly string[],
  other: readonly string[],
  { a, aEnd, b, bEnd }: { a: number; aEnd: number; b: number; bEnd: number },
): Run {
  let best: Run = { a, b, length: 0 }
  let before = new Uint16Array(bEnd - b + 1)
  for (let i = a; i < aEnd; i++) {
    const now = new Uint16Array(bEnd - b + 1)
    for (let j = b; j < bEnd; j++) {
      if (one[i] !== other[j]) continue
      const length = (before[j - b] ?? 0) + 1
      now[j - b + 1] = length
      if (length > best.length) best = { a: i - length + 1, b: j - length + 1, length }
    }
    before = now
  }
  return best
}

/** The text in parts; what stands between two words goes with the fixed ones if both are fixed. */
function slotted({ exemplar, spans }: Words, fixed: readonly boolean[]): SlottedText {
  const { text, account_id, time } = exemplar
  const parts: { text: string; slot: boolean }[] = []
  const add = (piece: string, slot: boolean): void => {
    const last = parts.at(-1)
    if (piece === '') return
    if (last && last.slot === slot) last.text += piece
    else parts.push({ text: piece, slot })
  }
  let at = 0
  spans.forEach(([start, end], index) => {
    const isSlot = fixed[index] !== true
    // White space and punctuation about a slot are the template's.
    add(text.slice(at, start), isSlot && parts.at(-1)?.slot === true)
    add(text.slice(start, end), isSlot)
    at = end
  })
  add(text.slice(at), parts.at(-1)?.slot === true && text.slice(at).trim() !== '')
  return { account_id, time, parts }
}
