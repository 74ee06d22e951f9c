import type { Truth } from '../simulate/index.ts'
import type { ReadOwnLogs } from './own-logs.ts'

/** Whatever the rehearsal could not do, and why, in sentences for a person. */
export function warningsOf(truth: Truth, unreadable: number, own: ReadOwnLogs['own'] | undefined): string[] {
  const found: string[] = []
  if (unreadable > 0) {
    found.push(`${unreadable.toLocaleString('en')} rows could not be read; stillwatch inspect shows which.`)
  }
  if (!own) return found
  if (!own.coverage.input_text) {
    found.push(
      'Your logs have no prompt text, so intent cannot be judged: no group is more than one to watch.',
    )
  }
  if (!own.accounts) {
    found.push('No accounts file: shared cards, devices and sign-ups are out of reach (--accounts FILE).')
  }
  if (!own.coverage.client_address) {
    found.push('Your logs have no client addresses, so shared networks are out of reach.')
  }
  const pivots = truth.campaigns.some(({ tactics }) => tactics.includes('T16'))
  if (pivots && !own.release) {
    found.push(
      'No release falls into your logs (--releases FILE), so the pool that pivots had nothing to move to.',
    )
  }
  const replaced = truth.campaigns.some(({ accounts }) => accounts.some(({ replaces }) => replaces))
  if (replaced && own.accounts && !own.accounts.coverage.closed_at) {
    found.push('Your accounts file has no closed_at, so regrowth after closures cannot be seen.')
  }
  return found
}
