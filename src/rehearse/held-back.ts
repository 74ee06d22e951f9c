import { putBack, type Store, setAside } from '../store/index.ts'

/** Traffic that is let into a store as time goes on. */
export interface HeldBack {
  /** Milliseconds since 1970 between which all but one in a thousand requests at either end were sent. */
  readonly from: number
  readonly to: number
  readonly requests: number
  /**
   * Lets in what was known at a point in time: requests before it, accounts opened before it, and closures before it.
   * Times only go forward. Costs a copy of the requests between the last call and this one.
   */
  letIn(until: number): Promise<void>
  /** Lets in the rest and removes what held it back; the data folder is then like any other. */
  release(): Promise<void>
}

/**
 * Holds back everything in a store, so that detection can run as it would have run hour by hour: it sees the very
 * tables that it always sees, which hold no more than was known. Embedded stores alone: a server's tables may be in use.
 * @throws StillwatchError SW_STORE_FAILED
 */
export async function holdBack(store: Store): Promise<HeldBack> {
  await setAside(store)
  const [span] = await store.query<{ first: number; from: number; to: number; requests: number }>(
    `SELECT min(toUnixTimestamp64Milli(time)) AS first, quantileExact(0.001)(toUnixTimestamp64Milli(time)) AS from,
       quantileExact(0.999)(toUnixTimestamp64Milli(time)) AS to, count() AS requests
     FROM requests_held_back FINAL`,
    {},
    { numbers: true },
  )
  const from = span?.from ?? 0
  const to = span?.to ?? 0
  let reached = span?.first ?? 0

  const letIn = async (until: number): Promise<void> => {
    await store.command(
      `INSERT INTO requests SELECT * FROM requests_held_back FINAL
       WHERE time >= fromUnixTimestamp64Milli({since:Int64}) AND time < fromUnixTimestamp64Milli({until:Int64})`,
      { since: reached, until },
    )
    await store.command('TRUNCATE TABLE accounts')
    await store.command(
      `INSERT INTO accounts
       SELECT * REPLACE (if(closed_at < fromUnixTimestamp64Milli({until:Int64}), closed_at, toDateTime64(0, 3, 'UTC')) AS closed_at)
       FROM accounts_held_back FINAL WHERE created_at < fromUnixTimestamp64Milli({until:Int64})`,
      { until },
    )
    reached = until
  }

  return {
    from,
    to,
    requests: span?.requests ?? 0,
    letIn,
    release: () => putBack(store),
  }
}
