import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StillwatchError } from '../errors/index.ts'
import type { Engine } from './engine.ts'
import { readJsonRows } from './json-rows.ts'

const FOLDER = join(import.meta.dirname, 'migrations')

/** Which migrations were applied. */
export const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS migrations
(number UInt32, name String, applied_at DateTime64(3, 'UTC'))
ENGINE = ReplacingMergeTree
ORDER BY number`

export interface Migration {
  readonly number: number
  readonly name: string
  readonly statements: readonly string[]
}

/** The numbered files of `migrations/`, in order. Each is a history entry: written once, never changed. */
export function loadMigrations(folder = FOLDER): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}-.+\.sql$/.test(file))
    .sort()
    .map((file) => ({
      number: Number(file.slice(0, 4)),
      name: file.slice(5, -4),
      statements: statementsOf(readFileSync(join(folder, file), 'utf8')),
    }))
}

/** The statements of a file. Comments go first, as they may hold semicolons; no string literal holds `--`. */
export function statementsOf(sql: string): string[] {
  return sql
    .replaceAll(/--[^\n]*/g, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}

/**
 * Brings the schema up to date, forward only. A migration is noted after its last statement, so one that was
 * cut short runs again from its start: every statement must be repeatable (IF NOT EXISTS, IF EXISTS).
 * @throws StillwatchError SW_STORE_FAILED where a newer Stillwatch has written the store
 */
export async function migrate(engine: Engine, migrations: readonly Migration[]): Promise<void> {
  await engine.define(MIGRATIONS_TABLE)
  const applied = new Set<number>()
  const rows = engine.stream('SELECT DISTINCT number FROM migrations', {}, 'JSONEachRow')
  for (const row of await readJsonRows<{ number: number }>(rows)) applied.add(row.number)
  const newest = Math.max(0, ...migrations.map((migration) => migration.number))
  const beyond = [...applied].filter((number) => number > newest)
  if (beyond.length > 0) {
    throw new StillwatchError(
      'SW_STORE_FAILED',
      `The traffic store was written by a newer Stillwatch (migration ${Math.max(...beyond)}, this one knows ${newest})`,
      'Update Stillwatch, or choose another data folder.',
    )
  }
  for (const migration of migrations) {
    if (applied.has(migration.number)) continue
    for (const statement of migration.statements) await engine.define(statement)
    await engine.command('INSERT INTO migrations SELECT {number:UInt32}, {name:String}, now64(3)', {
      number: migration.number,
      name: migration.name,
    })
  }
}
