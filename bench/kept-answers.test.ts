import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { emptyWorld } from './figures/testing.ts'
import { answered, KeptAnswers } from './kept-answers.ts'
import type { WorldResult } from './worlds/types.ts'

const COMMIT = '1a2b3c4'
const world = emptyWorld({ requests: 7, baselines: [{ owner: -1, tie: 7, scores: [0.25, 3] }], said: 'ä' })
const { task } = world
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-kept-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Asks as a run does; `ran` says whether the task was run. */
async function ask(kept: KeptAnswers | undefined, about = task, answer = world) {
  let ran = false
  const outcome = await answered(about, kept, async (): Promise<WorldResult> => {
    ran = true
    return answer
  })
  return { ...outcome, ran }
}

test('what a run answered, the next run of the same commit takes, and says how long it took', async () => {
  const first = new KeptAnswers(folder, COMMIT)
  const asked = await ask(first)
  expect(asked).toMatchObject({ ran: true, earlier: false })
  expect(first.taken).toEqual({ answers: 0, seconds: 0 })

  const second = new KeptAnswers(folder, COMMIT)
  expect(await ask(second)).toEqual({ answer: world, seconds: asked.seconds, earlier: true, ran: false })
  expect(second.taken).toEqual({ answers: 1, seconds: asked.seconds })
  expect(readdirSync(folder)).toHaveLength(1)
})

test('another task, another commit and local changes are answered anew', async () => {
  await ask(new KeptAnswers(folder, COMMIT))
  expect(await ask(new KeptAnswers(folder, COMMIT), { ...task, seed: 2 })).toMatchObject({ ran: true })
  expect(await ask(new KeptAnswers(folder, '5d6e7f8'))).toMatchObject({ ran: true })
  expect(await ask(new KeptAnswers(folder, `${COMMIT}, with local changes 9a9a9a9a`))).toMatchObject({
    ran: true,
  })
  expect(readdirSync(folder)).toHaveLength(4)
})

test('a file under the name of an answer that is of another commit or task is not taken', async () => {
  await ask(new KeptAnswers(folder, COMMIT))
  const [name] = readdirSync(folder)
  const text = readFileSync(join(folder, name), 'utf8')
  for (const [from, to] of [
    [COMMIT, '5d6e7f8'],
    ['"seed":1', '"seed":2'],
  ]) {
    writeFileSync(join(folder, name), text.replace(from, to))
    expect(new KeptAnswers(folder, COMMIT).take(task), `${from} as ${to}`).toBeUndefined()
  }
})

test('a file that was half written, or holds something else, is ignored and written again', async () => {
  await ask(new KeptAnswers(folder, COMMIT))
  const [name] = readdirSync(folder)
  const whole = readFileSync(join(folder, name), 'utf8')
  for (const broken of [
    '',
    whole.slice(0, whole.length / 2),
    'null',
    '{}',
    whole.replace('"answer":', '"a":'),
  ]) {
    writeFileSync(join(folder, name), broken)
    expect(await ask(new KeptAnswers(folder, COMMIT)), broken).toMatchObject({ ran: true, answer: world })
    expect(new KeptAnswers(folder, COMMIT).take(task)?.answer).toEqual(world)
  }
})

test('what failed is not kept', async () => {
  const kept = new KeptAnswers(folder, COMMIT)
  await expect(answered(task, kept, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(readdirSync(folder)).toEqual([])
})

test('an answer that cannot be written is still an answer, and no run needs a folder', async () => {
  const kept = new KeptAnswers(folder, COMMIT)
  rmSync(folder, { recursive: true })
  expect(await ask(kept)).toMatchObject({ ran: true, answer: world })
  expect(await ask(undefined)).toMatchObject({ ran: true, earlier: false })
})
