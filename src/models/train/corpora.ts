import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Random } from './random.ts'

export interface Prompt {
  readonly system: string
  readonly text: string
}

/**
 * Benign corpora that may be learnt from, with how many prompts at most. Corpora under research-only terms are
 * not among them, nor is text that a commercial model wrote.
 */
export const TRAINING_CORPORA = {
  'arena-hard-v0.1': 500,
  'awesome-prompts': 1500,
  'awesome-prompts-zh': 250,
  banking77: 3000,
  bfcl: 2500,
  clinc150: 3500,
  gsm8k: 2000,
  humaneval: 164,
  mmlu: 3000,
  nl2bash: 2000,
  qmsum: 400,
  restaurant8k: 2000,
} as const satisfies Readonly<Record<string, number>>

/** Of these, the ones that calibrate the scores of a model which has not seen them. */
export const CALIBRATION_CORPORA: readonly string[] = [
  'arena-hard-v0.1',
  'awesome-prompts-zh',
  'bfcl',
  'clinc150',
]

/** Never learnt from. */
export const HELD_OUT_CORPORA = [
  'arena-hard-v2',
  'oasst',
  'sql-eval',
  'tau-bench',
  'self-instruct-seeds',
  'gpteacher-codegen',
  'gpteacher-roleplay',
  'easydistill-search',
  'gorilla-apibench',
] as const

export interface Corpus {
  readonly name: string
  readonly prompts: readonly Prompt[]
}

export function readTrainingCorpora(directory: string | undefined, random: Random): Corpus[] {
  return Object.entries(TRAINING_CORPORA)
    .map(([name, most]) => ({ name, prompts: random.shuffle(readCorpus(directory, name)).slice(0, most) }))
    .filter(({ prompts }) => prompts.length > 0)
}

/**
 * First prompts of real agents' sessions (`traces/agents-lmcache.jsonl.gz`): harness text that nobody wrote for
 * this project.
 */
export function readAgentPrompts(directory: string | undefined, agents: readonly string[]): Prompt[] {
  return readRows(directory, 'traces/agents-lmcache.jsonl.gz')
    .filter(({ agent }) => typeof agent === 'string' && agents.includes(agent))
    .map(({ input }) => ({ system: '', text: typeof input === 'string' ? input : '' }))
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function readRows(directory: string | undefined, name: string): Readonly<Record<string, unknown>>[] {
  const file = join(directory ?? '', name)
  if (directory === undefined || !existsSync(file)) return []
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n')
  return lines
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
    .filter(isRow)
}

/** The prompts of `<directory>/prompts/<name>.jsonl.gz`, or none when there is no such file. */
export function readCorpus(directory: string | undefined, name: string): Prompt[] {
  return readRows(directory, `prompts/${name}.jsonl.gz`).flatMap(({ text, system }) =>
    typeof text === 'string' ? [{ text, system: typeof system === 'string' ? system : '' }] : [],
  )
}
