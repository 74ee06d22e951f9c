import { totalmem } from 'node:os'
import { constrainedMemory } from 'node:process'
import type { ColumnKinds, Columns } from './columns.ts'
import type { Engine, Limits, Parameters, Settings } from './engine.ts'
import { storeFailure } from './failure.ts'
import { type DataFolder, openFolder } from './folder.ts'
import { checkHashKey } from './hash-key.ts'
import { readJsonRows } from './json-rows.ts'
import { loadMigrations, migrate } from './migrate.ts'
import { NativeDecoder } from './native.ts'
import { putBack } from './set-aside.ts'

export interface StoreOptions {
  /** Holds the installation's key, the rejects and, without a server, the traffic itself. */
  readonly dataDir: string
  /** http(s)://user:password@host:port/database; without it ClickHouse runs inside this process. */
  readonly clickhouseUrl?: string | undefined
  readonly limits?: Partial<Limits>
}

export interface QueryOptions {
  /** Give 64-bit integers as numbers (exact below 2^53) instead of digits. */
  readonly numbers?: boolean
}

/** Traffic, ledgers and accounts, open until closed. */
export interface Store {
  readonly kind: Engine['kind']
  /** The cluster over whose shards the tables lie; undefined for one server, and embedded. */
  readonly cluster: string | undefined
  readonly folder: DataFolder
  /** Appends rows given as TabSeparated bytes with these columns. Do not change `rows` before it settles. */
  insert(table: string, columns: readonly string[], rows: Uint8Array): Promise<void>
  /** The same with RowBinary bytes: for millions of rows. */
  insertBinary(table: string, columns: readonly string[], rows: Uint8Array): Promise<void>
  /** Rows as objects; 64-bit integers come as digits unless asked otherwise. */
  query<Row>(sql: string, parameters?: Parameters, options?: QueryOptions): Promise<Row[]>
  /** Millions of rows, as one typed array per column. */
  columns<const Kinds extends ColumnKinds>(
    sql: string,
    parameters: Parameters,
    kinds: Kinds,
  ): Promise<Columns<Kinds>>
  /** Rows as RowBinary bytes, for `insertBinary` of another store. */
  binary(sql: string, parameters: Parameters): Promise<Uint8Array>
  /** A statement without a result. Deletions and updates are done when it returns. */
  command(sql: string, parameters?: Parameters): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the traffic store, making or migrating what is not there yet. One process at a time has a data folder
 * open, and a process has at most one embedded folder open; the lock falls when the process ends, however.
 * @throws StillwatchError SW_ENGINE_MISSING, SW_STORE_LOCKED, SW_STORE_FAILED
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const url = options.clickhouseUrl ?? process.env.STILLWATCH_CLICKHOUSE_URL
  const limits = { ...defaultLimits(), ...options.limits }
  const folder = openFolder(options.dataDir)
  let engine: Engine | undefined
  try {
    engine = await openEngine(url, folder, limits)
    const store = storeOver(engine, folder)
    // A server has none set aside.
    if (engine.kind === 'embedded') await putBack(store)
    await migrate(engine, loadMigrations())
    await checkHashKey(store)
    return store
  } catch (error) {
    await engine?.close()
    throw storeFailure(error)
  }
}

/** Each engine's library is loaded only where it is used: threads that merely write rows load neither. */
async function openEngine(url: string | undefined, folder: DataFolder, limits: Limits): Promise<Engine> {
  if (url) return (await import('./server.ts')).openServer(url, limits)
  return (await import('./embedded.ts')).openEmbedded(folder, limits)
}

function defaultLimits(): Limits {
  const constrained = constrainedMemory()
  const memory = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()
  return { querySeconds: 3_600, memoryBytes: Math.max(1 << 30, Math.floor(memory / 2)), retrySeconds: 30 }
}

function storeOver(engine: Engine, folder: DataFolder): Store {
  return {
    kind: engine.kind,
    cluster: engine.cluster,
    folder,
    async insert(table, columns, rows) {
      if (rows.length === 0) return
      await engine.insert(table, columns, rows).catch((error: unknown) => {
        throw storeFailure(error, `INSERT INTO ${table} (${columns.join(', ')})`)
      })
    },
    async insertBinary(table, columns, rows) {
      if (rows.length === 0) return
      await engine.insertBinary(table, columns, rows).catch((error: unknown) => {
        throw storeFailure(error, `INSERT INTO ${table} (${columns.join(', ')})`)
      })
    },
    async query<Row>(sql: string, parameters: Parameters = {}, options: QueryOptions = {}) {
      const settings: Settings = options.numbers ? { output_format_json_quote_64bit_integers: 0 } : {}
      try {
        return await readJsonRows<Row>(engine.stream(sql, parameters, 'JSONEachRow', settings))
      } catch (error) {
        throw storeFailure(error, sql)
      }
    },
    async columns(sql, parameters, kinds) {
      const decoder = new NativeDecoder(kinds)
      try {
        for await (const piece of engine.stream(sql, parameters, 'Native')) decoder.push(piece)
        return decoder.finish()
      } catch (error) {
        throw storeFailure(error, sql)
      }
    },
    async binary(sql, parameters) {
      const pieces: Uint8Array[] = []
      try {
        // Copied, since the engine may reuse a piece's memory.
        for await (const piece of engine.stream(sql, parameters, 'RowBinary'))
          pieces.push(new Uint8Array(piece))
        return Buffer.concat(pieces)
      } catch (error) {
        throw storeFailure(error, sql)
      }
    },
    async command(sql, parameters = {}) {
      await engine.command(sql, parameters).catch((error: unknown) => {
        throw storeFailure(error, sql)
      })
    },
    close: () => engine.close(),
  }
}
