export { createIdDigest, mix32 } from './digest.ts'
export { countSketch, FEATURE_COUNT, FEATURE_NORM, quantise } from './features.ts'
export {
  createFingerprinter,
  type Fingerprint,
  type Fingerprinter,
  type RequestStreams,
  type RequestTexts,
} from './fingerprint.ts'
export { TEMPLATE_LIMIT } from './template.ts'
export { createWordStream, readWords, type WordStream } from './words.ts'
