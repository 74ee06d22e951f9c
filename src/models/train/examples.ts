import { CUE_COUNT, CUES, type CueId } from '../cues.ts'
import type { Prompt } from './corpora.ts'
import { expand } from './grammar.ts'
import { AGENTIC } from './phrases/agentic.ts'
import { BENIGN_SYSTEM, BODIES, HARD_BENIGN } from './phrases/benign.ts'
import { GRADING } from './phrases/grading.ts'
import { HIDDEN_REASONING } from './phrases/hidden-reasoning.ts'
import { PLAIN } from './phrases/plain.ts'
import { REASONING } from './phrases/reasoning.ts'
import { REWRITING } from './phrases/rewriting.ts'
import { SYNTHESIS } from './phrases/synthesis.ts'
import type { Random } from './random.ts'
import { ordinaryPrompt, type StyleBooks, styledRequest } from './styles.ts'
import { type WordBooks, wordedRequest } from './words.ts'

export interface Example extends Prompt {
  /** One label per cue: 1 asked for, 0 not, -1 not to be learnt from. */
  readonly labels: Int8Array
}

export type PhraseBook = Readonly<Record<CueId, readonly string[]>>

export const PHRASES: PhraseBook = {
  reasoning: [...REASONING, ...PLAIN.reasoning],
  hidden_reasoning: [...HIDDEN_REASONING, ...PLAIN.hidden_reasoning],
  grading: [...GRADING, ...PLAIN.grading],
  synthesis: [...SYNTHESIS, ...PLAIN.synthesis],
  rewriting: [...REWRITING, ...PLAIN.rewriting],
  agentic: [...AGENTIC, ...PLAIN.agentic],
}

/** Cues that often ask for another one as well: there the other is neither present nor absent. */
const OVERLAPS: Readonly<Record<CueId, readonly CueId[]>> = {
  reasoning: [],
  hidden_reasoning: ['reasoning'],
  grading: ['reasoning'],
  synthesis: ['rewriting', 'reasoning'],
  rewriting: ['synthesis'],
  agentic: ['reasoning'],
}

/** Ordinary prompts that do ask for something like a cue: no examples of its absence. */
const SEEMS: readonly (RegExp | undefined)[] = [
  /step[- ]by[- ]step|chain of thought|reasoning|show your work|逐步|一步一步/i,
  /thinking process|internal (thoughts|reasoning)|chain of thought/i,
  /\b(rubric|evaluate|grade|scor(e|ing)|rate (the|each|this))\b|on a scale|打分|评分/i,
  /\b(generate|create|write|come up with)\b.{0,60}\b(prompts?|questions|instructions|dataset|synthetic)|提示词/i,
  /\b(rewrite|rephrase|paraphrase|censor)/i,
  /\b(tools?|agent|function call|observation|shell|terminal)\b/i,
]

const SEPARATORS = [
  '\n\n',
  '\n',
  ' ',
  '\n\n---\n\n',
  '\n\nInput:\n',
  '\n\n### Input:\n',
  '\n\nText: ',
  '\n\n"""\n',
]

/** A prompt in which `instruction` stands where harvests and products put instructions. */
export function compose(instruction: string, body: string, random: Random): Prompt {
  const separator = random.pick(SEPARATORS)
  const system = random.chance(0.35) ? expand(random.pick(BENIGN_SYSTEM), random) : ''
  switch (random.below(7)) {
    case 0:
    case 1:
      return { system: [system, instruction].filter(Boolean).join(random.pick([' ', '\n'])), text: body }
    case 2:
    case 3:
      return { system, text: `${instruction}${separator}${body}` }
    case 4:
    case 5:
      return { system, text: `${body}${random.pick(['\n\n', '\n', ' '])}${instruction}` }
    default:
      return { system, text: instruction }
  }
}

function labelsFor(cue: CueId): Int8Array {
  const labels = new Int8Array(CUE_COUNT)
  for (const [index, { id }] of CUES.entries()) {
    if (id === cue) labels[index] = 1
    else if (OVERLAPS[cue].includes(id)) labels[index] = -1
  }
  return labels
}

