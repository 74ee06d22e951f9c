import { REQUEST_COLUMNS, type Store } from '../store/index.ts'

/**
 * Content identities have 52 bits. A record out of a log that has but half of what a request is (CloudTrail's event
 * without Bedrock's invocation) bears one bit more: it stands in for the whole one until that comes.
 */
const STAND_IN = 2 ** 52
/** So many are dealt with at once: their keys go along as a parameter. */
const AT_ONCE = 50_000

export function standInKey(key: number): number {
  return key + STAND_IN
}

/**
 * Takes out the records that stand in for a request whose own record is stored by now, whichever came first, and hands
 * what they alone know (who called from where) to that. Both are one by account, request id and route. Cost: a pass over
 * the column of keys where nothing stands in; else also over those of request ids, and a rewrite of the days concerned.
 * @param noted whether completed records are noted as arrivals, for a follow-up
 */
export async function replaceStandIns(store: Store, noted: boolean): Promise<void> {
  for (let keys = await replaceable(store); keys.length > 0; keys = await replaceable(store)) {
    // The order in which a follow-up at the same server finds among the requests what it sees arrive.
    if (noted) await complete(store, 'arrivals', keys)
    await complete(store, 'requests', keys)
    for (const table of ['arrivals', 'requests']) {
      await store.command(`ALTER TABLE ${table} DELETE WHERE record_key IN {keys:Array(UInt64)}`, { keys })
    }
  }
}

/** Keys of records that stand in for one that is stored. */
async function replaceable(store: Store): Promise<number[]> {
  const rows = await store.query<{ key: number }>(
    `SELECT DISTINCT record_key AS key FROM requests
     WHERE record_key >= {least:UInt64} AND request_key != 0 AND (account_id, request_key, route) IN (
       SELECT account_id, request_key, route FROM requests
       WHERE record_key < {least:UInt64} AND request_key IN (
         SELECT request_key FROM requests WHERE record_key >= {least:UInt64} AND request_key != 0))
     LIMIT {most:UInt32}`,
    { least: STAND_IN, most: AT_ONCE },
    { numbers: true },
  )
  return rows.map(({ key }) => key)
}

/** What a record that stands in can know and the request's own cannot, by the column that tells whether that does. */
const BROUGHT: Readonly<Record<string, string>> = {
  api_key: 'api_key',
  end_user: 'end_user',
  address: 'address',
  prefix: 'address',
  network_kind: 'address',
  asn: 'address',
  client: 'client',
  status: 'status',
}

/** Stores records again, under the keys they have, with what those of these keys add. */
async function complete(store: Store, table: string, keys: readonly number[]): Promise<void> {
  const columns = REQUEST_COLUMNS.map((column) => {
    const teller = BROUGHT[column]
    return teller === undefined ? `own.${column}` : `if(own.${teller} = 0, event.${column}, own.${column})`
  })
  const adds = [...new Set(Object.values(BROUGHT))].map(
    (teller) => `(own.${teller} = 0 AND event.${teller} != 0)`,
  )
  await store.command(
    `INSERT INTO ${table} (${REQUEST_COLUMNS.join(', ')}) SELECT ${columns.join(', ')}
     FROM (SELECT ${REQUEST_COLUMNS.join(', ')} FROM requests
       WHERE record_key < {least:UInt64}
         AND request_key IN (SELECT request_key FROM requests WHERE record_key IN {keys:Array(UInt64)})) AS own
     INNER JOIN (SELECT account_id, request_key, route, ${Object.keys(BROUGHT).join(', ')} FROM requests
       WHERE record_key IN {keys:Array(UInt64)}
       ORDER BY record_key LIMIT 1 BY account_id, request_key, route) AS event
     ON own.account_id = event.account_id AND own.request_key = event.request_key AND own.route = event.route
     WHERE ${adds.join(' OR ')}`,
    { least: STAND_IN, keys },
  )
}
