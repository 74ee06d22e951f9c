import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StillwatchError } from '../../errors/index.ts'
import { Rehearsal } from '../../rehearse/index.ts'

/** Where `stillwatch rehearse` leaves its result when it is not told otherwise. */
export const USUAL_REHEARSAL = join('stillwatch-rehearsal', 'rehearsal.json')

/**
 * What a rehearsal measured.
 * @param path a result that was named; else the usual one is taken, where there is one
 * @throws StillwatchError SW_FILE_NOT_FOUND, SW_CONTEXT_INVALID
 */
export function lastRehearsal(path: string | undefined): Rehearsal | undefined {
  const file = path ?? USUAL_REHEARSAL
  if (!existsSync(file)) {
    if (path === undefined) return undefined
    throw new StillwatchError(
      'SW_FILE_NOT_FOUND',
      `There is no file ${path}.`,
      'Run stillwatch rehearse first; it writes rehearsal.json into its output folder.',
    )
  }
  try {
    return Rehearsal.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    // Nobody asked for the usual one: a rehearsal may be at work, or an older version wrote it.
    if (path === undefined) return undefined
    throw new StillwatchError(
      'SW_CONTEXT_INVALID',
      `${file} is no result of a rehearsal.`,
      'Name the rehearsal.json that stillwatch rehearse wrote, or run it again.',
      { cause: error },
    )
  }
}
