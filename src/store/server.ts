import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import {
  type ClickHouseClient,
  type ClickHouseClientConfigOptions,
  ClickHouseLogLevel,
  createClient,
} from '@clickhouse/client'
import { StillwatchError } from '../errors/index.ts'
import {
  CLUSTER_SETTINGS,
  type ClusterNames,
  clusterCommandSettings,
  commandOnCluster,
  definitionOnCluster,
} from './cluster.ts'
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
import { sent } from './long-parameters.ts'
import { untilException } from './midway.ts'
import { retrying } from './retry.ts'
import { lost, neverMade, noAnswer, serverFailure } from './server-failure.ts'

/** Bytes handed to the HTTP client at a time. */
const PIECE = 1 << 20
/** So long a server may take for its first answer; one in a cloud that sleeps takes half a minute to wake. */
const FIRST_ANSWER_SECONDS = 60
/** What a server may take beyond a query's time limit to say that it has ended it. */
const GRACE_SECONDS = 5

/** Tables of history, where a row that is stored twice would be told twice; in all others doubles collapse. */
const HISTORY = new Set(['passes', 'campaign_revisions'])

/**
 * A ClickHouse server. Where a connection is refused, or lost in a way that repeating does no harm, statements are tried
 * again for `limits.retrySeconds`: a server that restarts costs a scan no more than that.
 * @param url http(s)://user:password@host:port/database
 * @throws StillwatchError SW_STORE_FAILED where it cannot be reached, or refuses the user
 */
export async function openServer(url: string, limits: Limits): Promise<Engine> {
  const place = placeOf(url)
  const idleSeconds = limits.querySeconds + GRACE_SECONDS
  const options = {
    application: 'stillwatch',
    request_timeout: idleSeconds * 1000,
    // While rows are read nobody looks at the clock, and the server may have closed what lay idle.
    keep_alive: { eagerly_destroy_stale_sockets: true },
    // Failures are thrown, and told once.
    log: { level: ClickHouseLogLevel.OFF },
  }
  const client = clientOf(url, options)
  // ClickHouse decompresses statements and rows, but not forms.
  const plain = clientOf(withoutCompression(url), options)
  const clientFor = ({ values }: { values?: unknown }) => (values === undefined ? client : plain)
  const close = async (): Promise<void> => {
    await client.close()
    await plain.close()
  }
  const told = (error: unknown): unknown => serverFailure(error, place, idleSeconds)
  let over: ClusterNames | undefined
  try {
    await firstAnswer(client, place, Math.min(FIRST_ANSWER_SECONDS, idleSeconds))
    over = await overCluster(client)
  } catch (error) {
    await close()
    throw told(error)
  }
  const settings = settingsFor(limits, over !== undefined)

  /** @param repeatable whether doing it twice does no harm */
  const attempt = async <Result>(repeatable: boolean, action: () => Promise<Result>): Promise<Result> => {
    const mayPass = (error: unknown): boolean => neverMade(error) || (repeatable && lost(error))
    try {
      return await retrying(limits.retrySeconds, mayPass, action)
    } catch (error) {
      throw told(error)
    }
  }

  async function* stream(
    sql: string,
    parameters: Parameters,
    format: ResultFormat,
    own: Settings = {},
  ): AsyncGenerator<Uint8Array> {
    const query = `${withoutSemicolon(sql)}\nFORMAT ${format}`
    const result = await attempt(true, () => {
      const asked = sent(query, parameters)
      return clientFor(asked).exec({ ...asked, clickhouse_settings: { ...settings.query, ...own } })
    })
    const tag = result.response_headers['x-clickhouse-exception-tag']
    try {
      yield* untilException(result.stream, typeof tag === 'string' ? tag : undefined)
    } catch (error) {
      throw told(error)
    }
  }

  return {
    kind: 'server',
    cluster: over?.cluster,
    async insert(table, columns, rows) {
      await attempt(!HISTORY.has(table), () =>
        client.insert({
          table,
          columns: nonEmpty(columns),
          values: Readable.from(pieces(rows), { objectMode: false }),
          format: 'TabSeparated',
          clickhouse_settings: settings.insert,
        }),
      )
    },
    async insertBinary(table, columns, rows) {
      await attempt(!HISTORY.has(table), async () => {
        const { stream: answer } = await client.exec({
          query: `INSERT INTO ${table} (${columns.join(', ')}) FORMAT RowBinary`,
          values: Readable.from(pieces(rows), { objectMode: false }),
          clickhouse_settings: settings.insert,
        })
        answer.resume()
        await finished(answer)
      })
    },
    async define(sql) {
      for (const query of over === undefined ? [sql] : definitionOnCluster(sql, over)) {
        await attempt(true, () => client.command({ query, clickhouse_settings: settings.command }))
      }
    },
    async command(sql, parameters) {
      const query = over === undefined ? sql : commandOnCluster(sql, over.cluster)
      await attempt(false, async () => {
        const ordered = sent(query, parameters)
        const { stream: answer } = await clientFor(ordered).exec({
          ...ordered,
          clickhouse_settings: settings.command,
        })
        answer.resume()
        await finished(answer)
      })
    },
    stream,
    close,
  }
}

