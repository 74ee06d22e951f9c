import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { z } from 'zod'
import { TRAINING_CORPORA } from '../../src/models/train/corpora.ts'

const Catalogue = z.looseObject({ files: z.array(z.looseObject({ path: z.string() })) })

/**
 * Makes of a data pack one without the corpora that the cue models learnt from: a catalogue in `into`, which is made, and
 * links to the files. Whole corpora, not the prompts that were taken, so that no prompt of such a corpus is left.
 * @returns names of the corpora left out
 */
export function heldOutPack(folder: string, into: string): string[] {
  const catalogue = Catalogue.parse(JSON.parse(readFileSync(join(folder, 'catalog.json'), 'utf8')))
  const learnt = ({ path }: { readonly path: string }): boolean =>
    path.startsWith('prompts/') && Object.hasOwn(TRAINING_CORPORA, basename(path, '.jsonl.gz'))
  mkdirSync(into, { recursive: true })
  const files = catalogue.files.filter((file) => !learnt(file))
  writeFileSync(join(into, 'catalog.json'), JSON.stringify({ ...catalogue, files }))
  for (const part of new Set(files.map(({ path }) => path.split('/')[0]))) {
    symlinkSync(resolve(folder, part), join(into, part))
  }
  return catalogue.files.filter(learnt).map(({ path }) => basename(path, '.jsonl.gz'))
}
