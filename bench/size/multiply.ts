import { ACCOUNT_COLUMNS, REQUEST_COLUMNS, type Store } from '../../src/store/index.ts'
import type { Multiplied } from './types.ts'

/** One copy in so many has campaigns; the others leave out the accounts that are in one. */
export const CAMPAIGNS_EVERY = 10
/** Copies written by one statement. */
const AT_ONCE = 10
/** What so many accounts outside campaigns have in common is the language's, or public: all copies have it. */
const PUBLIC_TOKEN = 20
const PUBLIC_SENTENCE = 5
const PUBLIC_DOMAIN = 0.05
/** Keys stay exact as doubles, like those of real traffic. */
const LARGEST_KEY = 2 ** 53 - 1

/**
 * Makes a store of one fortnight into one of many customers: the fingerprints of every request and account are
 * written again for each copy with accounts, identities, addresses, bodies and instructions of its own. What many
 * accounts have in common (phrases, public instructions and corpora, mail providers, clients) is common to all copies.
 * Copies lie an hour apart, and requests of accounts outside campaigns move by up to two hours, so that no two copies
 * keep the same hours. Deterministic; the engine does it all, in little memory.
 * @param requests how many there should be at least; the last copy is told to its end
 * @param inCampaigns accounts of the fortnight that belong to a campaign
 */
export async function multiply(
  store: Store,
  requests: number,
  inCampaigns: readonly string[],
): Promise<Multiplied> {
  await setAside(store, inCampaigns)
  const copies = await copiesFor(store, requests)
  for (let from = 0; from < copies; from += AT_ONCE) {
    const span = { from, until: Math.min(copies, from + AT_ONCE) }
    await store.command(insertOf('requests', REQUEST_COLUMNS, REQUEST_VALUES), span)
    await store.command(insertOf('accounts', ACCOUNT_COLUMNS, ACCOUNT_VALUES), span)
  }
  for (const table of OWN_TABLES) await store.command(`DROP TABLE ${table}`)
  const [held] = await store.query<Multiplied>(
    'SELECT count() AS requests, uniqExact(account_id) AS accounts FROM requests',
    {},
    { numbers: true },
  )
  return held
}

/** How many copies come to so many requests. */
async function copiesFor(store: Store, requests: number): Promise<number> {
  const [{ inside, outside }] = await store.query<{ inside: number; outside: number }>(
    `SELECT countIf(${inCampaign}) AS inside, countIf(NOT (${inCampaign})) AS outside FROM told_requests`,
    {},
    { numbers: true },
  )
  let copies = 0
  for (let told = 0; told < requests; copies++)
    told += outside + (copies % CAMPAIGNS_EVERY === 0 ? inside : 0)
  return copies
}

const OWN_TABLES = [
  'told_requests',
  'told_accounts',
  'told_campaigns',
  'told_tokens',
  'told_sentences',
  'told_domains',
]

/** Moves the fortnight to tables of its own, and finds what is common in it. */
async function setAside(store: Store, inCampaigns: readonly string[]): Promise<void> {
  const statements = [
    'CREATE TABLE told_requests AS requests ENGINE = MergeTree ORDER BY time',
    'INSERT INTO told_requests SELECT * FROM requests FINAL',
    'CREATE TABLE told_accounts AS accounts ENGINE = MergeTree ORDER BY account_id',
    'INSERT INTO told_accounts SELECT * FROM accounts FINAL',
    'TRUNCATE TABLE requests',
    'TRUNCATE TABLE accounts',
    'CREATE TABLE told_campaigns (account_id String) ENGINE = MergeTree ORDER BY account_id',
    ...['told_tokens', 'told_sentences', 'told_domains'].map(
      (table) => `CREATE TABLE ${table} (key UInt64) ENGINE = MergeTree ORDER BY key`,
    ),
  ]
  for (const statement of statements) await store.command(statement)
  await store.insert(
    'told_campaigns',
    ['account_id'],
    Buffer.from(inCampaigns.map((account) => `${account}\n`).join('')),
  )
  const outside = 'account_id NOT IN (SELECT account_id FROM told_campaigns)'
  await store.command(
    `INSERT INTO told_tokens SELECT token FROM told_requests ARRAY JOIN template AS token
     WHERE ${outside} GROUP BY token HAVING uniq(account_id) >= ${PUBLIC_TOKEN}`,
  )
  await store.command(
    `INSERT INTO told_sentences SELECT segment FROM told_requests ARRAY JOIN segments AS segment
     WHERE ${outside} GROUP BY segment HAVING uniq(account_id) >= ${PUBLIC_SENTENCE}`,
  )
  await store.command(
    `INSERT INTO told_domains SELECT email_domain FROM told_accounts GROUP BY email_domain
     HAVING count() >= ${PUBLIC_DOMAIN} * (SELECT count() FROM told_accounts)`,
  )
}

/** A key of this copy's own; 0 stays "not known". */
const own = (key: string): string =>
  `if(${key} = 0, 0, bitAnd(intHash64(bitXor(${key}, intHash64(copy))), ${LARGEST_KEY}))`
const ownUnless = (key: string, table: string): string =>
  `if(${key} IN (SELECT key FROM ${table}), ${key}, ${own(key)})`
const HOUR = 3_600_000
const later = (time: string, milliseconds: string): string =>
  `fromUnixTimestamp64Milli(toUnixTimestamp64Milli(${time}) + toInt64(${milliseconds}), 'UTC')`
const shift = `(copy % 24) * ${HOUR}`
const unlessNone = (time: string, milliseconds: string): string =>
  `if(toUnixTimestamp64Milli(${time}) = 0, ${time}, ${later(time, milliseconds)})`

/** Expressions of the columns that are not taken as they are. */
type Values = Readonly<Record<string, string>>

const account = `concat('acct_', lower(hex(sipHash64(account_id, copy))))`
const inCampaign = 'account_id IN (SELECT account_id FROM told_campaigns)'

const REQUEST_VALUES: Values = {
  account_id: account,
  time: later('time', `${shift} + if(${inCampaign}, 0, intHash64(record_key + copy) % ${2 * HOUR})`),
  ...Object.fromEntries(
    ['record_key', 'request_key', 'api_key', 'conversation', 'end_user', 'address', 'prefix', 'body'].map(
      (key) => [key, own(key)],
    ),
  ),
  template: `arrayMap(token -> ${ownUnless('token', 'told_tokens')}, template)`,
  segments: `arrayMap(segment -> ${ownUnless('segment', 'told_sentences')}, segments)`,
}

/** Sign-ups before the fortnight are spread over a year, so that copies share no sign-up hours. */
const ACCOUNT_VALUES: Values = {
  account_id: account,
  ...Object.fromEntries(
    ['organization', 'email', 'card', 'device', 'phone', 'referral'].map((key) => [key, own(key)]),
  ),
  email_domain: ownUnless('email_domain', 'told_domains'),
  created_at: unlessNone(
    'created_at',
    `${shift} - if(created_at < (SELECT min(time) FROM told_requests), copy * 37 % 365, 0) * ${24 * HOUR}`,
  ),
  closed_at: unlessNone('closed_at', shift),
}

function insertOf(table: string, columns: readonly string[], values: Values): string {
  const all = columns.map((column) => values[column] ?? column)
  return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${all.join(', ')}
    FROM told_${table} CROSS JOIN (
      SELECT number AS copy FROM numbers({from:UInt64}, {until:UInt64} - {from:UInt64})) AS copies
    WHERE copy % ${CAMPAIGNS_EVERY} = 0 OR NOT (${inCampaign})`
}
