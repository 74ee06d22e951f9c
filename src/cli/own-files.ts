import { closeSync, existsSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { StillwatchError } from '../errors/index.ts'
import { expandInputs, type InputFile } from '../readers/index.ts'
import { ACCOUNTS_HEADER } from '../report/index.ts'
import { foreignFile, TRUTH_FILE } from '../simulate/index.ts'
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

/**
 * Removes what an earlier demo or rehearsal left in a folder: `data/`, and `traffic/` but for the truth, by which the
 * next run knows both as a run's own, also where it was killed.
 * @throws StillwatchError SW_USAGE where something of these names is there that no such run wrote
 */
export function removeEarlierRun(out: string): void {
  const [traffic, data] = [join(out, 'traffic'), join(out, 'data')]
  if (existsSync(join(traffic, TRUTH_FILE))) {
    const inTraffic = readdirSync(traffic).filter((name) => name !== TRUTH_FILE)
    for (const path of [data, ...inTraffic.map((name) => join(traffic, name))]) removeAll(path)
    return
  }
  const own = [traffic, data].find((path) => existsSync(path))
  if (own !== undefined)
    throw new StillwatchError(
      'SW_USAGE',
      `${own} would be replaced, and no demo or rehearsal has written it.`,
      ELSEWHERE,
    )
}

function removeAll(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch (error) {
    throw writeFailure(path, error)
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
