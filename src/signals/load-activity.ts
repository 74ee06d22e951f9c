import { gatherColumns, type Traffic } from './gather.ts'
import type { Activity, World } from './world.ts'

const HOUR = 3_600_000

/** Reads how many requests every principal sent in every hour that is looked at. */
export async function loadActivity(
  traffic: Traffic,
  { start, hours: window }: Pick<World, 'start' | 'hours'>,
  principalOf: ReadonlyMap<string, number>,
  count: number,
): Promise<Activity> {
  const { rows, columns } = await gatherColumns(
    traffic,
    `SELECT account_id, toUInt32(intDiv(toUnixTimestamp64Milli(time) - {start:UInt64}, ${HOUR})) AS hour, toUInt32(count()) AS requests
     FROM requests FINAL WHERE toUnixTimestamp64Milli(time) >= {start:UInt64} AND toUnixTimestamp64Milli(time) < {end:UInt64}
     GROUP BY account_id, hour`,
    { start, end: start + window * HOUR },
    { account_id: 'string-index', hour: 'u32', requests: 'u32' },
  )
  const { hour, requests, account_id: accounts } = columns
  const principals = Uint32Array.from(accounts.values, (account) => principalOf.get(account) ?? 0)
  const order = byPrincipal(rows, (row) => principals[accounts.codes[row]], count)
  const offsets = new Uint32Array(count + 1)
  const hours = new Uint16Array(rows)
  const counts = new Uint32Array(rows)
  let size = 0
  for (let p = 0; p < count; p++) {
    // An organisation's accounts have an hour each.
    for (const row of order.rowsOf(p).sort((a, b) => hour[a] - hour[b])) {
      if (size > offsets[p] && hours[size - 1] === hour[row]) counts[size - 1] += requests[row]
      else {
        hours[size] = hour[row]
        counts[size++] = requests[row]
      }
    }
    offsets[p + 1] = size
  }
  return { offsets, hours: hours.slice(0, size), counts: counts.slice(0, size) }
}

/** Rows put together by principal, in two arrays: a map or a list for each would take more than the rows. */
function byPrincipal(rows: number, principalOf: (row: number) => number, count: number) {
  const starts = new Uint32Array(count + 1)
  for (let row = 0; row < rows; row++) starts[principalOf(row) + 1]++
  for (let p = 0; p < count; p++) starts[p + 1] += starts[p]
  const next = starts.slice()
  const order = new Uint32Array(rows)
  for (let row = 0; row < rows; row++) order[next[principalOf(row)]++] = row
  return { rowsOf: (principal: number) => order.subarray(starts[principal], starts[principal + 1]) }
}
