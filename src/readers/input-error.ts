import { StillwatchError } from '../errors/index.ts'

function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** The operating system's complaint about a file as an error with advice. */
export function inputError(path: string, error: unknown): StillwatchError {
  const code = errnoOf(error)
  const options = { cause: error }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const advice =
      'Check the spelling and the folder you are in; quote globs so that the shell leaves them alone.'
    return new StillwatchError('SW_FILE_NOT_FOUND', `There is no file ${path}.`, advice, options)
  }
  if (code === 'EISDIR') return directoryError(path)
  if (code === 'EACCES' || code === 'EPERM') {
    const advice = `Give the user that runs stillwatch the right to read it, for example: chmod +r ${path}`
    return new StillwatchError('SW_FILE_UNREADABLE', `No permission to read ${path}.`, advice, options)
  }
  const reason = error instanceof Error ? error.message : String(error)
  return new StillwatchError(
    'SW_FILE_UNREADABLE',
    `${path} cannot be read: ${reason}.`,
    'Check the disk and the file, then run the command again.',
    options,
  )
}

export function directoryError(path: string): StillwatchError {
  const folder = path.replace(/\/+$/, '')
  return new StillwatchError(
    'SW_FILE_UNREADABLE',
    `${path} is a folder, not a file.`,
    `Name its files with a glob, for example '${folder}/**/*.ndjson.gz'.`,
  )
}
