import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Answers, AnswerTo, Task } from './tasks.ts'

/** One file: what was asked of which commit, what was answered, and how many seconds it took then. */
const Kept = z.object({
  format: z.literal('stillwatch.bench.answer/1'),
  commit: z.string(),
  task: z.unknown(),
  seconds: z.number(),
  answer: z.custom<Answers[keyof Answers]>((value) => typeof value === 'object' && value !== null),
})

/** An answer, the seconds from asking to answering, and whether an earlier run measured both. */
export interface Answered<T extends Task> {
  readonly answer: AnswerTo<T>
  readonly seconds: number
  readonly earlier: boolean
}

/**
 * Answers in a folder, a file each, so that a run that was cut short goes on where it was. A file is found by its task
 * and the commit judged: another commit's answers stay where they are and are not looked at.
 */
export class KeptAnswers {
  readonly #folder: string
  readonly #commit: string
  #answers = 0
  #seconds = 0

  /**
   * @param commit as `commitOf` says it, local changes included
   * @throws what the file system says where the folder cannot be made
   */
  constructor(folder: string, commit: string) {
    mkdirSync(folder, { recursive: true })
    this.#folder = folder
    this.#commit = commit
  }

  /** How many answers were taken from earlier runs, and the sum of the seconds that they took then. */
  get taken(): { readonly answers: number; readonly seconds: number } {
    return { answers: this.#answers, seconds: this.#seconds }
  }

  /** What an earlier run answered; undefined where none did, and where its file cannot be read. */
  take<T extends Task>(task: T): Answered<T> | undefined {
    const kept = Kept.safeParse(readJson(this.#pathOf(task)))
    if (!kept.success || kept.data.commit !== this.#commit || !same(kept.data.task, task)) return undefined
    const { answer, seconds } = kept.data
    this.#answers++
    this.#seconds += seconds
    // Only `keep` writes these files, and it takes a task's own answer.
    return { answer: answer as AnswerTo<T>, seconds, earlier: true }
  }

  /** Writes beside and renames: whoever is killed meanwhile leaves no half of an answer under its name. */
  keep<T extends Task>(task: T, { answer, seconds }: Pick<Answered<T>, 'answer' | 'seconds'>): void {
    const path = this.#pathOf(task)
    const beside = `${path}.${process.pid}.tmp`
    try {
      writeFileSync(
        beside,
        JSON.stringify({ format: Kept.shape.format.value, commit: this.#commit, task, seconds, answer }),
      )
      renameSync(beside, path)
    } catch (error) {
      rmSync(beside, { force: true })
      throw error
    }
  }

  #pathOf(task: Task): string {
    const digest = createHash('sha256')
      .update(JSON.stringify([this.#commit, task]))
      .digest('hex')
    return join(this.#folder, `${task.kind}-${digest.slice(0, 32)}.json`)
  }
}

/**
 * The answers in a folder; undefined where none is named.
 * @throws RangeError where no commit says which code answered
 */
export function openKept(folder: string | undefined, commit: string): KeptAnswers | undefined {
  if (folder === undefined) return undefined
  if (commit === 'unknown') throw new RangeError('--results wants a git checkout: answers are kept by commit')
  return new KeptAnswers(folder, commit)
}

/** The answer of an earlier run, or that of `run`, which is kept; a full disk costs the file, not the answer. */
export async function answered<T extends Task>(
  task: T,
  kept: KeptAnswers | undefined,
  run: () => Promise<AnswerTo<T>>,
): Promise<Answered<T>> {
  const earlier = kept?.take(task)
  if (earlier) return earlier
  const began = performance.now()
  const answer = await run()
  const seconds = (performance.now() - began) / 1_000
  try {
    kept?.keep(task, { answer, seconds })
  } catch (error) {
    console.error(`An answer could not be kept: ${String(error)}`)
  }
  return { answer, seconds, earlier: false }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Tasks come as the plan writes them, and as JSON gives them back. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
