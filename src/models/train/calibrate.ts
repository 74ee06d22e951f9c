import { createWordStream, readWords } from '../../fingerprint/index.ts'
import { CUE_COUNT, CUES } from '../cues.ts'
import { type CueModel, createLogitScorer } from '../score.ts'
import type { Prompt } from './corpora.ts'
import type { Example, PhraseBook } from './examples.ts'
import { quantile } from './metrics.ts'

/** Share of ordinary prompts that must not score above one half. */
const HALF = 0.995
/** What the median ordinary prompt scores. */
const MEDIAN_LOGIT = -Math.log(49)
const FOLD = 5

/** Every fifth phrase is set aside. */
export function isLearnt(index: number): boolean {
  return index % FOLD !== 2
}

export function splitPhrases(book: PhraseBook): { learnt: PhraseBook; left: PhraseBook } {
  const part = (keep: (index: number) => boolean): PhraseBook => ({
    reasoning: book.reasoning.filter((_, index) => keep(index)),
    hidden_reasoning: book.hidden_reasoning.filter((_, index) => keep(index)),
    grading: book.grading.filter((_, index) => keep(index)),
    synthesis: book.synthesis.filter((_, index) => keep(index)),
    rewriting: book.rewriting.filter((_, index) => keep(index)),
    agentic: book.agentic.filter((_, index) => keep(index)),
  })
  return { learnt: part(isLearnt), left: part((index) => !isLearnt(index)) }
}

/** Logits of prompts, one row each. */
export function logitsOf(model: CueModel, prompts: readonly Prompt[]): Float64Array[] {
  const score = createLogitScorer(model)
  const streams = { system: createWordStream(), input: createWordStream() }
  return prompts.map(({ system, text }) => {
    readWords(system, streams.system)
    readWords(text, streams.input)
    return Float64Array.from(score(streams))
  })
}

/**
 * Gives scores one meaning for all cues, by `groups`: corpora of ordinary prompts that the model was not trained
 * on. One half is what only one in 200 of them exceeds, 0.02 their median, each as the mean over the corpora.
 * Returns the factor and the shift of each cue's logit.
 */
export function calibration(
  model: CueModel,
  groups: readonly (readonly Example[])[],
): { slopes: number[]; shifts: number[] } {
  const scored = groups.map((examples) => ({ examples, rows: logitsOf(model, examples) }))
  const slopes: number[] = []
  const shifts: number[] = []
  for (let cue = 0; cue < CUE_COUNT; cue++) {
    const logits = scored.map(({ examples, rows }) =>
      rows.filter((_, index) => examples[index]?.labels[cue] === 0).map((row) => row[cue] ?? 0),
    )
    const half = mean(logits.map((values) => quantile(values, HALF)))
    const median = mean(logits.map((values) => quantile(values, 0.5)))
    const slope = MEDIAN_LOGIT / Math.min(median - half, -1e-3)
    slopes.push(slope)
    shifts.push(-slope * half)
  }
  return { slopes, shifts }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

export function recalibrate(model: CueModel, slopes: readonly number[], shifts: readonly number[]): CueModel {
  return {
    ...model,
    scales: CUES.map((_, cue) => (model.scales[cue] ?? 0) * (slopes[cue] ?? 1)),
    biases: CUES.map((_, cue) => (model.biases[cue] ?? 0) * (slopes[cue] ?? 1) + (shifts[cue] ?? 0)),
  }
}
