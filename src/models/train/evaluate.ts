import { CUES, type CueId } from '../cues.ts'
import type { CueModel } from '../score.ts'
import { logitsOf } from './calibrate.ts'
import { HELD_OUT_CORPORA, type Prompt, readAgentPrompts, readCorpus } from './corpora.ts'
import { compose, type Example } from './examples.ts'
import { expand } from './grammar.ts'
import { areaUnderCurve, quantile, shareAbove } from './metrics.ts'
import { BODIES } from './phrases/benign.ts'
import { HELD_OUT_BENIGN, HELD_OUT_POSITIVE } from './phrases/held-out.ts'
import { HELD_OUT_EVERYDAY, HELD_OUT_EVERYDAY_BENIGN } from './phrases/held-out-everyday.ts'
import { HELD_OUT_BENIGN_STYLES, HELD_OUT_STYLES } from './phrases/held-out-styles.ts'
import { createRandom, type Random } from './random.ts'

/** Most prompts of one corpus that are scored. */
const PER_CORPUS = 2000
const PLACINGS = 20

export interface CueMetrics {
  readonly cue: string
  /** Chance that a held-out positive scores above a held-out negative. */
  readonly auc: number
  /** Share of held-out positives above the score that 1 % of held-out negatives reach. */
  readonly tpr_at_fpr_1_percent: number
  /** Share of held-out positives above one half. */
  readonly recall_at_half: number
}

export interface Evaluation {
  readonly cues: readonly CueMetrics[]
  /** Share of each held-out corpus that scores above one half, per cue. */
  readonly false_positives: Readonly<Record<string, readonly number[]>>
  readonly negatives: number
  /** Recall at 1 % false positives on manners of writing that were set aside, per cue and language. */
  readonly unseen_manners: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** The same on everyday wording that was set aside. */
  readonly unseen_wording: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Share of everyday ordinary requests above one half, per language and cue. */
  readonly everyday_false_positives: Readonly<Record<string, readonly number[]>>
  /** Share of real agents' model calls whose agentic cue is above one half, where the traces are at hand. */
  readonly agent_traces: Readonly<Record<string, number>>
}

type HeldOutTexts = Readonly<Record<CueId, Readonly<Record<string, readonly string[]>>>>

/** Corpora whose system texts are agent harnesses: no examples of the cue's absence. */
const HARNESSES: readonly string[] = ['tau-bench']
const AGENTS = ['miniswe', 'magagent']

/** How a model does on phrases and prompts that were set aside before it was trained. */
export function validate(
  model: CueModel,
  positives: readonly Example[],
  ordinary: readonly Example[],
): readonly CueMetrics[] {
  const high = logitsOf(model, positives)
  const low = logitsOf(model, ordinary)
  return CUES.map(({ id }, cue) =>
    measure(
      id,
      column(
        high.filter((_, index) => positives[index]?.labels[cue] === 1),
        cue,
      ),
      column(
        low.filter((_, index) => ordinary[index]?.labels[cue] === 0),
        cue,
      ),
    ),
  )
}

/** Measures a model, as it runs, on corpora and phrasings that it was not trained on. */
export function evaluate(model: CueModel, directory: string | undefined, seed: number): Evaluation {
  const random = createRandom(seed)
  const sets = new Map<string, Prompt[]>([
    ['own phrases', HELD_OUT_BENIGN.map((text) => ({ system: '', text }))],
    ['own manners', Object.values(HELD_OUT_BENIGN_STYLES).flatMap((texts) => texts.map(alone))],
  ])
  const bodies: Prompt[] = []
  for (const name of HELD_OUT_CORPORA) {
    const prompts = random.shuffle(readCorpus(directory, name)).slice(0, PER_CORPUS)
    if (prompts.length > 0) sets.set(name, prompts)
    for (const prompt of prompts) bodies.push(prompt)
  }
  const logits = new Map([...sets].map(([name, prompts]) => [name, logitsOf(model, prompts)]))
  const negativesFor = (cue: CueId): Float64Array[] =>
    [...logits].filter(([name]) => cue !== 'agentic' || !HARNESSES.includes(name)).flatMap(([, rows]) => rows)
  const cues = CUES.map(({ id }, cue) => {
    const prompts = HELD_OUT_POSITIVE[id].flatMap((phrase) => placed(phrase, bodies, random))
    return measure(id, column(logitsOf(model, prompts), cue), column(negativesFor(id), cue))
  })
  const false_positives = Object.fromEntries(
    [...logits].map(([name, rows]) => [name, CUES.map((_, cue) => round(shareAbove(column(rows, cue), 0)))]),
  )
  const recallOf = (texts: HeldOutTexts): Record<string, Record<string, number>> =>
    Object.fromEntries(
      CUES.map(({ id }, cue) => {
        const threshold = quantile(column(negativesFor(id), cue), 0.99)
        return [id, recallByLanguage(model, cue, texts[id], threshold, bodies, random)]
      }),
    )
  const unseen_manners = recallOf(HELD_OUT_STYLES)
  const unseen_wording = recallOf(HELD_OUT_EVERYDAY)
  const everyday_false_positives = Object.fromEntries(
    Object.entries(HELD_OUT_EVERYDAY_BENIGN).map(([language, texts]) => {
      const rows = logitsOf(
        model,
        texts.flatMap((text) => placed(text, bodies, random)),
      )
      return [language, CUES.map((_, cue) => round(shareAbove(column(rows, cue), 0)))]
    }),
  )
  const agentic = CUES.findIndex(({ id }) => id === 'agentic')
  const agent_traces = Object.fromEntries(
    AGENTS.map((agent) => {
      const rows = logitsOf(model, readAgentPrompts(directory, [agent]))
      return [agent, round(shareAbove(column(rows, agentic), 0))]
    }),
  )
  const negatives = negativesFor('reasoning').length
  return {
    cues,
    false_positives,
    negatives,
    unseen_manners,
    unseen_wording,
    everyday_false_positives,
    agent_traces,
  }
}

function alone(text: string): Prompt {
  return { system: '', text }
}

/** An instruction around many bodies. */
function placed(instruction: string, bodies: readonly Prompt[], random: Random): Prompt[] {
  return Array.from({ length: PLACINGS }, () => {
    const body = bodies.length > 0 ? random.pick(bodies).text : expand(random.pick(BODIES), random)
    return compose(instruction, body, random)
  })
}

function recallByLanguage(
  model: CueModel,
  cue: number,
  texts: Readonly<Record<string, readonly string[]>>,
  threshold: number,
  bodies: readonly Prompt[],
  random: Random,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(texts).map(([language, instructions]) => {
      const prompts = instructions.flatMap((text) => placed(text, bodies, random))
      return [language, round(shareAbove(column(logitsOf(model, prompts), cue), threshold))]
    }),
  )
}

function measure(cue: string, positives: readonly number[], negatives: readonly number[]): CueMetrics {
  return {
    cue,
    auc: round(areaUnderCurve(positives, negatives)),
    tpr_at_fpr_1_percent: round(shareAbove(positives, quantile(negatives, 0.99))),
    recall_at_half: round(shareAbove(positives, 0)),
  }
}

function column(rows: readonly Float64Array[], cue: number): number[] {
  return rows.map((row) => row[cue] ?? 0)
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
