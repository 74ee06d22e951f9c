import { createWordStream, readWords } from '../../fingerprint/index.ts'
import { CUE_COUNT } from '../cues.ts'
import type { CueModel } from '../score.ts'
import { NO_SLOT, partsOf, readSlots, SLOT_COUNT, SLOTS_PER_WORD } from '../slots.ts'
import type { Example } from './examples.ts'
import type { Random } from './random.ts'

export interface LearningOptions {
  readonly epochs: number
  readonly rate: number
  /** Factor on all weights after each epoch: pulls rare features towards 0. */
  readonly decay: number
  /** Share of words left out at random, so that no single word carries a cue. */
  readonly dropout: number
  /** Loss of a missed positive against a false one. */
  readonly positiveWeight: number
  readonly windows: readonly number[]
}

/** An example as slots: the parts follow one another, `ends` are their last words' indices plus one. */
interface Encoded {
  readonly slots: Uint16Array
  readonly ends: readonly number[]
  readonly labels: Int8Array
}

function encode(examples: readonly Example[]): Encoded[] {
  const stream = createWordStream()
  return examples.map(({ system, text, labels }) => {
    const pieces: Uint16Array[] = []
    const ends: number[] = []
    let words = 0
    for (const content of [system, text]) {
      readWords(content, stream)
      for (const [from, to] of partsOf(stream)) {
        const piece = new Uint16Array((to - from) * SLOTS_PER_WORD)
        readSlots(stream, from, to, piece)
        pieces.push(piece)
        words += to - from
        ends.push(words)
      }
    }
    const slots = new Uint16Array(words * SLOTS_PER_WORD)
    let at = 0
    for (const piece of pieces) {
      slots.set(piece, at)
      at += piece.length
    }
    return { slots, ends, labels }
  })
}

/**
 * Logistic regression per cue by AdaGrad (Duchi, Hazan and Singer 2011), where an example stands for its best
 * window of words under the present weights: positives raise that window, negatives lower it.
 */
export function learn(examples: readonly Example[], options: LearningOptions, random: Random): CueModel {
  const data = encode(examples).filter(({ slots }) => slots.length > 0)
  const weights = new Float32Array(SLOT_COUNT * CUE_COUNT)
  const squares = new Float32Array(SLOT_COUNT * CUE_COUNT).fill(1e-3)
  const biases = new Float64Array(CUE_COUNT).fill(-3)
  const biasSquares = new Float64Array(CUE_COUNT).fill(1)
  const longest = data.reduce((most, { slots }) => Math.max(most, slots.length / SLOTS_PER_WORD), 0)
  const sums = new Float64Array(longest + 1)
  const kept = new Uint8Array(longest)

  const step = (example: Encoded, cue: number): void => {
    const label = example.labels[cue] ?? -1
    if (label < 0) return
    const { begin, end, score } = bestWindow(example, cue, weights, kept, sums, options.windows)
    const probability = 1 / (1 + Math.exp(-score - (biases[cue] ?? 0)))
    const gradient = (probability - label) * (label === 1 ? options.positiveWeight : 1)
    if (Math.abs(gradient) < 0.01) return
    biasSquares[cue] = (biasSquares[cue] ?? 0) + gradient * gradient
    biases[cue] = (biases[cue] ?? 0) - (options.rate * gradient) / Math.sqrt(biasSquares[cue] ?? 1)
    for (let word = begin; word < end; word++) {
      if (kept[word] === 0) continue
      for (let index = word * SLOTS_PER_WORD; index < (word + 1) * SLOTS_PER_WORD; index++) {
        const slot = example.slots[index] ?? NO_SLOT
        if (slot === NO_SLOT) continue
        const at = slot * CUE_COUNT + cue
        const square = (squares[at] ?? 0) + gradient * gradient
        squares[at] = square
        weights[at] = (weights[at] ?? 0) - (options.rate * gradient) / Math.sqrt(square)
      }
    }
  }

  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (const example of random.shuffle(data)) {
      const words = example.slots.length / SLOTS_PER_WORD
      for (let word = 0; word < words; word++) kept[word] = random.chance(options.dropout) ? 0 : 1
      for (let cue = 0; cue < CUE_COUNT; cue++) step(example, cue)
    }
    for (let index = 0; index < weights.length; index++)
      weights[index] = (weights[index] ?? 0) * options.decay
  }
  // Dropping words made the trained sums smaller than those of whole prompts.
  for (let index = 0; index < weights.length; index++) {
    weights[index] = (weights[index] ?? 0) * (1 - options.dropout)
  }
  return quantise(weights, biases, options.windows)
}

function bestWindow(
  { slots, ends }: Encoded,
  cue: number,
  weights: Float32Array,
  kept: Uint8Array,
  sums: Float64Array,
  windows: readonly number[],
): { begin: number; end: number; score: number } {
  let best = { begin: 0, end: 0, score: Number.NEGATIVE_INFINITY }
  let from = 0
  for (const to of ends) {
    sums[from] = 0
    for (let word = from; word < to; word++) {
      let sum = 0
      if (kept[word] !== 0) {
        const at = word * SLOTS_PER_WORD
        sum =
          (weights[(slots[at] ?? 0) * CUE_COUNT + cue] ?? 0) +
          (weights[(slots[at + 1] ?? 0) * CUE_COUNT + cue] ?? 0) +
          (weights[(slots[at + 2] ?? 0) * CUE_COUNT + cue] ?? 0) +
          (weights[(slots[at + 3] ?? 0) * CUE_COUNT + cue] ?? 0)
      }
      sums[word + 1] = (sums[word] ?? 0) + sum
    }
    for (const window of windows) {
      const size = Math.min(window, to - from)
      for (let end = from + size; end <= to; end++) {
        const score = (sums[end] ?? 0) - (sums[end - size] ?? 0)
        if (score > best.score) best = { begin: end - size, end, score }
      }
    }
    from = to
  }
  return best
}

/** The largest weight as a byte: 80 words of four such features still fit into 16 bits. */
const LARGEST_WEIGHT = 102

/** Weights as bytes, in units of 1/102 of the largest of their cue. */
function quantise(weights: Float32Array, biases: Float64Array, windows: readonly number[]): CueModel {
  const scales = new Array<number>(CUE_COUNT).fill(0)
  for (let index = 0; index < weights.length; index++) {
    const cue = index % CUE_COUNT
    scales[cue] = Math.max(scales[cue] ?? 0, Math.abs(weights[index] ?? 0) / LARGEST_WEIGHT)
  }
  const bytes = Int8Array.from(weights, (weight, index) =>
    Math.round(weight / (scales[index % CUE_COUNT] || 1)),
  )
  return { windows, weights: bytes, scales, biases: [...biases] }
}
