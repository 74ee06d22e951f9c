import type { RequestRecord } from '../record/index.ts'
import type { Store } from '../store/index.ts'

/** A record out of a log whose other half was not at hand, and where its row is among others. */
export interface HalfRow {
  readonly key: number
  readonly time: number
  /** What it does not know: bits of BRINGS. */
  readonly lacks: number
  readonly start: number
  readonly end: number
}

/** What one log of a pair brings, by the column that tells of it: a bit each. */
const BRINGS = { address: 1, client: 2, has_text: 4, api_key: 8, end_user: 16, status: 32 } as const
/** What tells a half: hardly any log says who the end user is. */
const TELLING = BRINGS.address | BRINGS.client | BRINGS.has_text
const ALL = Object.values(BRINGS).reduce((all, bit) => all | bit, 0)
/** So many are looked up at once: their keys go along as a parameter. */
const AT_ONCE = 50_000

/**
 * 0 for a record that is no half of one.
 * @param hasText whether there are words in its text
 */
export function lacksOf(record: RequestRecord, hasText: boolean): number {
  const { client_address: address, user_agent: agent, tls_fingerprint: tls } = record
  const { api_key_id: apiKey, end_user_id: endUser, status } = record
  const lacks =
    (address === undefined ? BRINGS.address : 0) +
    (agent === undefined && tls === undefined ? BRINGS.client : 0) +
    (hasText ? 0 : BRINGS.has_text) +
    (apiKey === undefined ? BRINGS.api_key : 0) +
    (endUser === undefined ? BRINGS.end_user : 0) +
    (status === undefined ? BRINGS.status : 0)
  return (lacks & TELLING) === 0 ? 0 : lacks
}

/**
 * Rows without those halves whose request is stored with what they lack, and that bring nothing it lacks: of two rows with
 * one key the last counts, and a log that is read again alone would undo what was joined. Cost: for halves alone, a look at the keys of their days.
 */
export async function withoutPoorer(
  store: Store,
  rows: Buffer<ArrayBuffer>,
  halves: readonly HalfRow[],
): Promise<Buffer<ArrayBuffer>> {
  const kept: Buffer[] = []
  let from = 0
  for (let at = 0; at < halves.length; at += AT_ONCE) {
    const some = halves.slice(at, at + AT_ONCE)
    const known = await knownOf(store, some)
    for (const { key, lacks, start, end } of some) {
      const stored = known.get(key) ?? 0
      if ((stored & lacks) === 0 || (ALL & ~lacks & ~stored) !== 0) continue
      kept.push(rows.subarray(from, start))
      from = end
    }
  }
  return from === 0 ? rows : Buffer.concat([...kept, rows.subarray(from)])
}

/** What is known of the stored ones among some records, by their keys. */
async function knownOf(store: Store, halves: readonly HalfRow[]): Promise<ReadonlyMap<number, number>> {
  const bits = Object.entries(BRINGS).map(([column, bit]) => `if(${column} != 0, ${bit}, 0)`)
  const found = await store.query<{ key: number; known: number }>(
    `SELECT record_key AS key, groupBitOr(${bits.join(' + ')}) AS known FROM requests FINAL
     WHERE time >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND time <= fromUnixTimestamp64Milli({to:Int64}, 'UTC')
       AND record_key IN {keys:Array(UInt64)}
     GROUP BY key`,
    {
      from: halves.reduce((least, { time }) => Math.min(least, time), Infinity),
      to: halves.reduce((most, { time }) => Math.max(most, time), -Infinity),
      keys: halves.map(({ key }) => key),
    },
    { numbers: true },
  )
  return new Map(found.map(({ key, known }) => [key, known]))
}
