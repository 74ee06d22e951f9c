import { type Digester, TAG, type Tag } from './digest.ts'
import type { WordStream } from './words.ts'

const SEGMENT_LIMIT = 3
const SEGMENT_WORDS = 8

/** Digest of all words with their digits; 0 if there are none. Case, punctuation and spacing do not matter. */
export function bodyDigest(digester: Digester, input: WordStream): number {
  return input.count === 0 ? 0 : digestExactly(digester, TAG.body, input, 0, input.count)
}

/**
 * Digests of the input's longest sentences or lines, of at least eight words; longest first, of equals the
 * earlier first. They find one corpus item inside different wrappings.
 */
export function segmentDigests(digester: Digester, input: WordStream): number[] {
  const { starts, count } = input
  const from = [0, 0, 0]
  const size = [0, 0, 0]
  let begin = 0
  for (let index = 1; index <= count; index++) {
    if (index < count && starts[index] === 0) continue
    const words = index - begin
    if (words >= SEGMENT_WORDS && words > (size[SEGMENT_LIMIT - 1] ?? 0)) {
      let slot = SEGMENT_LIMIT - 1
      for (; slot > 0 && words > (size[slot - 1] ?? 0); slot--) {
        size[slot] = size[slot - 1] ?? 0
        from[slot] = from[slot - 1] ?? 0
      }
      size[slot] = words
      from[slot] = begin
    }
    begin = index
  }
  const digests: number[] = []
  for (let slot = 0; slot < SEGMENT_LIMIT; slot++) {
    const words = size[slot] ?? 0
    if (words === 0) break
    const digest = digestExactly(digester, TAG.segment, input, from[slot] ?? 0, words)
    if (!digests.includes(digest)) digests.push(digest)
  }
  return digests
}

/** Both hashes of a word go in: the masked one brings the key, the plain one the digits. */
function digestExactly(
  digester: Digester,
  tag: Tag,
  stream: WordStream,
  from: number,
  count: number,
): number {
  const { hashes, masked } = stream
  const message = digester.message(2 * count)
  for (let index = 0; index < count; index++) {
    message[2 * index + 1] = masked[from + index] ?? 0
    message[2 * index + 2] = hashes[from + index] ?? 0
  }
  return digester.digest(tag, 2 * count)
}
