import type { RequestStreams, WordStream } from '../fingerprint/index.ts'
import { CUE_COUNT } from './cues.ts'
import { EDGE, NO_SLOT, partsOf, readSlots, SLOT_COUNT, SLOTS_PER_WORD } from './slots.ts'

/** A logistic model per cue over one table of hashed features. */
export interface CueModel {
  /** Lengths in words of the looks: a prompt scores as much as its best run of one of these lengths. */
  readonly windows: readonly number[]
  /** `weights[slot * CUE_COUNT + cue]`, in units of `scales[cue]`. */
  readonly weights: Int8Array
  readonly scales: readonly number[]
  readonly biases: readonly number[]
}

export type CueScorer = (streams: RequestStreams) => Uint8Array

/** Log-odds of every cue; the array is overwritten by the next call. Minus infinity without words. */
export type LogitScorer = (streams: RequestStreams) => Float64Array

/** The packed sums of a window are fields of 16 bits with a sign. */
const LARGEST_SUM = 0x7fff
const LANES = CUE_COUNT / 2

/** A function from the words of a request to one probability per cue, 0 to 255; see `createLogitScorer`. */
export function createCueScorer(model: CueModel): CueScorer {
  const logits = createLogitScorer(model)
  return (streams) => Uint8Array.from(logits(streams), (logit) => Math.round(255 / (1 + Math.exp(-logit))))
}

/**
 * A function from the words of a request to the log-odds of each cue. The request's score is that of the
 * window of words that fits a cue best, wherever it stands in the system text or at the ends of the input, so
 * that a long body cannot drown a short instruction (max pooling, as in multiple-instance learning).
 */
export function createLogitScorer(model: CueModel): LogitScorer {
  const longest = Math.max(...model.windows)
  const heaviest = model.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)
  if (longest * SLOTS_PER_WORD * heaviest > LARGEST_SUM) {
    throw new RangeError('the sum over a window of that many words overflows')
  }
  // Two cues share an integer: one addition serves both. A borrow from the low half is undone on reading.
  const packed = new Int32Array(SLOT_COUNT * LANES)
  for (let slot = 0; slot < SLOT_COUNT; slot++) {
    for (let lane = 0; lane < LANES; lane++) {
      const low = model.weights[slot * CUE_COUNT + 2 * lane] ?? 0
      const high = model.weights[slot * CUE_COUNT + 2 * lane + 1] ?? 0
      packed[slot * LANES + lane] = ((high << 16) + low) | 0
    }
  }
  const slots = new Uint16Array(2 * EDGE * SLOTS_PER_WORD)
  const sums = new Int32Array((2 * EDGE + 1) * LANES)
  const best = new Int32Array(CUE_COUNT)

  const look = (stream: WordStream, from: number, to: number): void => {
    const count = to - from
    readSlots(stream, from, to, slots)
    addUp(packed, slots, count, sums)
    for (let lane = 0; lane < LANES; lane++) {
      for (const window of model.windows) {
        if (window <= count) raise(best, lane, sums, window, count)
      }
      if (count < longest) raise(best, lane, sums, count, count)
    }
  }

  const logits = new Float64Array(CUE_COUNT)
  return ({ system, input }) => {
    if (system.count + input.count === 0) return logits.fill(Number.NEGATIVE_INFINITY)
    best.fill(-0x8000)
    for (const [from, to] of partsOf(system)) look(system, from, to)
    for (const [from, to] of partsOf(input)) look(input, from, to)
    for (let cue = 0; cue < CUE_COUNT; cue++) {
      logits[cue] = (best[cue] ?? 0) * (model.scales[cue] ?? 0) + (model.biases[cue] ?? 0)
    }
    return logits
  }
}

/** Running sums of all lanes: the sums of the first n words stand at n * LANES. */
function addUp(packed: Int32Array, slots: Uint16Array, count: number, sums: Int32Array): void {
  let first = 0
  let second = 0
  let third = 0
  let to = LANES
  for (let at = 0; at < count * SLOTS_PER_WORD; at += SLOTS_PER_WORD) {
    for (let index = at; index < at + SLOTS_PER_WORD; index++) {
      const slot = slots[index] ?? NO_SLOT
      if (slot === NO_SLOT) continue
      const from = slot * LANES
      first = (first + (packed[from] ?? 0)) | 0
      second = (second + (packed[from + 1] ?? 0)) | 0
      third = (third + (packed[from + 2] ?? 0)) | 0
    }
    sums[to] = first
    sums[to + 1] = second
    sums[to + 2] = third
    to += LANES
  }
}

/** Raises the best sums of a lane's two cues to those of their best window. */
function raise(best: Int32Array, lane: number, sums: Int32Array, window: number, count: number): void {
  let bestLow = best[2 * lane] ?? 0
  let bestHigh = best[2 * lane + 1] ?? 0
  const behind = window * LANES
  for (let end = behind + lane; end <= count * LANES + lane; end += LANES) {
    const both = ((sums[end] ?? 0) - (sums[end - behind] ?? 0)) | 0
    const low = (both << 16) >> 16
    const high = (both - low) >> 16
    if (low > bestLow) bestLow = low
    if (high > bestHigh) bestHigh = high
  }
  best[2 * lane] = bestLow
  best[2 * lane + 1] = bestHigh
}
