import { mkdirSync } from 'node:fs'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Session } from 'chdb'
import { StillwatchError } from '../errors/index.ts'
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
import { shortMessage } from './failure.ts'
import type { DataFolder } from './folder.ts'
import { holderOf, isAlive, lockedError, statusPid } from './lock.ts'
import { parameterText, stringLiteral } from './parameters.ts'

type Chdb = typeof import('chdb')

/** Bytes of a statement, of which a parameter is one here; 256 KiB by default, which the tokens of 200 pools exceed. */
const LONGEST_STATEMENT = 2 ** 28

/**
 * A ClickHouse inside this process, over a folder that no other process has open.
 *
 * One session works through its statements one after another, so there is one for inserts, and every other
 * statement takes an idle one or opens its own: an insert never waits behind a heavy query. Parameters
 * are set on the session (`SET param_…`): the binding's own way shares them across sessions, and concurrent
 * queries saw each other's values.
 *
 * @throws StillwatchError SW_ENGINE_MISSING, SW_STORE_LOCKED
 */
export async function openEmbedded(folder: DataFolder, limits: Limits): Promise<Engine> {
  const path = folder.traffic
  const chdb = await loadChdb()
  const holder = holderOf(path)
  if (holder !== undefined) throw lockedError(path, holder)
  // The data folder itself may have been there before, and open to others.
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const intake = openSession(chdb, path)
  await removeLeftInserts(folder.root)
  const sessions: Session[] = [intake]
  let inserts = 0
  const idle: Session[] = []
  const settings = { ...querySettings(limits), ...COMMAND_SETTINGS, max_query_size: LONGEST_STATEMENT }

  async function take(): Promise<Session> {
    const free = idle.pop()
    if (free) return free
    const session = openSession(chdb, path)
    sessions.push(session)
    await set(session, settings)
    return session
  }

  async function* stream(
    sql: string,
    parameters: Parameters,
    format: ResultFormat,
    own: Settings = {},
  ): AsyncGenerator<Uint8Array> {
    const session = await take()
    try {
      await set(session, own)
      await bind(session, parameters)
      for await (const chunk of session.queryStream(sql, { format })) yield chunk.raw()
    } finally {
      if (Object.keys(own).length > 0) await set(session, settings)
      idle.push(session)
    }
  }

  async function command(sql: string, parameters: Parameters): Promise<void> {
    const session = await take()
    try {
      await bind(session, parameters)
      await session.queryAsync(sql)
    } finally {
      idle.push(session)
    }
  }

  return {
    kind: 'embedded',
    async insert(table, columns, rows) {
      const values = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength)
      await intake.insert({ table, columns, values, format: 'TabSeparated', settings: INSERT_SETTINGS })
    },
    async insertBinary(table, columns, rows) {
      const structure = await structureOf(intake, table, columns)
      const file = join(folder.root, `insert-${++inserts}.rowbinary`)
      try {
        await writeFile(file, rows, { mode: 0o600 })
        const settings = Object.entries(INSERT_SETTINGS).map(([name, value]) => `${name} = '${value}'`)
        await intake.queryAsync(
          `INSERT INTO ${table} (${columns.join(', ')}) SETTINGS ${settings.join(', ')}
           SELECT * FROM file(${stringLiteral(file)}, 'RowBinary', ${stringLiteral(structure)})`,
        )
      } finally {
        await rm(file, { force: true })
      }
    },
    cluster: undefined,
    define: (sql) => command(sql, {}),
    command,
    stream,
    async close() {
      for (const session of sessions) session.close()
      await chdb.drainPending()
    },
  }
}

/** Binary rows reach the engine through a file, as the binding takes text alone; a killed process leaves one. */
async function removeLeftInserts(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (/^insert-\d+\.rowbinary$/.test(name)) await rm(join(root, name), { force: true })
  }
}

async function loadChdb(): Promise<Chdb> {
  try {
    return await import('chdb')
  } catch (error) {
    throw new StillwatchError(
      'SW_ENGINE_MISSING',
      'The embedded ClickHouse engine (chdb) is not installed or does not run here',
      'Run `npm install chdb` (Linux with glibc or macOS), or set STILLWATCH_CLICKHOUSE_URL to a ClickHouse server.',
      { cause: error },
    )
  }
}

function openSession(chdb: Chdb, path: string): Session {
  try {
    return new chdb.Session(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'CHDB_PLATFORM' || code === 'CHDB_ABI') {
      throw new StillwatchError(
        'SW_ENGINE_MISSING',
        `The embedded ClickHouse engine does not run here: ${shortMessage(error)}`,
        'Set STILLWATCH_CLICKHOUSE_URL to a ClickHouse server.',
        { cause: error },
      )
    }
    // The binding says no more than "failed to create connection"; the reason is nearly always the lock.
    const pid = statusPid(path)
    if (code === 'CHDB_CONNECTION' && pid !== undefined && pid !== process.pid && isAlive(pid)) {
      throw lockedError(path, pid, error)
    }
    throw error
  }
}

/** The columns' names and types, as table functions want them. */
async function structureOf(session: Session, table: string, columns: readonly string[]): Promise<string> {
  const result = await session.queryAsync(
    `SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = ${stringLiteral(table)}`,
    { format: 'JSONCompactEachRow' },
  )
  const types = new Map<string, string>()
  for (const line of result.text().split('\n')) {
    const [name, type]: string[] = line === '' ? [] : JSON.parse(line)
    if (name !== undefined && type !== undefined) types.set(name, type)
  }
  return columns.map((name) => `${name} ${types.get(name) ?? 'String'}`).join(', ')
}

async function set(session: Session, settings: Readonly<Record<string, number | string>>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) await session.queryAsync(`SET ${name} = ${value}`)
}

async function bind(session: Session, parameters: Parameters): Promise<void> {
  for (const [name, value] of Object.entries(parameters)) {
    if (!/^\w+$/.test(name)) throw new TypeError(`not a parameter name: ${name}`)
    await session.queryAsync(`SET param_${name} = ${stringLiteral(parameterText(value))}`)
  }
}
