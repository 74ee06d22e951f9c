import {
  countSketch,
  createWordStream,
  FEATURE_COUNT,
  quantise,
  readWords,
} from '../../src/fingerprint/index.ts'
import { isMissingText, type RequestRecord } from '../../src/record/index.ts'

const NONE = new Int8Array(0)
const words = createWordStream()
const sums = new Int32Array(FEATURE_COUNT)
/** Several baselines look at the same request. */
const known = new WeakMap<RequestRecord, Int8Array>()

/** The 64 hashed features of a request's input that Stillwatch itself stores, length about 64; empty without text. */
export function featuresOf(request: RequestRecord): Int8Array {
  let features = known.get(request)
  if (!features) {
    features = read(request.input_text)
    known.set(request, features)
  }
  return features
}

function read(text: string | undefined): Int8Array {
  if (text === undefined || isMissingText(text)) return NONE
  readWords(text, words)
  if (words.count === 0) return NONE
  countSketch(words, sums)
  return quantise(sums)
}
