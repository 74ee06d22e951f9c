import { StillwatchError } from '../errors/index.ts'
import { parquetBlocks, textBlocks } from './blocks.ts'
import { type ByteSource, openBytes } from './byte-source.ts'
import { firstRows, isParquet } from './framings/parquet.ts'
import { recogniseDialect } from './recognise.ts'
import { SAMPLE_ROWS, type Sample, sampleBlocks, sampleText, shallow } from './sample.ts'
import type { Format, InputFile, ReaderOptions, Source } from './types.ts'

/**
 * Opens a request log and finds out what it is from its start: compression by its magic bytes, framing and
 * dialect by trying them.
 *
 * @param stdin read for the path `-`, in place of the process's own.
 * @throws StillwatchError SW_FILE_NOT_FOUND, SW_FILE_UNREADABLE, SW_NO_RECORDS for an empty file, and
 * SW_FORMAT_UNKNOWN naming what was tried and why each failed.
 */
export async function openSource(
  file: InputFile,
  options: ReaderOptions = {},
  stdin?: AsyncIterable<Uint8Array>,
): Promise<Source> {
  const bytes = await openBytes(file, stdin)
  try {
    const format = await formatOf(bytes, file, options)
    if (format.framing === 'parquet') {
      await bytes.close()
      return { file, format, blocks: () => parquetBlocks(file.path, format.dialect, options) }
    }
    return { file, format, blocks: await textSource(bytes, file, format, format.framing, options) }
  } catch (error) {
    await bytes.close()
    throw error
  }
}

/** A regular file is opened again when it is walked, so that a thousand sources hold no thousand files. */
async function textSource(
  bytes: ByteSource,
  file: InputFile,
  format: Format,
  framing: Exclude<Format['framing'], 'parquet'>,
  options: ReaderOptions,
): Promise<Source['blocks']> {
  if (file.bytes === undefined) return () => textBlocks(bytes, file.path, framing, format.dialect, options)
  await bytes.close()
  return async function* (onBytes) {
    yield* textBlocks(await openBytes(file, undefined, onBytes), file.path, framing, format.dialect, options)
  }
}

async function formatOf(bytes: ByteSource, file: InputFile, options: ReaderOptions): Promise<Format> {
  const { compression } = bytes
  const { bytes: start } = await bytes.peek(64)
  rejectUnreadable(start, bytes, file)
  if (isParquet(start)) {
    const rows = await parquetSample(file, bytes, options.patience)
    if (rows.length === 0) throw emptyFile(file)
    const samples = [{ framing: 'parquet', rows, problem: undefined, empty: false }] as const
    return { ...recogniseDialect(file.path, samples, options), compression }
  }
  const only = options.framing === 'parquet' ? undefined : options.framing
  const looked = await sampleText(bytes, only)
  const samples =
    file.bytes !== undefined && looked.some(({ more }) => more) ? await deeper(file, looked) : looked
  if (samples.some(({ empty }) => empty)) throw emptyFile(file)
  return { ...recogniseDialect(file.path, samples, options), compression }
}

/** A file that begins with a row of more than 64 MiB is recognised by what comes after. */
async function deeper(file: InputFile, looked: readonly Sample[]): Promise<Sample[]> {
  const samples: Sample[] = []
  for (const { framing } of looked) {
    if (framing === 'parquet') continue
    const source = shallow(await openBytes(file))
    const sample = await sampleBlocks(textBlocks(source, file.path, framing, 'native', {}), framing)
    if (sample.rows.length > 0) return [sample]
    samples.push(sample)
  }
  return samples
}

function emptyFile({ path }: InputFile): StillwatchError {
  const name = path === '-' ? 'Standard input' : path
  return new StillwatchError(
    'SW_NO_RECORDS',
    `${name} is empty: there is no row in it.`,
    'Leave it out, or check that the program that writes it has run.',
  )
}

function rejectUnreadable(start: Uint8Array, source: ByteSource, file: InputFile): void {
  if (start.length === 0 && source.broken() === undefined) throw emptyFile(file)
  if (start.length === 0) {
    throw new StillwatchError(
      'SW_FILE_UNREADABLE',
      `${file.path} is damaged from its start (${source.broken()}).`,
      'Fetch the file again, or restore it from a backup.',
    )
  }
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) {
    throw new StillwatchError(
      'SW_FORMAT_UNKNOWN',
      `${file.path} is UTF-16 text; stillwatch reads UTF-8.`,
      `Convert it, for example: iconv -f UTF-16 -t UTF-8 ${file.path}`,
    )
  }
}

async function parquetSample(
  file: InputFile,
  bytes: ByteSource,
  patience: number | undefined,
): Promise<readonly Record<string, unknown>[]> {
  if (file.bytes === undefined || bytes.compression !== 'none') {
    throw new StillwatchError(
      'SW_FORMAT_UNKNOWN',
      `${file.path} is Parquet inside ${file.bytes === undefined ? 'a pipe' : bytes.compression}.`,
      'Parquet is read from its end: give it as a plain file.',
    )
  }
  return firstRows(file.path, SAMPLE_ROWS, patience)
}
