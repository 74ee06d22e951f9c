import { ASCII_WORD, characterTables, KIND, SCRIPT, SCRIPT_COUNT } from './characters.ts'
import { mix32 } from './digest.ts'

/**
 * A text as hashes of its words, in order. The arrays are buffers that the next text overwrites; only the
 * first `count` entries mean anything.
 */
export interface WordStream {
  count: number
  /** Unkeyed 32-bit hash of the lower-cased word: the same in every installation. */
  hashes: Uint32Array
  /** Keyed 32-bit hash of the word with each run of digits read as one 0. */
  masked: Uint32Array
  /** 1 where the word begins a sentence or a line. */
  starts: Uint8Array
  /** Characters per SCRIPT; plain Latin letters are not counted. */
  scripts: Uint32Array
}

export interface WordKeys {
  readonly wordSeed: number
  readonly wordMultiplier: number
}

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193
const ZERO = 48

/** For readers of `hashes` alone, which no key changes. */
export const NO_KEYS: WordKeys = { wordSeed: FNV_OFFSET, wordMultiplier: FNV_PRIME }

export function createWordStream(): WordStream {
  return {
    count: 0,
    hashes: new Uint32Array(4096),
    masked: new Uint32Array(4096),
    starts: new Uint8Array(4096),
    scripts: new Uint32Array(SCRIPT_COUNT),
  }
}

/**
 * Splits `text` into words and writes their hashes to `stream`. A word is a run of letters and digits, lower
 * case; ideographs, kana, hangul syllables and letters of scripts without spaces are words of their own. Text in
 * full-width or decomposed letters is brought into NFKC first.
 */
export function readWords(text: string, stream: WordStream, keys: WordKeys = NO_KEYS): void {
  if (!scan(text, stream, keys)) scan(text.normalize('NFKC'), stream, keys)
}

/** One pass over the code units. False when it met a disguised character, which normalising removes. */
function scan(text: string, stream: WordStream, keys: WordKeys): boolean {
  const length = text.length
  reserve(stream, length)
  const { hashes, masked, starts, scripts } = stream
  const { wordSeed, wordMultiplier } = keys
  scripts.fill(0)
  let count = 0
  let hash = FNV_OFFSET
  let mask = wordSeed
  let inWord = false
  let afterDigit = false
  let start = 1
  let disguised = false
  for (let index = 0; index <= length; index++) {
    const code = index < length ? text.charCodeAt(index) : 32
    let letter = 0
    let digit = false
    let alone = false
    let stop = false
    if (code < 128) {
      letter = ASCII_WORD[code] ?? 0
      digit = letter !== 0 && letter < 58
      stop = code === 10 || ((code === 46 || code === 33 || code === 63) && endsSentence(text, index + 1))
    } else {
      const { kinds, lower, scripts: scriptOf } = characterTables()
      const kind = kinds[code]
      if (kind === KIND.ignored) continue
      if (kind === KIND.letter || kind === KIND.single) {
        letter = lower[code] ?? 0
        alone = kind === KIND.single
        const script = scriptOf[code] ?? 0
        scripts[script] = (scripts[script] ?? 0) + 1
      } else if (kind === KIND.digit) {
        letter = code
        digit = true
      } else if (kind === KIND.stop) {
        stop = true
      } else if (kind === KIND.disguised) {
        disguised = true
        letter = code
      } else if (kind === KIND.surrogate && code < 0xdc00) {
        const point = text.codePointAt(index) ?? 0
        index++
        if (point >= 0x20000 && point < 0x40000) {
          letter = point
          alone = true
          scripts[SCRIPT.han] = (scripts[SCRIPT.han] ?? 0) + 1
        } else if (point >= 0x1d400 && point < 0x1d800) {
          disguised = true
        }
      }
    }
    if (inWord && (letter === 0 || alone)) {
      hashes[count] = mix32(hash)
      masked[count] = mix32(mask)
      starts[count] = start
      count++
      start = 0
      inWord = false
    }
    if (letter !== 0) {
      if (!inWord) {
        hash = FNV_OFFSET
        mask = wordSeed
        afterDigit = false
        inWord = true
      }
      hash = Math.imul(hash ^ letter, FNV_PRIME)
      if (!digit) mask = Math.imul(mask ^ letter, wordMultiplier)
      else if (!afterDigit) mask = Math.imul(mask ^ ZERO, wordMultiplier)
      afterDigit = digit
      if (alone) {
        hashes[count] = mix32(hash)
        masked[count] = mix32(mask)
        starts[count] = start
        count++
        start = 0
        inWord = false
      }
    } else if (stop) {
      start = 1
    }
  }
  stream.count = count
  return !disguised
}

/** A full stop inside a number, a file name or an address ends nothing. */
function endsSentence(text: string, next: number): boolean {
  if (next >= text.length) return true
  const code = text.charCodeAt(next)
  return code <= 32 || code === 34 || code === 39 || code === 41
}

function reserve(stream: WordStream, length: number): void {
  if (stream.hashes.length > length) return
  const capacity = 2 * length
  stream.hashes = new Uint32Array(capacity)
  stream.masked = new Uint32Array(capacity)
  stream.starts = new Uint8Array(capacity)
}
