import { StillwatchError } from '../errors/index.ts'
import { TIMES_ARE } from '../record/index.ts'
import { DIALECTS, dialectNamed } from './dialects/all.ts'
import type { Dialect } from './dialects/dialect.ts'
import { failureOf } from './failure.ts'
import { columnsOf, looksLikeAccounts } from './likeness.ts'
import { textFraming } from './read-block.ts'
import type { Sample } from './sample.ts'
import type { Format, FramingId, ReaderOptions } from './types.ts'

/**
 * The first framing and dialect that fit, from samples of a file's start.
 *
 * @throws StillwatchError SW_FORMAT_UNKNOWN naming what was tried and why each failed; SW_USAGE for accounts.
 */
export function recogniseDialect(
  path: string,
  samples: readonly Sample[],
  options: ReaderOptions,
): Omit<Format, 'compression'> {
  const dialects = options.dialect ? [dialectNamed(options.dialect)] : DIALECTS
  for (const { framing, rows } of samples) {
    if (rows.length === 0) continue
    if (options.dialect) return { framing, dialect: options.dialect }
    const dialect = dialects.find((candidate) => recognises(candidate, rows, options))
    if (dialect && !(dialect.id === 'native' && looksLikeAccounts(rows)))
      return { framing, dialect: dialect.id }
  }
  throw unknown(path, samples, dialects, options)
}

/** Row by row: one at which a reader fails hides no other. */
function recognises(
  dialect: Dialect,
  rows: readonly Record<string, unknown>[],
  options: ReaderOptions,
): boolean {
  return rows.some((row) => {
    try {
      return dialect.recognise([row], options)
    } catch {
      return false
    }
  })
}

function unknown(
  path: string,
  samples: readonly Sample[],
  dialects: readonly Dialect[],
  options: ReaderOptions,
): StillwatchError {
  const withRows = samples.find(({ rows }) => rows.length > 0)
  if (withRows && areAccounts(withRows.rows, options)) {
    return new StillwatchError(
      'SW_USAGE',
      `${path} describes accounts, not requests (columns: ${columnsOf(withRows.rows)}).`,
      `Give it as context: --accounts ${path}`,
    )
  }
  // Where several framings give rows, the dialects have the same to say about each.
  const tried = [
    ...samples.flatMap(({ framing, problem }) =>
      problem === undefined ? [] : [`${titleOf(framing)}: ${problem}`],
    ),
    ...(withRows
      ? dialects.map((dialect) => `${dialect.title}: ${whyNot(dialect, withRows.rows, options)}`)
      : []),
  ]
  const found = withRows ? ` Columns found: ${columnsOf(withRows.rows)}.` : ''
  return new StillwatchError(
    'SW_FORMAT_UNKNOWN',
    `${path} is in no format that stillwatch knows. Tried: ${tried.join('; ')}.${found}`,
    withRows
      ? adviceFor(withRows.rows, options)
      : 'Readable are NDJSON, JSON arrays, CSV with a header, and Parquet, plain, gzip or zstd.',
  )
}

/** Where a time is named and cannot be read, naming it again does not help. */
function adviceFor(rows: readonly Record<string, unknown>[], options: ReaderOptions): string {
  const failure = commonFailure(dialectNamed('native'), rows, options)
  return failure?.reason === 'unusable time'
    ? TIMES_ARE
    : 'Say where the fields are with --map, for example --map time=ts --map account_id=customer.id.'
}

/** Whoever says where the time of a request stands knows what the rows are. */
function areAccounts(rows: readonly Record<string, unknown>[], { map }: ReaderOptions): boolean {
  return map?.time === undefined && looksLikeAccounts(rows)
}

/** What the dialect needs, and what most rows fail at; of a vendor's dialect that is what it needs. */
function whyNot(dialect: Dialect, rows: readonly Record<string, unknown>[], options: ReaderOptions): string {
  if (dialect.id !== 'native' && dialect.id !== options.dialect) return `needs ${dialect.needs}`
  const failure = commonFailure(dialect, rows, options)
  const failed = failure ? ` (${failure.reason} in ${failure.count} of ${rows.length} rows)` : ''
  return `needs ${dialect.needs}${failed}`
}

function commonFailure(
  dialect: Dialect,
  rows: readonly Record<string, unknown>[],
  options: ReaderOptions,
): { readonly reason: string; readonly count: number } | undefined {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const reason = failureAt(row, dialect, options)
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  const [worst] = [...counts].sort(([, a], [, b]) => b - a)
  return worst && { reason: worst[0], count: worst[1] }
}

function failureAt(
  row: Record<string, unknown>,
  dialect: Dialect,
  options: ReaderOptions,
): string | undefined {
  try {
    const result = dialect.toRequest(row, options)
    return 'reason' in result ? result.reason : undefined
  } catch (error) {
    return failureOf(error)
  }
}

function titleOf(framing: FramingId): string {
  return framing === 'parquet' ? 'Parquet' : textFraming(framing).title
}
