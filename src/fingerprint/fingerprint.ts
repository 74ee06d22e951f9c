import { isMissingText } from '../record/index.ts'
import { bodyDigest, segmentDigests } from './body.ts'
import { createDigester, deriveKeys } from './digest.ts'
import { countSketch, FEATURE_COUNT, quantise } from './features.ts'
import { guessLanguage } from './language.ts'
import { createTemplateReader } from './template.ts'
import { createWordStream, readWords, type WordStream } from './words.ts'

/** What is kept of a request's text: nothing it could be read from, enough to see what it shares with others. */
export interface Fingerprint {
  /** Keyed 52-bit tokens of the instruction, distinct, ascending, at most 32. */
  readonly template: number[]
  /** Keyed 52-bit digests of the longest sentences of the input (at least 8 words), at most 3. */
  readonly segments: number[]
  /** Keyed 52-bit digest of the whole input, case and punctuation aside; 0 without one. */
  readonly body: number
  /** 64 unkeyed hashed features of the input, length about 64; empty without one. */
  readonly features: Int8Array
  /** ISO 639-1, '' when unknown. */
  readonly language: string
  /** Words of the input; an ideograph is one. */
  readonly words: number
}

export interface RequestTexts {
  readonly system_text?: string | undefined
  readonly input_text?: string | undefined
  readonly output_text?: string | undefined
}

/** The words of the request that was fingerprinted last. The next call overwrites them. */
export interface RequestStreams {
  readonly system: WordStream
  readonly input: WordStream
}

export interface Fingerprinter {
  (texts: RequestTexts): Fingerprint
  readonly streams: RequestStreams
}

const NO_FEATURES = new Int8Array(0)
/** Characters of an answer that are looked at for its language when the prompt is missing. */
const ANSWER_LOOK = 600

/**
 * A function from a request's texts to their fingerprint. Tokens and digests are keyed by `secret` (at least 16
 * bytes): without it nobody can look up what a stored token stands for, and tokens of two installations have
 * nothing to do with each other. The word hash is fast, not cryptographic, and the digest on top of it is
 * HalfSipHash-1-3 cut to 52 bits: it keeps a thief of the database from reading it, not one who also has the
 * secret or who can have texts of his choice fingerprinted and see the result. Not re-entrant: one
 * fingerprinter reuses its buffers from call to call.
 *
 * @throws StillwatchError SW_USAGE for a secret that is too short.
 */
export function createFingerprinter(secret: Uint8Array): Fingerprinter {
  const keys = deriveKeys(secret)
  const digester = createDigester(keys)
  const templates = createTemplateReader(digester)
  const system = createWordStream()
  const input = createWordStream()
  const answer = createWordStream()
  const sums = new Int32Array(FEATURE_COUNT)

  const read = (text: string | undefined, stream: WordStream): void => {
    if (text === undefined || isMissingText(text)) stream.count = 0
    else readWords(text, stream)
  }

  const languageOf = (output: string | undefined): string => {
    const language = guessLanguage(input)
    if (language !== '') return language
    if (input.count === 0 && system.count === 0 && output !== undefined) {
      read(output.slice(0, ANSWER_LOOK), answer)
      return guessLanguage(answer)
    }
    return guessLanguage(system)
  }

  const fingerprint = (texts: RequestTexts): Fingerprint => {
    read(texts.system_text, system)
    read(texts.input_text, input)
    if (input.count > 0) countSketch(input, sums)
    return {
      template: templates.read(system, input),
      segments: segmentDigests(digester, input),
      body: bodyDigest(digester, input),
      features: input.count > 0 ? quantise(sums) : NO_FEATURES,
      language: languageOf(texts.output_text),
      words: input.count,
    }
  }
  return Object.assign(fingerprint, { streams: { system, input } })
}
