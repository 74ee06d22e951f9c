import { loadMigrations, MIGRATIONS_TABLE, type Migration } from './migrate.ts'
import { stringLiteral } from './parameters.ts'

/**
 * On a cluster every table is two: `requests_local`, replicated within each shard, holds rows, and `requests`, a
 * Distributed table over all shards, is what the program reads and inserts into. So queries stay as they are: ClickHouse
 * splits each aggregate into its -State on the shards and its -Merge where the query was asked. What stays on
 * shards (updates, deletions, definitions) goes to the local tables, ON CLUSTER.
 */
export interface ClusterNames {
  readonly cluster: string
  readonly database: string
}

/** Where a replica's log lies in ClickHouse Keeper, and its name; macros that every server of a cluster defines. */
const REPLICA = "'/clickhouse/tables/{uuid}/{shard}', '{replica}'"

const CREATE =
  /^CREATE TABLE IF NOT EXISTS (\w+)\s*\(([\s\S]+)\)\s*ENGINE = (\w+)(?:\(([^)]*)\))?\s*([\s\S]*)$/
const COMMAND = /^(ALTER TABLE|TRUNCATE TABLE)\s+(\w+)\s*([\s\S]*)$/

/** Settings of every statement on a cluster. */
export const CLUSTER_SETTINGS = {
  // A subquery over a Distributed table is run once, and its result goes along to the shards.
  distributed_product_mode: 'global',
  // The same replica answers what was just inserted into it.
  load_balancing: 'first_or_random',
  // An insert that returned is on its shard.
  insert_distributed_sync: 1,
  // HAVING over groups that several shards share must see all of a group.
  parallel_distributed_insert_select: '0',
} as const

/** Settings of a command on a cluster, which waits for every replica. */
export function clusterCommandSettings(seconds: number) {
  return {
    distributed_ddl_task_timeout: String(seconds),
    // Dropping tokens asks a table that is the same for every replica.
    allow_nondeterministic_mutations: 1,
  } as const
}

/**
 * The statements that make the store on a cluster, in the order in which they run; every one can run again.
 * @throws RangeError where a migration holds a statement of a kind that none has held so far
 */
export function clusterSchema(names: ClusterNames, migrations = loadMigrations()): string[] {
  const { cluster, database } = names
  return [
    `CREATE DATABASE IF NOT EXISTS ${identifier(database)} ON CLUSTER ${stringLiteral(cluster)}`,
    ...definitions(migrations).flatMap((statement) => definitionOnCluster(statement, names)),
    ...migrations.map((migration) => noted(migration, `${identifier(database)}.migrations`)),
  ]
}

/** The same for one server, in the database that is chosen there. */
export function serverSchema(migrations = loadMigrations()): string[] {
  return [...definitions(migrations), ...migrations.map((migration) => noted(migration, 'migrations'))]
}

function definitions(migrations: readonly Migration[]): string[] {
  return [MIGRATIONS_TABLE, ...migrations.flatMap(({ statements }) => statements)]
}

function noted({ number, name }: Migration, table: string): string {
  return `INSERT INTO ${table} SELECT ${number}, ${stringLiteral(name)}, now64(3)`
}

/** A statement of a migration, for a cluster. */
export function definitionOnCluster(statement: string, { cluster, database }: ClusterNames): string[] {
  const on = `ON CLUSTER ${stringLiteral(cluster)}`
  const within = (table: string): string => `${identifier(database)}.${table}`
  const created = CREATE.exec(statement)
  if (created) {
    const [, table = '', described = '', engine = '', version = '', rest = ''] = created
    // Where comments stood.
    const columns = described.replaceAll(/ +$/gm, '')
    const key = shardingKey(columns, rest)
    return [
      `CREATE TABLE IF NOT EXISTS ${within(localOf(table))} ${on}\n(${columns})\n` +
        `ENGINE = Replicated${engine}(${[REPLICA, version].filter(Boolean).join(', ')})\n${rest}`,
      `CREATE TABLE IF NOT EXISTS ${within(table)} ${on}\n(${columns})\n` +
        `ENGINE = Distributed(${stringLiteral(cluster)}, ${stringLiteral(database)}, ${stringLiteral(localOf(table))}, cityHash64(${key}))`,
    ]
  }
  const [, verb, table = '', rest = ''] = COMMAND.exec(statement) ?? []
  if (verb === 'ALTER TABLE' && /^ADD COLUMN/.test(rest)) {
    return [localOf(table), table].map((name) => `ALTER TABLE ${within(name)} ${on} ${rest}`)
  }
  throw new RangeError(`a statement that is not known on clusters: ${statement}`)
}

/** A command of the program, for a cluster: what changes stored rows goes to the shards, all else stays as it is. */
export function commandOnCluster(statement: string, cluster: string): string {
  const [, verb, table = '', rest = ''] = COMMAND.exec(statement.trim()) ?? []
  if (verb === undefined) return statement
  return `${verb} ${localOf(table)} ON CLUSTER ${stringLiteral(cluster)} ${rest}`.trim()
}

/** The table that holds a shard's own rows. */
export function localOf(table: string): string {
  return `${table}_local`
}

/**
 * All rows of an account are on one shard, so that doubles meet and sums by account are whole. Tables without accounts
 * go by what makes their rows one.
 */
function shardingKey(columns: string, rest: string): string {
  if (/^\s*account_id\s/m.test(columns)) return 'account_id'
  const [, key] = /ORDER BY \(?(\w+)/.exec(rest) ?? []
  if (key === undefined) throw new RangeError(`a table without a sorting key: ${columns}`)
  return key
}

function identifier(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``
}
