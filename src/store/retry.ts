import { setTimeout as pause } from 'node:timers/promises'

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5_000

/**
 * Does something again while it fails in a way that may pass, after pauses that double up to 5 s.
 * @param seconds no pause ends later than this after the first failure
 * @param mayPass whether trying again may help, and does no harm
 * @throws what was thrown last
 */
export async function retrying<Result>(
  seconds: number,
  mayPass: (error: unknown) => boolean,
  action: () => Promise<Result>,
): Promise<Result> {
  let deadline: number | undefined
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
    try {
      return await action()
    } catch (error) {
      deadline ??= performance.now() + 1000 * seconds
      if (!mayPass(error) || performance.now() + wait > deadline) throw error
    }
    await pause(wait)
  }
}