function settingsFor(limits: Limits, clustered: boolean) {
  const query = {
    ...querySettings(limits),
    // Before 25.11 an exception may otherwise come as one more row of JSON.
    http_write_exception_in_output_format: 0 as const,
    ...(clustered && CLUSTER_SETTINGS),
  }
  return {
    query,
    insert: { ...INSERT_SETTINGS, ...(clustered && CLUSTER_SETTINGS) },
    command: {
      ...query,
      ...COMMAND_SETTINGS,
      ...(clustered && clusterCommandSettings(limits.querySeconds)),
    },
  }
}

/** Asks for nothing, to learn at once and not in the middle of a scan that an address or a password is wrong. */
async function firstAnswer(client: ClickHouseClient, place: string, seconds: number): Promise<void> {
  const late = AbortSignal.timeout(seconds * 1000)
  const answer = await client.ping({ select: true, abort_signal: late })
  if (answer.success) return
  throw late.aborted ? noAnswer(place, seconds) : answer.error
}

/** The cluster and database that the tables lie in, where they are Distributed tables. */
async function overCluster(client: ClickHouseClient): Promise<ClusterNames | undefined> {
  const answer = await client.query({
    query: `SELECT extract(engine_full, '^Distributed\\(\\'([^\\']+)') AS cluster, currentDatabase() AS database
      FROM system.tables WHERE database = currentDatabase() AND name = 'requests' AND engine = 'Distributed'`,
    format: 'JSONEachRow',
  })
  const [found] = await answer.json<ClusterNames>()
  return found
}

const URL_ADVICE =
  'Write http://user:password@host:8123/database, with signs like @ : / # % in a password percent-encoded.'

/**
 * The server's address as it may be told: without credentials and settings.
 * @throws StillwatchError SW_USAGE where it is no address
 */
function placeOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed?.protocol === 'http:' || parsed?.protocol === 'https:')
    return `${parsed.origin}${parsed.pathname}`
  // Not repeated here, as it may hold a password.
  throw new StillwatchError(
    'SW_USAGE',
    'The address of the ClickHouse server is no http:// or https:// URL',
    URL_ADVICE,
  )
}

/** @throws StillwatchError SW_USAGE for an address that the client makes nothing of; its words may hold a password */
function clientOf(url: string, options: ClickHouseClientConfigOptions): ClickHouseClient {
  try {
    return createClient({ ...options, url })
  } catch {
    throw new StillwatchError(
      'SW_USAGE',
      'The address of the ClickHouse server cannot be used: its password or its parameters are not as they should be',
      URL_ADVICE,
    )
  }
}

/** The address without what asks for compressed requests. */
function withoutCompression(url: string): string {
  if (!URL.canParse(url)) return url
  const address = new URL(url)
  address.searchParams.delete('compression_request')
  return address.href
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
