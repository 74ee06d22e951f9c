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
  /** Unkeyed 32-bit hash of the word with each run of digits read as one 0. */
  masked: Uint32Array
  /** Unkeyed, unmixed hash of the first STEM_LETTERS letters of a longer word, lower case; 0 for words without more. */
  stems: Uint32Array
  /** 1 where the word begins a sentence or a line. */
  starts: Uint8Array
  /** Characters per SCRIPT; plain Latin letters are not counted. */
  scripts: Uint32Array
}

const FNV_OFFSET = 0x811c9dc5 | 0
const FNV_PRIME = 0x01000193
const ZERO = 48
const NINE = 57
const INITIAL_CAPACITY = 4096
/** So much of a word survives inflection in most languages that inflect at the end. */
export const STEM_LETTERS = 5

export function createWordStream(): WordStream {
  return {
    count: 0,
    hashes: new Uint32Array(INITIAL_CAPACITY),
    masked: new Uint32Array(INITIAL_CAPACITY),
    stems: new Uint32Array(INITIAL_CAPACITY),
    starts: new Uint8Array(INITIAL_CAPACITY),
    scripts: new Uint32Array(SCRIPT_COUNT),
  }
}

/**
 * Splits `text` into words and writes their hashes to `stream`. A word is a run of letters and digits, lower
 * case; ideographs, kana, hangul syllables and letters of scripts without spaces are words of their own. Text in
 * full-width or decomposed letters is brought into NFKC first.
 */
export function readWords(text: string, stream: WordStream): void {
  if (!scan(load(text), text.length, stream)) {
    const plain = text.normalize('NFKC')
    scan(load(plain), plain.length, stream)
  }
}

let bytes = Buffer.alloc(0)
let units = new Uint16Array(0)

/** One native copy to code units: reading a typed array is several times faster than charCodeAt. */
function load(text: string): Uint16Array {
  if (units.length <= text.length) {
    units = new Uint16Array(Math.max(INITIAL_CAPACITY, 2 * text.length))
    bytes = Buffer.from(units.buffer)
  }
  bytes.write(text, 0, 'utf16le')
  units[text.length] = 0
  return units
}

/** One pass over the code units. False when it met a disguised character, which normalising removes. */
function scan(codes: Uint16Array, length: number, stream: WordStream): boolean {
  reserve(stream, length)
  const { hashes, masked, stems, starts, scripts } = stream
  scripts.fill(0)
  let count = 0
  let hash = FNV_OFFSET
  let mask = FNV_OFFSET
  let stem = 0
  let stemEnd = 0
  let open = false
  let afterDigit = false
  let start = 1
  let disguised = false
  // The code unit after the last is 0, a separator: it closes the last word.
  for (let index = 0; index <= length; index++) {
    let code = codes[index] ?? 0
    let letter = code < 128 ? (ASCII_WORD[code] ?? 0) : 0
    if (letter !== 0) {
      if (!open) {
        hash = FNV_OFFSET
        mask = FNV_OFFSET
        stem = 0
        stemEnd = index + STEM_LETTERS
        afterDigit = false
        open = true
      }
      // Nearly all time is spent here: runs of ASCII letters and digits.
      do {
        if (index === stemEnd) stem = hash
        hash = Math.imul(hash ^ letter, FNV_PRIME)
        if (letter > NINE) {
          mask = Math.imul(mask ^ letter, FNV_PRIME)
          afterDigit = false
        } else if (!afterDigit) {
          mask = Math.imul(mask ^ ZERO, FNV_PRIME)
          afterDigit = true
        }
        code = codes[++index] ?? 0
        letter = code < 128 ? (ASCII_WORD[code] ?? 0) : 0
      } while (letter !== 0)
    }
    let kind: number = KIND.separator
    if (code >= 128) {
      const unit = classify(code, codes[index + 1] ?? 0, scripts)
      kind = unit & 15
      letter = unit >>> 4
      if (letter > 0xffff) index++
      if (kind === KIND.ignored) {
        stemEnd++
        continue
      }
      if (kind === KIND.disguised) disguised = true
      if (kind === KIND.letter || kind === KIND.digit || kind === KIND.disguised) {
        if (!open) {
          hash = FNV_OFFSET
          mask = FNV_OFFSET
          stem = 0
          stemEnd = index + STEM_LETTERS
          afterDigit = false
          open = true
        }
        if (index === stemEnd) stem = hash
        hash = Math.imul(hash ^ letter, FNV_PRIME)
        if (kind !== KIND.digit) mask = Math.imul(mask ^ letter, FNV_PRIME)
        else if (!afterDigit) mask = Math.imul(mask ^ ZERO, FNV_PRIME)
        afterDigit = kind === KIND.digit
        continue
      }
    } else if (code !== 32 && endsSentence(code, codes[index + 1] ?? 0)) {
      kind = KIND.stop
    }
    if (open) {
      hashes[count] = mix32(hash)
      masked[count] = mix32(mask)
      stems[count] = stem
      starts[count] = start
      count++
      start = 0
      open = false
    }
    if (kind === KIND.single) {
      hashes[count] = mix32(Math.imul(FNV_OFFSET ^ letter, FNV_PRIME))
      masked[count] = mix32(Math.imul(FNV_OFFSET ^ letter, FNV_PRIME))
      stems[count] = 0
      starts[count] = start
      count++
      start = 0
    } else if (kind === KIND.stop) {
      start = 1
    }
  }
  stream.count = count
  return !disguised
}

/** A code unit that is not ASCII as `16 * lower-cased code point + KIND`; counts its script. */
function classify(code: number, next: number, scripts: Uint32Array): number {
  const tables = characterTables()
  const kind = tables.kinds[code] ?? 0
  if (kind === KIND.surrogate) {
    if (code >= 0xdc00 || next < 0xdc00 || next > 0xdfff) return KIND.separator
    // Beyond the basic plane only ideographs are words; mathematical letters stand for plain ones.
    const point = 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00)
    if (point >= 0x1d400 && point < 0x1d800) return (point << 4) | KIND.disguised
    if (point < 0x20000 || point >= 0x40000) return (point << 4) | KIND.separator
    scripts[SCRIPT.han] = (scripts[SCRIPT.han] ?? 0) + 1
    return (point << 4) | KIND.single
  }
  if (kind !== KIND.letter && kind !== KIND.single) return (code << 4) | kind
  const script = tables.scripts[code] ?? 0
  scripts[script] = (scripts[script] ?? 0) + 1
  return ((tables.lower[code] ?? 0) << 4) | kind
}

/** Line feeds do, and full stops before a space: not those inside numbers, file names and addresses. */
function endsSentence(code: number, next: number): boolean {
  if (code === 10) return true
  if (code !== 46 && code !== 33 && code !== 63) return false
  return next <= 32 || next === 34 || next === 39 || next === 41
}

function reserve(stream: WordStream, length: number): void {
  if (stream.hashes.length > length) return
  const capacity = 2 * length
  stream.hashes = new Uint32Array(capacity)
  stream.masked = new Uint32Array(capacity)
  stream.stems = new Uint32Array(capacity)
  stream.starts = new Uint8Array(capacity)
}
