import { mix32, type WordStream } from '../fingerprint/index.ts'

/** Slots of the weight table: words, word pairs, and pairs with one word between them share them by hash. */
export const SLOT_BITS = 15
export const SLOT_COUNT = 1 << SLOT_BITS
/** Features that one word brings: itself, with the word before it, with the word before that. */
export const SLOTS_PER_WORD = 3
/** Words read from each end of a text. */
export const EDGE = 96
const SHIFT = 32 - SLOT_BITS
const PAIR = 0x9e3779b1
const SKIP = 0x85ebca77

/**
 * Writes the slots of the words [from, to) of a stream to `slots`, three for each word; a pair that would reach
 * over `from` falls back to the word's own slot.
 */
export function readSlots(stream: WordStream, from: number, to: number, slots: Uint16Array): void {
  const { hashes } = stream
  let before = 0
  let beforeThat = 0
  let at = 0
  for (let index = from; index < to; index++) {
    const word = hashes[index] ?? 0
    const own = word >>> SHIFT
    slots[at] = own
    slots[at + 1] = index > from ? mix32(Math.imul(before, PAIR) + word) >>> SHIFT : own
    slots[at + 2] = index > from + 1 ? mix32(Math.imul(beforeThat, SKIP) + word) >>> SHIFT : own
    at += SLOTS_PER_WORD
    beforeThat = before
    before = word
  }
}

/** The parts of a text that cues look at: all of it when short, else its two ends. */
export function partsOf(stream: WordStream): readonly (readonly [from: number, to: number])[] {
  const { count } = stream
  if (count === 0) return []
  if (count <= 2 * EDGE) return [[0, count]]
  return [
    [0, EDGE],
    [count - EDGE, count],
  ]
}
