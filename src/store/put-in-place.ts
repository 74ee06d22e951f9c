import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { writeFailure } from './failure.ts'

/**
 * Writes a file for its owner's eyes only, whole or not at all: a full disk does not cost what was there before.
 * @throws StillwatchError SW_STORE_FAILED
 */
export function putInPlace(path: string, text: string): void {
  const draft = `${path}.draft`
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(draft, text, { mode: 0o600 })
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw writeFailure(path, error)
  }
}
