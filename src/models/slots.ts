import { mix32, type WordStream } from '../fingerprint/index.ts'

/** Slots of the weight table: words, stems, pairs, and pairs with one word between them share them by hash. */
export const SLOT_BITS = 16
export const SLOT_COUNT = 1 << SLOT_BITS
/** Features that one word brings: itself, its stem, the stem with that of the word before it, and of the one before that. */
export const SLOTS_PER_WORD = 4
/** Words read from each end of a text. */
export const EDGE = 96
const SHIFT = 32 - SLOT_BITS
const PAIR = 0x9e3779b1
const SKIP = 0x85ebca77

/** The slot of nothing: its weights are 0. */
export const NO_SLOT = 0
/** In which call a slot was last met. One byte each, so that it stays in the processor's cache. */
const met = new Uint8Array(SLOT_COUNT)
const CALLS = 255
let call = 0

/** `slot` when this call meets it for the first time. */
function once(slot: number): number {
  if (met[slot] === call) return NO_SLOT
  met[slot] = call
  return slot
}

/**
 * Writes the slots of the words [from, to) of a stream to `slots`, four for each word; what is met
 * again counts once, for articles and refrains of a long text must not add up to a cue. Pairs are of stems, so
 * that what is learnt of one form of a word holds for its other forms.
 */
export function readSlots(stream: WordStream, from: number, to: number, slots: Uint16Array): void {
  const { hashes, stems } = stream
  call++
  if (call > CALLS) {
    met.fill(0)
    call = 1
  }
  let before = 0
  let beforeThat = 0
  let at = 0
  for (let index = from; index < to; index++) {
    const word = hashes[index] ?? 0
    const start = stems[index] ?? 0
    const stem = start === 0 ? word : mix32(start)
    slots[at] = once(word >>> SHIFT)
    slots[at + 1] = start === 0 ? NO_SLOT : once(stem >>> SHIFT)
    slots[at + 2] = index > from ? once(mix32(Math.imul(before, PAIR) + stem) >>> SHIFT) : NO_SLOT
    slots[at + 3] = index > from + 1 ? once(mix32(Math.imul(beforeThat, SKIP) + stem) >>> SHIFT) : NO_SLOT
    at += SLOTS_PER_WORD
    beforeThat = before
    before = stem
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
