import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { TRAINING_CORPORA } from '../src/models/train/corpora.ts'

/** Of a data pack's benign prompts, how many are of corpora that the cue models learnt from. Rows of its catalogue. */
export interface PackRows {
  readonly benign: number
  /** Rows of corpora of which a part were counter-examples in training. */
  readonly ofTrained: number
  /** That part at most: the trainer takes no more of each. */
  readonly learntAtMost: number
}

const Catalogue = z.object({
  files: z.array(z.object({ path: z.string(), kind: z.string(), records: z.number().optional() })),
})

/** Null where the catalogue does not say how many rows its files have. Throws what reading it does. */
export function packRows(folder: string): PackRows | null {
  const { files } = Catalogue.parse(JSON.parse(readFileSync(join(folder, 'catalog.json'), 'utf8')))
  const most: ReadonlyMap<string, number> = new Map(Object.entries(TRAINING_CORPORA))
  let [benign, ofTrained, learntAtMost] = [0, 0, 0]
  for (const { path, kind, records } of files) {
    if (kind !== 'benign' || !path.startsWith('prompts/')) continue
    if (records === undefined) return null
    benign += records
    const learnt = most.get(basename(path, '.jsonl.gz'))
    if (learnt === undefined) continue
    ofTrained += records
    learntAtMost += Math.min(learnt, records)
  }
  return { benign, ofTrained, learntAtMost }
}
