import { fork } from 'node:child_process'
import { join } from 'node:path'
import { type Answered, answered, type KeptAnswers } from './kept-answers.ts'
import type { AnswerTo, Reply, Task } from './tasks.ts'

/** A world that takes longer than this is a defect to report, not to wait for. */
export const WORLD_SECONDS = 600

/** Runs one task in a fresh process. Rejects when it fails, dies, or takes longer than `seconds`. */
export function runTask<T extends Task>(task: T, seconds: number): Promise<AnswerTo<T>> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'worker.js'), { serialization: 'json' })
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`took longer than ${seconds} s`))
    }, seconds * 1_000)
    let replied = false
    child.once('message', (reply: Reply) => {
      replied = true
      clearTimeout(timer)
      if ('error' in reply) reject(new Error(reply.error))
      // The worker answers by the task's kind.
      else resolve(reply.answer as AnswerTo<T>)
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      if (!replied) reject(new Error(`ended with ${signal ?? `code ${code}`} before it answered`))
    })
    child.send(task)
  })
}

export interface Failure<T> {
  readonly task: T
  readonly error: string
}

/**
 * Runs tasks side by side, at most `width` at a time. A task that fails is reported, not hidden, and stops nothing.
 * What `kept` holds is not run again.
 */
export async function runAll<T extends Task>(
  tasks: readonly T[],
  options: { readonly width: number; readonly seconds: number; readonly kept: KeptAnswers | undefined },
  onDone: (done: number, task: T, outcome: Answered<T> | Failure<T>) => void,
): Promise<{ readonly answers: AnswerTo<T>[]; readonly failures: Failure<T>[] }> {
  const answers: (AnswerTo<T> | undefined)[] = tasks.map(() => undefined)
  const failures: Failure<T>[] = []
  let next = 0
  let done = 0
  const lane = async (): Promise<void> => {
    for (let at = next++; at < tasks.length; at = next++) {
      const task = tasks[at]
      try {
        const outcome = await answered(task, options.kept, () => runTask(task, options.seconds))
        answers[at] = outcome.answer
        onDone(++done, task, outcome)
      } catch (error) {
        const failure = { task, error: error instanceof Error ? error.message : String(error) }
        failures.push(failure)
        onDone(++done, task, failure)
      }
    }
  }
  await Promise.all(Array.from({ length: options.width }, lane))
  return { answers: answers.filter((answer) => answer !== undefined), failures }
}
