import type { Store } from './store.ts'

/** Requests that were stored since the last look, up to a moment of the store's clock. */
export interface Arrivals {
  readonly requests: number
  readonly accounts: number
  /** The moment, as `dropArrivals` takes it. */
  readonly until: string
  /** Milliseconds since 1970 of the latest of them. */
  readonly to: number
}

/** What has arrived and no look has seen; undefined where there is nothing. Cost: what has arrived. */
export async function arrivals(store: Store): Promise<Arrivals | undefined> {
  const [row] = await store.query<Arrivals>(
    `SELECT count() AS requests, uniqExact(account_id) AS accounts, toString(max(arrived)) AS until,
       toUnixTimestamp64Milli(max(time)) AS to FROM arrivals FINAL`,
    {},
    { numbers: true },
  )
  return row && row.requests > 0 ? row : undefined
}

/** Takes out what a look has seen. What arrived meanwhile stays for the next. */
export async function dropArrivals(store: Store, { until }: Pick<Arrivals, 'until'>): Promise<void> {
  await store.command(`ALTER TABLE arrivals DELETE WHERE arrived <= toDateTime64({until:String}, 3, 'UTC')`, {
    until,
  })
}
