import { type Digester, mix32, TAG } from './digest.ts'
import type { WordStream } from './words.ts'

/** Most template tokens of one request. */
export const TEMPLATE_LIMIT = 32
const SHINGLE = 5
const WINDOW = 8
/** A fixed run of this many words inside one region is sure to leave a token. */
export const GUARANTEED_RUN = SHINGLE + WINDOW - 1
/** Words taken from each end of the system text and of the input. */
const SYSTEM_EDGE = 48
const INPUT_EDGE = 64
const ANCHOR = 4

const CANDIDATES = 256

/**
 * The template of a request: content-defined samples of five-word shingles from the two ends of the system text
 * and of the input, chosen by winnowing (Schleimer, Wilkerson and Aiken 2003, section 3: the smallest hash of
 * every window of 8), so that a fixed instruction gives the same tokens whatever stands before or after it.
 * Three anchors are always kept: the input's first four words, its last four, and the whole system text. When
 * there are more than 32, the samples with the smallest hashes stay; the guarantee holds before that cut.
 */
export interface TemplateReader {
  read(system: WordStream, input: WordStream): number[]
}

export function createTemplateReader(digester: Digester): TemplateReader {
  // Candidates ascending by hash, with where their shingle begins: in the system text, or (negative) the input.
  const hashes = new Uint32Array(CANDIDATES)
  const places = new Int32Array(CANDIDATES)
  const shingles = new Uint32Array(2 * INPUT_EDGE)
  let found = 0

  const keep = (hash: number, place: number): void => {
    let slot = found
    while (slot > 0 && (hashes[slot - 1] ?? 0) >= hash) slot--
    if (slot < found && hashes[slot] === hash) return
    if (found < CANDIDATES) found++
    else if (slot === CANDIDATES) return
    hashes.copyWithin(slot + 1, slot, found - 1)
    places.copyWithin(slot + 1, slot, found - 1)
    hashes[slot] = hash
    places[slot] = place
  }

  const winnow = (words: Uint32Array, from: number, to: number, isInput: boolean): void => {
    const count = to - from - SHINGLE + 1
    if (count <= 0) return
    for (let index = 0; index < count; index++) shingles[index] = shingleHash(words, from + index)
    const window = Math.min(WINDOW, count)
    let best = -1
    for (let end = window - 1; end < count; end++) {
      const begin = end - window + 1
      const last = best
      if (best < begin) {
        best = begin
        for (let index = begin + 1; index <= end; index++) {
          if ((shingles[index] ?? 0) <= (shingles[best] ?? 0)) best = index
        }
      } else if ((shingles[end] ?? 0) <= (shingles[best] ?? 0)) {
        best = end
      }
      if (best !== last) keep(shingles[best] ?? 0, isInput ? -1 - from - best : from + best)
    }
  }

  const ends = (words: WordStream, edge: number, isInput: boolean): void => {
    if (words.count <= 2 * edge) {
      winnow(words.masked, 0, words.count, isInput)
      return
    }
    winnow(words.masked, 0, edge, isInput)
    winnow(words.masked, words.count - edge, words.count, isInput)
  }

  return {
    read(system, input) {
      found = 0
      ends(system, SYSTEM_EDGE, false)
      ends(input, INPUT_EDGE, true)
      const tokens: number[] = []
      if (system.count > 0) {
        insert(tokens, digestWords(digester, TAG.system, system.masked, 0, system.count))
      }
      if (input.count >= ANCHOR) {
        insert(tokens, digestWords(digester, TAG.head, input.masked, 0, ANCHOR))
        insert(tokens, digestWords(digester, TAG.tail, input.masked, input.count - ANCHOR, ANCHOR))
      }
      for (let index = 0; index < found && tokens.length < TEMPLATE_LIMIT; index++) {
        const place = places[index] ?? 0
        const words = place < 0 ? input.masked : system.masked
        insert(tokens, digestWords(digester, TAG.shingle, words, place < 0 ? -1 - place : place, SHINGLE))
      }
      return tokens
    },
  }
}

/**
 * Which shingles are taken depends on this alone, and it has no key: every installation samples the same places of
 * a text, so that what is found does not depend on the key. What is stored is their keyed digest.
 */
function shingleHash(words: Uint32Array, at: number): number {
  let hash = Math.imul(words[at] ?? 0, 0x9e3779b1)
  hash = Math.imul(hash ^ (words[at + 1] ?? 0), 0x85ebca77)
  hash = Math.imul(hash ^ (hash >>> 15) ^ (words[at + 2] ?? 0), 0xc2b2ae3d)
  hash = Math.imul(hash ^ (words[at + 3] ?? 0), 0x27d4eb2f)
  return mix32(hash ^ (hash >>> 15) ^ (words[at + 4] ?? 0)) >>> 0
}

function digestWords(
  digester: Digester,
  tag: typeof TAG.shingle | typeof TAG.head | typeof TAG.tail | typeof TAG.system,
  words: Uint32Array,
  from: number,
  count: number,
): number {
  const message = digester.message(count)
  for (let index = 0; index < count; index++) message[index + 1] = words[from + index] ?? 0
  return digester.digest(tag, count)
}

/** Keeps `tokens` ascending and distinct. */
function insert(tokens: number[], token: number): void {
  let slot = tokens.length
  while (slot > 0 && (tokens[slot - 1] ?? 0) > token) slot--
  if (slot > 0 && tokens[slot - 1] === token) return
  tokens.push(token)
  for (let index = tokens.length - 1; index > slot; index--) tokens[index] = tokens[index - 1] ?? 0
  tokens[slot] = token
}
