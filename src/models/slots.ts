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

/** The slot of nothing: its weights are 0. */
export const NO_SLOT = 0
/** In which call a slot was last met. */
const met = new Uint32Array(SLOT_COUNT)
let call = 0

/** `slot` when this call meets it for the first time. */
function once(slot: number): number {
  if (met[slot] === call) return NO_SLOT
  met[slot] = call
  return slot
}

/**
 * Writes the slots of the words [from, to) of a stream to `slots`, three for each word; what is met
 * again counts once, for articles and refrains of a long text must not add up to a cue.
 */
export function readSlots(stream: WordStream, from: number, to: number, slots: Uint16Array): void {
  const { hashes } = stream
  call = (call + 1) >>> 0
  if (call === 0) {
    met.fill(0)
    call = 1
  }
  let before = 0
  let beforeThat = 0
  let at = 0
  for (let index = from; index < to; index++) {
    const word = hashes[index] ?? 0
    slots[at] = once(word >>> SHIFT)
    slots[at + 1] = index > from ? once(mix32(Math.imul(before, PAIR) + word) >>> SHIFT) : NO_SLOT
    slots[at + 2] = index > from + 1 ? once(mix32(Math.imul(beforeThat, SKIP) + word) >>> SHIFT) : NO_SLOT
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
