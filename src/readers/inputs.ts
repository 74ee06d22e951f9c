import type { Stats } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import { StillwatchError } from '../errors/index.ts'
import { directoryError, inputError } from './input-error.ts'
import type { InputFile } from './types.ts'

const byName = new Intl.Collator('en', { numeric: true })

/**
 * The files that paths and globs name, `-` being standard input. In the order of the patterns, within a glob
 * by name (numbers as numbers); a file named twice comes once.
 *
 * @throws StillwatchError SW_USAGE without patterns; SW_FILE_NOT_FOUND for a missing file or a glob that
 * matches nothing; SW_FILE_UNREADABLE for a folder.
 */
export async function expandInputs(patterns: readonly string[]): Promise<InputFile[]> {
  if (patterns.length === 0) {
    throw new StillwatchError(
      'SW_USAGE',
      'No input was named.',
      "Name files or globs, for example 'logs/*.ndjson.gz', or - for standard input.",
    )
  }
  const files: InputFile[] = []
  const seen = new Set<string>()
  for (const pattern of patterns) {
    for (const file of await expand(pattern)) {
      // Pipes such as /dev/fd/63 have no path of their own.
      const identity = file.bytes === undefined ? file.path : await realpath(file.path)
      if (!seen.has(identity)) files.push(file)
      seen.add(identity)
    }
  }
  return files
}

async function expand(pattern: string): Promise<InputFile[]> {
  if (pattern === '-') return [{ path: '-', bytes: undefined }]
  const found = await statOf(pattern)
  // A file whose name looks like a glob is still that file.
  if (found) return [inputFile(pattern, found)]
  if (!isDynamicPattern(pattern)) throw inputError(pattern, Object.assign(new Error(), { code: 'ENOENT' }))
  // Paths keep the form of the pattern: relative ones stay relative.
  const paths = await glob(pattern, { expandDirectories: false, absolute: isAbsolute(pattern) })
  if (paths.length === 0) {
    throw new StillwatchError(
      'SW_FILE_NOT_FOUND',
      `No file matches ${pattern}.`,
      'Check the folder you are in and the pattern; ** matches any depth of folders, * does not cross them.',
    )
  }
  const files: InputFile[] = []
  for (const path of paths.sort(byName.compare)) {
    const stats = await statOf(path)
    if (stats) files.push(inputFile(path, stats))
  }
  return files
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return undefined
    }
    throw inputError(path, error)
  }
}

function inputFile(path: string, stats: Stats): InputFile {
  if (stats.isDirectory()) throw directoryError(path)
  return { path, bytes: stats.isFile() ? stats.size : undefined }
}
