import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { StillwatchError } from '../../errors/index.ts'
import { CUE_COUNT } from '../../models/index.ts'
import type { Intent } from './intent.ts'
import type { IntentFamily } from './intent-figure.ts'

/** Of one figure, the highest values that natural groups reach, the highest first. */
const Highest = z.array(z.number()).min(1)

/** What `npm run references` writes and the package ships. No text, no account: figures of made-up traffic. */
export const ReferencesFile = z.object({
  format: z.literal('stillwatch.references/1'),
  /** How many groups were measured; the lists below keep the highest tenth. */
  groups: z.number().int().positive(),
  content_on_instruction: Highest,
  content: Highest,
  /** By cue. */
  elicitation_on_instruction: z.array(Highest).length(CUE_COUNT),
  elicitation: z.array(Highest).length(CUE_COUNT),
  /** What they were measured on. */
  measured: z.record(z.string(), z.unknown()),
})
export type ReferencesFile = z.infer<typeof ReferencesFile>

export const SHIPPED: ReferencesFile = read()

/**
 * The rank p-value of a figure among the shipped groups: (1 + those that reach it) / (1 + all). A figure below all that
 * are kept ranks just behind them: it is not rare, however far behind it lies.
 */
export function shippedRank(figure: number, judged: Intent, family: IntentFamily): number {
  const byCue = judged.tokens.length > 0 ? SHIPPED.elicitation_on_instruction : SHIPPED.elicitation
  const overall = judged.tokens.length > 0 ? SHIPPED.content_on_instruction : SHIPPED.content
  const highest = family === 'elicitation' ? byCue[judged.cue] : overall
  const below = highest.findIndex((value) => value < figure)
  return (1 + (below < 0 ? highest.length : below)) / (1 + SHIPPED.groups)
}

function read(): ReferencesFile {
  const path = new URL('./reference-groups.generated.json', import.meta.url)
  const file = ReferencesFile.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (file.success) return file.data
  throw new StillwatchError(
    'SW_INTERNAL',
    'The reference groups do not belong to this version of the program.',
    'Install the package again, or run `npm run references`.',
  )
}
