import type { RequestStreams } from '../fingerprint/index.ts'
import { type CueScorer, createCueScorer } from './score.ts'
import { loadShippedModel } from './weights.ts'

export { CUE_COUNT, CUES, type CueId } from './cues.ts'

let shipped: CueScorer | undefined

/**
 * What a request asks for: one probability per entry of CUES, 0 to 255, by the shipped models. It says what is
 * asked, not with which intent: a single "explain step by step" rightly scores. All 0 when there are no words.
 *
 * @throws StillwatchError SW_INTERNAL when the weights file is damaged.
 */
export function scoreCues(streams: RequestStreams): Uint8Array {
  shipped ??= createCueScorer(loadShippedModel())
  return shipped(streams)
}
