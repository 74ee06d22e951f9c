import { hostname, uptime } from 'node:os'
import { isAlive } from './lock.ts'

/** A process that does what no two may do at once, as it names itself to others. */
export interface Holder {
  readonly host: string
  readonly process: number
}

/** Whoever began so long ago, on a machine that we cannot ask, is taken to have been killed. */
export const HOURS = 6

export function thisProcess(): Holder {
  return { host: hostname(), process: process.pid }
}

/**
 * Whether a holder was killed, as far as this machine can tell.
 * @param holder undefined where it has left no name
 * @param age since it began, in milliseconds
 * @param isOurs whether this very process is at it: its id may be that of one that was killed before this one began, as
 * containers count from 1, or of one in another container of the same host name
 */
export function isGone(holder: Holder | undefined, age: number, isOurs: boolean): boolean {
  if (holder?.host !== hostname()) return age > HOURS * 3_600_000
  if (age > uptime() * 1000) return true
  if (holder.process !== process.pid) return !isAlive(holder.process)
  return !isOurs && age > process.uptime() * 1000
}
