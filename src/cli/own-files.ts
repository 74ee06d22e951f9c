import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { StillwatchError } from '../errors/index.ts'
import { expandInputs, type InputFile } from '../readers/index.ts'
import { RESULT_FILES } from './look.ts'

/**
 * The files that options name; pipes are none.
 * @throws StillwatchError SW_FILE_NOT_FOUND, SW_FILE_UNREADABLE
 */
export async function filesOf(...named: readonly (string | undefined)[]): Promise<InputFile[]> {
  const patterns = named.filter((one) => one !== undefined)
  const found = patterns.length === 0 ? [] : await expandInputs(patterns)
  return found.filter(({ bytes }) => bytes !== undefined)
}

/**
 * What is read is not to be replaced by what is written, under whatever name or link.
 * @param out where results go
 * @throws StillwatchError SW_USAGE
 */
export function refuseReplacing(out: string, files: readonly InputFile[]): void {
  for (const name of RESULT_FILES) {
    const result = join(out, name)
    const own = files.find(({ path }) => isSame(result, path))
    if (!own) continue
    throw new StillwatchError(
      'SW_USAGE',
      `${own.path} would be replaced: the result of that name goes to ${result}.`,
      'Name another folder with --out, so that your file stays as it is.',
    )
  }
}

function isSame(one: string, other: string): boolean {
  if (!existsSync(one) || !existsSync(other)) return false
  const [a, b] = [statSync(one), statSync(other)]
  return a.dev === b.dev && a.ino === b.ino
}
