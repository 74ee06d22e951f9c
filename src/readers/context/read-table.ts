import { StillwatchError } from '../../errors/index.ts'
import { parquetBlocks, textBlocks } from '../blocks.ts'
import { type ByteSource, openBytes } from '../byte-source.ts'
import { repeatsAmong } from '../framings/csv.ts'
import { isParquet } from '../framings/parquet.ts'
import { expandInputs } from '../inputs.ts'
import { columnsOf } from '../likeness.ts'
import { readRows } from '../read-block.ts'
import { SAMPLE_ROWS, sampleText } from '../sample.ts'
import type { Block, Unreadable } from '../types.ts'

/** What of a context file could not be used. */
export interface Unused {
  readonly unreadable: readonly Unreadable[]
  /** Fields whose value was left out of rows that are used all the same: of how many, and the first one's line. */
  readonly dropped: readonly DroppedField[]
  /** Whether several columns have one plain name. The first of them that says something counts. */
  readonly repeatedColumns: boolean
}

export interface DroppedField {
  readonly field: string
  readonly rows: number
  readonly line: number
}

/** The usable rows of a context file, and what could not be used. */
export interface ContextTable<T> extends Unused {
  readonly rows: readonly T[]
  /** On which line each of the rows stands. */
  readonly lines: readonly number[]
  /** The names of all columns or keys, as they are; of CSV also those without a value. */
  readonly columns: readonly string[]
}

export interface ContextKind<T> {
  /** For messages: what the file is about. */
  readonly title: string
  /** The columns a usable row has, for messages. */
  readonly expected: string
  /** A row as what it means and which fields were left out, or why it means nothing. */
  readonly convert: (
    row: Record<string, unknown>,
  ) => { readonly value: T; readonly dropped?: readonly string[] } | { readonly reason: string }
  /** Advice where the rows turn out to be something else. */
  readonly hint?: (rows: readonly Record<string, unknown>[]) => string | undefined
}

/** A column's name in lower case, with underscores for spaces and dashes. */
export function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
}

/**
 * Reads a whole context file: CSV, NDJSON, a JSON array, or Parquet, plain or compressed.
 *
 * @throws StillwatchError SW_FILE_NOT_FOUND, SW_FILE_UNREADABLE, and SW_CONTEXT_INVALID where no row is usable.
 */
export async function readTable<T>(path: string, kind: ContextKind<T>): Promise<ContextTable<T>> {
  const rows: T[] = []
  const lines: number[] = []
  const unreadable: Unreadable[] = []
  const dropped = new Map<string, DroppedField>()
  const columns = new Set<string>()
  const raw: Record<string, unknown>[] = []
  let repeatedColumns = false
  const lookAt = (names: readonly string[]): void => {
    repeatedColumns ||= repeatsAmong(names.map(plainName)).size > 0
  }
  for await (const block of blocksOf(path)) {
    if (block.header) lookAt(block.header)
    await readRows(
      block,
      (row, line) => {
        if (!block.header) lookAt(Object.keys(row))
        if (raw.length < SAMPLE_ROWS) raw.push(row)
        for (const name in row) columns.add(name)
        if (isBlank(row)) return
        const result = kind.convert(row)
        if ('reason' in result) {
          unreadable.push({ line, reason: result.reason })
          return
        }
        rows.push(result.value)
        lines.push(line)
        for (const field of result.dropped ?? []) {
          const before = dropped.get(field) ?? { field, rows: 0, line }
          dropped.set(field, { ...before, rows: before.rows + 1 })
        }
      },
      (problem) => unreadable.push(problem),
    )
  }
  const hint = raw.length > 0 ? kind.hint?.(raw) : undefined
  if (rows.length > 0 && hint === undefined) {
    const unused = { unreadable, dropped: [...dropped.values()], repeatedColumns }
    return { rows, lines, columns: [...columns], ...unused }
  }
  const [first] = unreadable
  const reason = first ? ` Line ${first.line}: ${first.reason}.` : ' It has no rows.'
  throw new StillwatchError(
    'SW_CONTEXT_INVALID',
    `${path} holds no usable ${kind.title}. Expected columns: ${kind.expected}. Found: ${columnsOf(raw)}.${hint ? '' : reason}`,
    hint ??
      'Rename the columns, or check that this is the file you meant; docs/data-sources.md has examples.',
  )
}

/** Spreadsheets leave rows of empty cells at the end. */
function isBlank(row: Record<string, unknown>): boolean {
  return Object.values(row).every((value) => value === '' || value === null || value === undefined)
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