/** Examples of every cue, `perCue` each: one or two phrases around a body. */
export function positiveExamples(
  book: PhraseBook,
  bodies: readonly Prompt[],
  perCue: number,
  random: Random,
): Example[] {
  const examples: Example[] = []
  for (const { id } of CUES) {
    for (let index = 0; index < perCue; index++) {
      const first = random.below(book[id].length)
      const phrases = [book[id][first] ?? '']
      // Neighbours in the list are mostly of one language.
      if (random.chance(0.4)) phrases.push(book[id][(first + 1) % book[id].length] ?? '')
      const instruction = phrases.map((phrase) => expand(phrase, random)).join(random.pick([' ', '\n']))
      examples.push({ ...compose(instruction, bodyText(bodies, random), random), labels: labelsFor(id) })
    }
  }
  return examples
}

function bodyText(bodies: readonly Prompt[], random: Random): string {
  return bodies.length > 0 && random.chance(0.7)
    ? random.pick(bodies).text
    : expand(random.pick(BODIES), random)
}

/** Ordinary requests made by grammar: hard ones, plain ones, with and without a product's system text. */
export function grammarNegatives(bodies: readonly Prompt[], count: number, random: Random): Example[] {
  const labels = new Int8Array(CUE_COUNT)
  return Array.from({ length: count }, () => {
    const hard = expand(random.pick(HARD_BENIGN), random)
    const prompt = random.chance(0.3)
      ? { system: expand(random.pick(BENIGN_SYSTEM), random), text: expand(random.pick(BODIES), random) }
      : compose(hard, bodyText(bodies, random), random)
    return { ...prompt, labels }
  })
}

/** Prompts of benign corpora, half of them under an ordinary system text. */
export function corpusNegatives(prompts: readonly Prompt[], random: Random): Example[] {
  return prompts.map(({ system, text }) => {
    const labels = Int8Array.from(SEEMS, (pattern) => (pattern?.test(text) || pattern?.test(system) ? -1 : 0))
    const above = system === '' && random.chance(0.4) ? expand(random.pick(BENIGN_SYSTEM), random) : system
    return { system: above, text, labels }
  })
}

/** Examples of every cue, `perCue` each, in the manners of the style books. */
export function styledPositives(
  books: StyleBooks,
  bodies: readonly Prompt[],
  perCue: number,
  random: Random,
): Example[] {
  return CUES.flatMap(({ id }) =>
    Array.from({ length: perCue }, () => {
      const { instruction, body } = styledRequest(books, id, bodies, random)
      return { ...compose(instruction, body, random), labels: labelsFor(id) }
    }),
  )
}

/** Ordinary work asked for in the same manners, long texts, and products' prompts. */
export function styledNegatives(
  books: StyleBooks,
  bodies: readonly Prompt[],
  count: number,
  random: Random,
): Example[] {
  const labels = new Int8Array(CUE_COUNT)
  return Array.from({ length: count }, () => {
    if (random.chance(0.4)) return { ...ordinaryPrompt(books, random), labels }
    const { instruction, body } = styledRequest(books, 'ordinary', bodies, random)
    return { ...compose(instruction, body, random), labels }
  })
}

/** Examples of every cue, `perCue` each, and `ordinary` ones of none, in the words of the word books. */
export function wordedExamples(
  books: WordBooks,
  bodies: readonly Prompt[],
  perCue: number,
  ordinary: number,
  random: Random,
): Example[] {
  const one = (key: CueId | 'ordinary', labels: Int8Array): Example => {
    const { instruction, body } = wordedRequest(books, key, bodies, random)
    return { ...compose(instruction, body, random), labels }
  }
  const none = new Int8Array(CUE_COUNT)
  return [
    ...CUES.flatMap(({ id }) => Array.from({ length: perCue }, () => one(id, labelsFor(id)))),
    ...Array.from({ length: ordinary }, () => one('ordinary', none)),
  ]
}
