import { ACCOUNT_COLUMNS, REQUEST_COLUMNS, type Store } from '../../src/store/index.ts'
import type { Hour } from './types.ts'

/** One core account in so many is told as a newcomer: under another name, with the same identities and places. */
const NEWCOMERS_EVERY = 3
/** One other account in so many sends its requests with a campaign's instruction. */
const COPYISTS_EVERY = 200
const HOUR = 3_600_000
const FORTNIGHT = 14 * 24 * HOUR
const LARGEST_KEY = 2 ** 53 - 1

/**
 * Makes the store's history so many times as long: everything is told again for the same accounts, a fortnight earlier each
 * time. Bodies are the copy's own.
 */
export async function lengthen(store: Store, times: number): Promise<void> {
  await store.command('CREATE TABLE told_requests AS requests ENGINE = MergeTree ORDER BY time')
  await store.command('INSERT INTO told_requests SELECT * FROM requests FINAL')
  for (let copy = 1; copy < times; copy++) {
    await tell(store, 'requests', { time: later(-copy * FORTNIGHT), ...ownKeys(copy) })
  }
  await store.command('DROP TABLE told_requests')
}

/**
 * So many more hours of traffic, a day's at most, as intake would store them: hours of the last days told again after the
 * end. Some core accounts of the campaigns that stand are newcomers in them, and some others use a campaign's instruction.
 */
export async function moreHours(store: Store, hours: number): Promise<Hour> {
  const [{ from, to }] = await store.query<{ from: number; to: number }>(
    `SELECT toUnixTimestamp(toStartOfHour(max(time) - INTERVAL 36 HOUR)) * 1000 AS from,
       toUnixTimestamp(toStartOfHour(max(time) + INTERVAL 1 HOUR)) * 1000 AS to FROM requests`,
    {},
    { numbers: true },
  )
  await store.command('CREATE TABLE told_requests AS requests ENGINE = MergeTree ORDER BY time')
  await store.command(
    `INSERT INTO told_requests SELECT * FROM requests FINAL
     WHERE time >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until:Int64}, 'UTC')`,
    { from, until: from + hours * HOUR },
  )
  await store.command(
    `INSERT INTO accounts (${ACCOUNT_COLUMNS.join(', ')})
     SELECT ${ACCOUNT_COLUMNS.map((column) => (column === 'account_id' ? `concat('new_', account_id)` : column)).join(', ')}
     FROM accounts FINAL WHERE ${isNewcomer} AND account_id IN (SELECT account_id FROM told_requests)`,
  )
  const values = {
    time: later(to - from),
    ...ownKeys(0),
    account_id: `if(${isNewcomer}, concat('new_', account_id), account_id)`,
    template: `if(${isCopyist}, ${INSTRUCTION}, template)`,
  }
  await tell(store, 'arrivals', values)
  await tell(store, 'requests', values)
  await store.command('DROP TABLE told_requests')
  const [told] = await store.query<Hour>(
    `SELECT count() AS requests, uniqExact(account_id) AS accounts,
       uniqExactIf(account_id, startsWith(account_id, 'new_')) AS newcomers FROM arrivals`,
    {},
    { numbers: true },
  )
  return told
}

const isCore = 'account_id IN (SELECT account_id FROM campaign_accounts)'
const isNewcomer = `(${isCore} AND cityHash64(account_id) % ${NEWCOMERS_EVERY} = 0)`
const isCopyist = `(NOT ${isCore} AND cityHash64(account_id) % ${COPYISTS_EVERY} = 0)`
/** Of some request of a campaign. */
const INSTRUCTION = `(SELECT argMax(template, length(template)) FROM told_requests WHERE ${isCore})`

const later = (milliseconds: number): string =>
  `fromUnixTimestamp64Milli(toUnixTimestamp64Milli(time) + toInt64(${milliseconds}), 'UTC')`

function ownKeys(copy: number): Record<string, string> {
  const own = (key: string): string =>
    `if(${key} = 0, 0, bitAnd(intHash64(bitXor(${key}, intHash64(${1_000_000 + copy}))), ${LARGEST_KEY}))`
  return Object.fromEntries(['record_key', 'request_key', 'body'].map((key) => [key, own(key)]))
}

function tell(store: Store, table: string, values: Readonly<Record<string, string>>): Promise<void> {
  return store.command(
    `INSERT INTO ${table} (${REQUEST_COLUMNS.join(', ')})
     SELECT ${REQUEST_COLUMNS.map((column) => values[column] ?? column).join(', ')} FROM told_requests`,
  )
}
