import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { StillwatchError } from '../errors/index.ts'
import { expandInputs, type InputFile } from '../readers/index.ts'
import { ACCOUNTS_HEADER } from '../report/index.ts'
import { foreignFile } from '../simulate/index.ts'
import { writeFailure } from '../store/index.ts'
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
 * What is read is not to be replaced by what is written, under whatever name or link; nor is an accounts.csv that no
 * result is, whether or not it is read.
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
      ELSEWHERE,
    )
  }
  const accounts = join(out, 'accounts.csv')
  if (!existsSync(accounts) || startOf(accounts, ACCOUNTS_HEADER.length) === ACCOUNTS_HEADER) return
  throw new StillwatchError(
    'SW_USAGE',
    `${accounts} would be replaced, and no scan has written it.`,
    ELSEWHERE,
  )
}

const ELSEWHERE = 'Name another folder with --out, so that your file stays as it is.'

/** Tells that a demo or rehearsal made a folder. The first file in it, so that a run that was killed is known too. */
const MARKER = 'replaced-by-the-next-run'

/**
 * Empties `traffic/` and `data/` of an earlier demo or rehearsal for this one, or makes them.
 * @throws StillwatchError SW_USAGE where something of these names is there that no such run made
 */
export function replaceEarlierRun(out: string): void {
  const folders = [join(out, 'traffic'), join(out, 'data')]
  const own = folders.find((folder) => existsSync(folder) && !existsSync(join(folder, MARKER)))
  if (own !== undefined)
    throw new StillwatchError(
      'SW_USAGE',
      `${own} would be replaced, and no demo or rehearsal of this version has written it.`,
      'Delete it if an earlier version did; else name another folder with --out.',
    )
  for (const folder of folders) emptied(folder)
}

function emptied(folder: string): void {
  try {
    mkdirSync(dirname(folder), { recursive: true })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(
      join(folder, MARKER),
      'A demo or rehearsal made this folder, and the next one empties it.\n',
    )
    for (const name of readdirSync(folder))
      if (name !== MARKER) rmSync(join(folder, name), { recursive: true, force: true })
  } catch (error) {
    throw writeFailure(folder, error)
  }
}

/**
 * Context files of a provider have the names of simulated ones.
 * @throws StillwatchError SW_USAGE where a simulation would replace files that none has written
 */
export function refuseForeign(out: string): void {
  const own = foreignFile(out)
  if (own !== undefined)
    throw new StillwatchError(
      'SW_USAGE',
      `${own} would be replaced, and no simulation has written it.`,
      ELSEWHERE,
    )
}

/** The first characters of a file, of which each is one byte. */
function startOf(path: string, length: number): string {
  try {
    const file = openSync(path, 'r')
    try {
      const bytes = Buffer.alloc(length)
      return bytes.toString('latin1', 0, readSync(file, bytes, 0, length, 0))
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw writeFailure(path, error)
  }
}

function isSame(one: string, other: string): boolean {
  if (!existsSync(one) || !existsSync(other)) return false
  const [a, b] = [statSync(one), statSync(other)]
  return a.dev === b.dev && a.ino === b.ino
}
