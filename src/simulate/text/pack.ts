import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { StillwatchError } from '../../errors/index.ts'
import type { Random } from '../random.ts'
import type { Language } from './languages.ts'
import type { CorpusName } from './source.ts'

const Catalogue = z.object({
  files: z.array(z.object({ path: z.string(), kind: z.string() })),
})
const Prompt = z.object({ text: z.string(), lang: z.string().optional() })

export interface PackPrompt {
  readonly text: string
  readonly file: string
}

type Kind = 'benign' | 'evaluation' | 'harvest'

/** Which files feed which sweepable corpus; a corpus without files of the kind is composed by grammar. */
const SWEEPS: Record<CorpusName, RegExp> = {
  maths: /gsm8k|easydistill-math/,
  exam: /mmlu/,
  trivia: /easydistill-search/,
  code: /humaneval|gpteacher-codegen/,
  instructions: /gpteacher-roleplay|gpteacher-toolformer|self-instruct|belle|toolbench|toolalpaca|glaive/,
  business: /gorilla|easydistill-tool/,
}

/** Prompts longer than this are left out: a grammar makes long texts more cheaply. */
const LONGEST = 6_000

/** Real prompts of a data pack (a folder with `catalog.json` and `prompts/*.jsonl.gz`), held in memory. */
export class CorpusPack {
  readonly #prompts = new Map<string, PackPrompt[]>()
  readonly #sweeps = new Map<string, PackPrompt[]>()

  constructor(folder: string) {
    const catalogue = join(folder, 'catalog.json')
    if (!existsSync(catalogue)) {
      throw new StillwatchError(
        'SW_FILE_NOT_FOUND',
        `${catalogue} does not exist`,
        'Name a folder with a catalog.json and a prompts folder, or leave the corpus out: texts are then composed by grammar.',
      )
    }
    const parsed = Catalogue.safeParse(JSON.parse(readFileSync(catalogue, 'utf8')))
    if (!parsed.success) {
      throw new StillwatchError(
        'SW_CONTEXT_INVALID',
        `${catalogue} has no list of files`,
        'Use an unchanged data pack.',
      )
    }
    for (const { path, kind } of parsed.data.files) {
      if (!path.startsWith('prompts/')) continue
      for (const line of gunzipSync(readFileSync(join(folder, path)))
        .toString('utf8')
        .split('\n')) {
        const prompt = line === '' ? undefined : Prompt.safeParse(JSON.parse(line)).data
        if (!prompt || prompt.text.length > LONGEST) continue
        const language = (prompt.lang ?? 'en').slice(0, 2)
        append(this.#prompts, `${kind}/${language}`, { text: prompt.text, file: path })
      }
    }
  }

  /** A prompt as ordinary users send them. */
  ordinary(language: Language, random: Random): PackPrompt | undefined {
    const list = this.#prompts.get(`benign/${language}`)
    return list && list.length > 100 ? random.pick(list) : undefined
  }

  /** The pack's prompts for a sweep of that corpus: public evaluation suites, or what harvests have swept. */
  sweep(name: CorpusName, language: Language, kind: Exclude<Kind, 'benign'>): readonly PackPrompt[] {
    const key = `${name}/${language}/${kind}`
    const ready = this.#sweeps.get(key)
    if (ready) return ready
    const list = (this.#prompts.get(`${kind}/${language}`) ?? []).filter(({ file }) =>
      SWEEPS[name].test(file),
    )
    this.#sweeps.set(key, list)
    return list
  }
}

function append(map: Map<string, PackPrompt[]>, key: string, prompt: PackPrompt): void {
  const list = map.get(key)
  if (list) list.push(prompt)
  else map.set(key, [prompt])
}
