import type { AccountRecord, RequestRecord } from '../../src/record/index.ts'

/**
 * A simpler detector to compare with. It sees the same records as Stillwatch, in time order, and gives every
 * account a score; a threshold on the score is what accuses.
 */
export interface Baseline {
  readonly id: string
  readonly title: string
  /** Where the idea comes from. */
  readonly source: string
  start(): Observer
}

/** One run of a baseline over one world. */
export interface Observer {
  see(request: RequestRecord): void
  /** Score by account id, higher is more suspicious; an account without a score has 0. */
  scores(accounts: readonly AccountRecord[]): ReadonlyMap<string, number>
}
