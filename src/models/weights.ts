import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { StillwatchError } from '../errors/index.ts'
import { CUE_COUNT, CUES } from './cues.ts'
import type { CueModel } from './score.ts'
import { SLOT_BITS, SLOT_COUNT } from './slots.ts'

/** The weights file: what `npm run train` writes and the package ships. */
export const WeightsFile = z.object({
  format: z.literal('stillwatch.cues/1'),
  cues: z.array(z.string()),
  slot_bits: z.literal(SLOT_BITS),
  windows: z.array(z.number().int().positive()).min(1),
  scales: z.array(z.number()).length(CUE_COUNT),
  biases: z.array(z.number()).length(CUE_COUNT),
  /** Base64 of int8, slot by slot, one byte for each cue. */
  weights: z.base64(),
  /** How it was trained and how it did; see docs/models.md. */
  training: z.record(z.string(), z.unknown()),
})
export type WeightsFile = z.infer<typeof WeightsFile>

/** The model in a weights file. @throws StillwatchError SW_INTERNAL for a file of another shape. */
export function parseWeights(content: string): CueModel {
  const file = WeightsFile.safeParse(JSON.parse(content))
  const bytes = Buffer.from(file.data?.weights ?? '', 'base64')
  const known = CUES.map((cue) => cue.id).join()
  if (!file.success || file.data.cues.join() !== known || bytes.length !== SLOT_COUNT * CUE_COUNT) {
    throw new StillwatchError(
      'SW_INTERNAL',
      'The cue weights do not belong to this version of the program.',
      'Install the package again, or run `npm run train`.',
    )
  }
  const { windows, scales, biases } = file.data
  return { windows, scales, biases, weights: new Int8Array(bytes) }
}

export const SHIPPED_WEIGHTS: URL = new URL('./cue-weights.generated.json', import.meta.url)

export function loadShippedModel(): CueModel {
  return parseWeights(readFileSync(SHIPPED_WEIGHTS, 'utf8'))
}
