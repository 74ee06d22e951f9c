import { mix32 } from './digest.ts'
import type { WordStream } from './words.ts'

export const FEATURE_COUNT = 64
/** Length of every feature vector, but for the rounding of its entries to integers. */
export const FEATURE_NORM = 64
const BIGRAM = 0x9e3779b1

/**
 * Signed counts of an input's words and word pairs in 64 buckets (a count sketch; Weinberger et al. 2009,
 * "Feature hashing"), which keeps inner products in expectation. Unkeyed, so that distributions of different
 * installations can be compared. The counts of two texts add up, but for the pair at the seam.
 */
export function countSketch(input: WordStream, sums: Int32Array): void {
  const { hashes, count } = input
  sums.fill(0)
  let previous = 0
  for (let index = 0; index < count; index++) {
    const word = hashes[index] ?? 0
    const bucket = word & 63
    sums[bucket] = (sums[bucket] ?? 0) + ((word & 64) === 0 ? 1 : -1)
    if (index > 0) {
      const pair = mix32(Math.imul(previous, BIGRAM) + word)
      const place = pair & 63
      sums[place] = (sums[place] ?? 0) + ((pair & 64) === 0 ? 1 : -1)
    }
    previous = word
  }
}

/** The sketch scaled to a length of 64 and rounded, so that sums over requests stay exact integers. */
export function quantise(sums: Int32Array): Int8Array {
  let squares = 0
  for (let index = 0; index < FEATURE_COUNT; index++) squares += (sums[index] ?? 0) ** 2
  const features = new Int8Array(FEATURE_COUNT)
  if (squares === 0) return features
  const scale = FEATURE_NORM / Math.sqrt(squares)
  for (let index = 0; index < FEATURE_COUNT; index++) features[index] = Math.round((sums[index] ?? 0) * scale)
  return features
}
