import { randomUUID } from 'node:crypto'
import { StillwatchError } from '../errors/index.ts'
import { HOURS, type Holder, isGone, thisProcess } from './holder.ts'
import type { Store } from './store.ts'

/** Those of this very process. */
const held = new Set<string>()

interface AtWork extends Holder {
  readonly id: string
  readonly what: string
  /** By the server's clock. */
  readonly since: string
  /** Milliseconds, by the same. */
  readonly age: number
}

/**
 * Does what no two processes may do over one server at once. A data folder needs no such care, as one process has it. Each
 * enters before it looks for others, so two that begin at once may both be refused, and never go on both. What a killed process
 * leaves counts for nothing on its own machine, and on others for six hours; longer nobody is alone.
 * @param what as it is told to whoever comes meanwhile
 * @throws StillwatchError SW_STORE_LOCKED where somebody else is at it
 */
export async function alone<Result>(
  stores: readonly Store[],
  what: string,
  action: () => Promise<Result>,
): Promise<Result> {
  const own = { id: randomUUID(), what, ...thisProcess() }
  const entered: Store[] = []
  held.add(own.id)
  try {
    for (const store of stores) {
      if (store.kind === 'embedded') continue
      await store.command(ENTER, own)
      entered.push(store)
      const other = await whoElse(store, own.id)
      if (other) throw atWork(other)
    }
    return await action()
  } finally {
    held.delete(own.id)
    for (const store of entered) await store.command(LEAVE, { id: own.id })
  }
}

const ENTER = `INSERT INTO at_work SELECT {id:String}, {what:String}, {host:String}, {process:UInt32}, now64(3), 0`
const LEAVE = `INSERT INTO at_work SELECT id, what, host, process, since, 1 FROM at_work WHERE id = {id:String}`

/** Who else entered, and has neither left nor been killed. */
async function whoElse(store: Store, id: string): Promise<AtWork | undefined> {
  const rows = await store.query<AtWork>(
    `SELECT id, what, host, process, toString(began) AS since,
       dateDiff('millisecond', began, now64(3)) AS age FROM
       (SELECT id, what, host, process, at_work.since AS began FROM at_work
        WHERE at_work.since > now64(3) - INTERVAL {hours:UInt8} HOUR
        GROUP BY id, what, host, process, began HAVING max(ended) = 0)
     ORDER BY began, id`,
    { hours: HOURS },
    { numbers: true },
  )
  return rows.find((one) => one.id !== id && !isGone(one, one.age, held.has(one.id)))
}

function atWork({ what, host, process: pid, since }: AtWork): StillwatchError {
  return new StillwatchError(
    'SW_STORE_LOCKED',
    `${what} is at work over this server already, since ${since} UTC (process ${pid} on ${host})`,
    `Try again when it is done. If it was killed and ${host} cannot tell, it counts as gone ${HOURS} hours after it began.`,
  )
}
