import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StillwatchError } from '../errors/index.ts'
import { writeFailure } from './failure.ts'
import { type Holder, isGone, thisProcess } from './holder.ts'
import type { Store } from './store.ts'

const LOCK = /^reading-.+\.lock$/
/** Those of this very process. */
const held = new Set<string>()

/**
 * Reads, or erases, while nobody else does in the same data folder: what waits there in `parts/` and `rejects/` is one run's.
 * The embedded engine locks the folder anyway; with a server nobody does. Each run lays down a file of its own before it
 * looks for others', so two that begin at once may both be refused, and never go on both. What a killed one left is
 * removed where this runs on its machine, else after six hours.
 * @throws StillwatchError SW_STORE_LOCKED where another process is at it, SW_STORE_FAILED
 */
export async function readingAlone<Result>(store: Store, action: () => Promise<Result>): Promise<Result> {
  if (store.kind === 'embedded') return action()
  const { root } = store.folder
  const own = join(root, `reading-${randomUUID()}.lock`)
  held.add(own)
  try {
    layDown(own)
    for (const path of locksIn(root)) if (path !== own) passOrThrow(path)
    return await action()
  } finally {
    rmSync(own, { force: true })
    held.delete(own)
  }
}

function layDown(path: string): void {
  try {
    writeFileSync(path, JSON.stringify(thisProcess()), { mode: 0o600 })
  } catch (error) {
    throw writeFailure(path, error)
  }
}

function locksIn(root: string): string[] {
  return readdirSync(root)
    .filter((name) => LOCK.test(name))
    .map((name) => join(root, name))
}

/** Removes a lock whose holder is gone. */
function passOrThrow(path: string): void {
  const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  if (since === undefined) return
  const holder = holderIn(path)
  if (!isGone(holder, Date.now() - since, held.has(path))) throw locked(path, since, holder)
  rmSync(path, { force: true })
}

/** Undefined where its holder is just writing it, or was killed at that. */
function holderIn(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

function locked(path: string, since: number, holder: Holder | undefined): StillwatchError {
  const who = holder ? ` (process ${holder.process} on ${holder.host})` : ''
  return new StillwatchError(
    'SW_STORE_LOCKED',
    `A scan is reading into this data folder, or an account is being erased from it, since ${new Date(since).toISOString()}${who}`,
    `Run it again when that is done. If nobody is at it any more, delete ${path}.`,
  )
}
