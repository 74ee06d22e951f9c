/** A value for a `{name:Type}` placeholder. Integers beyond 2^53 are passed as bigint or digits. */
export type Parameter = string | number | bigint | boolean | readonly (string | number | bigint)[]
export type Parameters = Readonly<Record<string, Parameter>>

/** Formats in which results are read: rows for people's sizes, columns for millions of rows, rows to insert again. */
export type ResultFormat = 'JSONEachRow' | 'Native' | 'RowBinary'

/** ClickHouse settings that differ from those of `querySettings`, by name. */
export type Settings = Partial<ReturnType<typeof querySettings>>

/** What bounds every query, so that none can take the machine down. */
export interface Limits {
  /** Seconds after which a query is cancelled. */
  readonly querySeconds: number
  /** Bytes a query may hold; at half of it, and at 1 GiB at the latest, sorting and grouping go to disk. */
  readonly memoryBytes: number
  /** Seconds for which a server that cannot be reached any more is tried again. */
  readonly retrySeconds: number
}

/** The same four things from an embedded ClickHouse and from a server. Errors are the engine's own. */
export interface Engine {
  readonly kind: 'embedded' | 'server'
  /** Appends rows given as TabSeparated bytes. `rows` is not changed, and must not be before this settles. */
  insert(table: string, columns: readonly string[], rows: Uint8Array): Promise<void>
  /** The same with RowBinary bytes, which cost the engine a tenth. */
  insertBinary(table: string, columns: readonly string[], rows: Uint8Array): Promise<void>
  /** The cluster over whose shards the tables lie; undefined for one server, and embedded. */
  readonly cluster: string | undefined
  /** A statement of a migration. */
  define(sql: string): Promise<void>
  /** A statement without a result. */
  command(sql: string, parameters: Parameters): Promise<void>
  /** A query's result as it comes, in pieces that may end anywhere. */
  stream(
    sql: string,
    parameters: Parameters,
    format: ResultFormat,
    settings?: Settings,
  ): AsyncIterable<Uint8Array>
  close(): Promise<void>
}

type Switch = 0 | 1

/** What grouping holds in memory before it uses the disk, so that memory stays flat as the logs grow. */
const SPILL_BYTES = 2 ** 30

/** Settings of every query, in the client's types: its 64-bit integers are digits. */
export function querySettings(limits: Limits) {
  const spill = String(Math.min(SPILL_BYTES, Math.floor(limits.memoryBytes / 2)))
  return {
    max_execution_time: limits.querySeconds,
    max_memory_usage: String(Math.floor(limits.memoryBytes)),
    max_bytes_before_external_group_by: spill,
    max_bytes_before_external_sort: spill,
    output_format_json_quote_64bit_integers: 1 as Switch,
    // A request's partition follows from its key, so FINAL need not compare rows of different days.
    do_not_merge_across_partitions_select_final: 1 as Switch,
  }
}

/** Settings of every insert. */
export const INSERT_SETTINGS = {
  // Logs may span years, and every day is a partition: 0 lifts the limit of 100 per insert.
  max_partitions_per_insert_block: '0',
  // Ours are numbers; guessing among date formats, chDB's default, costs time.
  date_time_input_format: 'basic',
  // Rows are written by our own code in this format: reject what does not fit rather than guess.
  input_format_tsv_empty_as_default: 0,
} as const

/** Settings of a command: deletions return when they are done. */
export const COMMAND_SETTINGS = { mutations_sync: '2' } as const
