import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ClickHouseLogLevel, createClient } from '@clickhouse/client'
import {
  COMMAND_SETTINGS,
  type Engine,
  INSERT_SETTINGS,
  type Limits,
  type Parameters,
  querySettings,
  type ResultFormat,
  type Settings,
} from './engine.ts'

/** Bytes handed to the HTTP client at a time. */
const PIECE = 1 << 20

/**
 * A ClickHouse server.
 * @param url http(s)://user:password@host:port/database
 */
export function openServer(url: string, limits: Limits): Engine {
  const settings = querySettings(limits)
  const client = createClient({
    url,
    application: 'stillwatch',
    request_timeout: limits.querySeconds * 1000 + 5_000,
    // Failures are thrown, and told once.
    log: { level: ClickHouseLogLevel.OFF },
  })

  async function* stream(
    sql: string,
    parameters: Parameters,
    format: ResultFormat,
    own: Settings = {},
  ): AsyncGenerator<Uint8Array> {
    const query = `${withoutSemicolon(sql)}\nFORMAT ${format}`
    const result = await client.exec({
      query,
      query_params: { ...parameters },
      clickhouse_settings: { ...settings, ...own },
    })
    for await (const chunk of result.stream) if (chunk instanceof Uint8Array) yield chunk
  }

  return {
    kind: 'server',
    async insert(table, columns, rows) {
      await client.insert({
        table,
        columns: nonEmpty(columns),
        values: Readable.from(pieces(rows), { objectMode: false }),
        format: 'TabSeparated',
        clickhouse_settings: INSERT_SETTINGS,
      })
    },
    async insertBinary(table, columns, rows) {
      const { stream: answer } = await client.exec({
        query: `INSERT INTO ${table} (${columns.join(', ')}) FORMAT RowBinary`,
        values: Readable.from(pieces(rows), { objectMode: false }),
        clickhouse_settings: INSERT_SETTINGS,
      })
      answer.resume()
      await finished(answer)
    },
    async command(sql, parameters) {
      await client.command({
        query: sql,
        query_params: { ...parameters },
        clickhouse_settings: { ...settings, ...COMMAND_SETTINGS },
      })
    },
    stream,
    close: () => client.close(),
  }
}

function* pieces(rows: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < rows.length; start += PIECE) yield rows.subarray(start, start + PIECE)
}

function nonEmpty(columns: readonly string[]): [string, ...string[]] {
  const [first, ...rest] = columns
  if (first === undefined) throw new TypeError('an insert names its columns')
  return [first, ...rest]
}

function withoutSemicolon(sql: string): string {
  return sql.replace(/[;\s]+$/, '')
}
