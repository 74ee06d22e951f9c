import { StillwatchError } from '../errors/index.ts'
import { type InputFile, openSource, type ReaderOptions, type Source } from '../readers/index.ts'
import { digestStream, type FileDigest } from './file-digest.ts'

/** A file that is going to be read. */
export interface Input {
  readonly file: InputFile
  /** Undefined for an empty file: among many hourly logs some hours are silent. */
  readonly source: Source | undefined
  /** Of a stream that can be read only once: its digest, after it was read. */
  readonly streamDigest: (() => FileDigest) | undefined
}

/**
 * Recognises every file before the first is read, so that a mistake is told at once.
 * @throws StillwatchError SW_FILE_NOT_FOUND, SW_FILE_UNREADABLE, SW_FORMAT_UNKNOWN
 */
export async function openInputs(
  files: readonly InputFile[],
  options: ReaderOptions,
  stdin: AsyncIterable<Uint8Array> = process.stdin,
): Promise<Input[]> {
  const inputs: Input[] = []
  for (const file of files) inputs.push(await openInput(file, options, stdin))
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
    if (!(error instanceof StillwatchError) || error.code !== 'SW_NO_RECORDS') throw error
    return { file, source: undefined, streamDigest: undefined }
  }
}
