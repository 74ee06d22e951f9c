import { type ErrorCode, StillwatchError } from '../errors/index.ts'
import { type InputFile, openSource, type ReaderOptions, type Source } from '../readers/index.ts'
import { digestStream, type FileDigest } from './file-digest.ts'

/** A file that is going to be read. */
export interface Input {
  readonly file: InputFile
  /** Undefined for an empty file (among many hourly logs some hours are silent) and for one with a problem. */
  readonly source: Source | undefined
  /** Why it cannot be read. */
  readonly problem?: StillwatchError
  /** Of a stream that can be read only once: its digest, after it was read. */
  readonly streamDigest: (() => FileDigest) | undefined
}

/** Problems of one file that say nothing of the others. */
const OF_ONE_FILE: readonly ErrorCode[] = ['SW_FILE_NOT_FOUND', 'SW_FILE_UNREADABLE', 'SW_FORMAT_UNKNOWN']

/**
 * Recognises every file before the first is read, so that a mistake is told at once. One that cannot be read among
 * others that can has a problem, and costs the others nothing.
 * @throws StillwatchError the first problem where no file can be read; SW_USAGE for a file that is no log
 */
export async function openInputs(
  files: readonly InputFile[],
  options: ReaderOptions,
  stdin: AsyncIterable<Uint8Array> = process.stdin,
): Promise<Input[]> {
  const inputs: Input[] = []
  for (const file of files) inputs.push(await openInput(file, options, stdin))
  const problem = inputs.find((input) => input.problem)?.problem
  if (problem && inputs.every(({ source }) => source === undefined)) throw problem
  return inputs
}

async function openInput(
  file: InputFile,
  options: ReaderOptions,
  stdin: AsyncIterable<Uint8Array>,
): Promise<Input> {
  const digested = file.path === '-' ? digestStream(stdin) : undefined
  try {
    const source = await openSource(file, options, digested?.stream)
    return { file, source, streamDigest: digested?.finish }
  } catch (error) {
    if (!(error instanceof StillwatchError)) throw error
    const nothing = { file, source: undefined, streamDigest: undefined }
    if (error.code === 'SW_NO_RECORDS') return nothing
    if (!OF_ONE_FILE.includes(error.code)) throw error
    return { ...nothing, problem: error }
  }
}
