import { StillwatchError } from '../../errors/index.ts'
import { parquetBlocks, textBlocks } from '../blocks.ts'
import { type ByteSource, openBytes } from '../byte-source.ts'
import { isParquet } from '../framings/parquet.ts'
import { expandInputs } from '../inputs.ts'
import { columnsOf } from '../likeness.ts'
import { readRows } from '../read-block.ts'
import { sampleText } from '../sample.ts'
import type { Block, Unreadable } from '../types.ts'

/** The usable rows of a context file, and the others. */
export interface ContextTable<T> {
  readonly rows: readonly T[]
  readonly unreadable: readonly Unreadable[]
}

export interface ContextKind<T> {
  /** For messages: what the file is about. */
  readonly title: string
  /** The columns a usable row has, for messages. */
  readonly expected: string
  /** A row as what it means, or why it means nothing. */
  readonly convert: (row: Record<string, unknown>) => { readonly value: T } | { readonly reason: string }
  /** Advice where the rows turn out to be something else. */
  readonly hint?: (rows: readonly Record<string, unknown>[]) => string | undefined
}

/**
 * Reads a whole context file: CSV, NDJSON, a JSON array, or Parquet, plain or compressed.
 *
 * @throws StillwatchError SW_FILE_NOT_FOUND, SW_FILE_UNREADABLE, and SW_CONTEXT_INVALID where no row is usable.
 */
export async function readTable<T>(path: string, kind: ContextKind<T>): Promise<ContextTable<T>> {
  const rows: T[] = []
  const unreadable: Unreadable[] = []
  const raw: Record<string, unknown>[] = []
  for await (const block of blocksOf(path)) {
    await readRows(
      block,
      (row, line) => {
        if (raw.length < 200) raw.push(row)
        const result = kind.convert(row)
        if ('value' in result) rows.push(result.value)
        else unreadable.push({ line, reason: result.reason })
      },
      (problem) => unreadable.push(problem),
    )
  }
  const hint = raw.length > 0 ? kind.hint?.(raw) : undefined
  if (rows.length > 0 && hint === undefined) return { rows, unreadable }
  const [first] = unreadable
  const reason = first ? ` Line ${first.line}: ${first.reason}.` : ' It has no rows.'
  throw new StillwatchError(
    'SW_CONTEXT_INVALID',
    `${path} holds no usable ${kind.title}. Expected columns: ${kind.expected}. Found: ${columnsOf(raw)}.${hint ? '' : reason}`,
    hint ??
      'Rename the columns, or check that this is the file you meant; docs/data-sources.md has examples.',
  )
}

async function* blocksOf(path: string): AsyncGenerator<Block, void, undefined> {
  for (const file of path === '-' ? [] : await expandInputs([path])) {
    const source = await openBytes(file)
    const { bytes: start } = await source.peek(4)
    if (isParquet(start)) {
      await source.close()
      yield* parquetBlocks(file.path, 'native', {})
    } else yield* textTable(source, file.path)
  }
}

async function* textTable(source: ByteSource, path: string): AsyncGenerator<Block, void, undefined> {
  const samples = await sampleText(source, undefined)
  const framing = samples.find(({ rows }) => rows.length > 0)?.framing ?? samples[0]?.framing
  if (framing === undefined || framing === 'parquet') return source.close()
  yield* textBlocks(source, path, framing, 'native', {})
}
