import type { TextMode } from '../../src/cli/scan.ts'

/** What a process of its own is asked for, one thing each. */
export type SizeTask =
  | { readonly kind: 'compose'; readonly folder: string; readonly requests: number; readonly scale: number }
  /** Files to verdicts, as `stillwatch scan` does it. */
  | { readonly kind: 'scan'; readonly folder: string; readonly data: string }
  /** Files to stored fingerprints alone. */
  | { readonly kind: 'read'; readonly folder: string; readonly data: string; readonly textMode: TextMode }
  /** What a data folder holds. */
  | { readonly kind: 'hold'; readonly data: string }
  /** A store of read traffic, made into one of many customers; `folder` holds the traffic's truth. */
  | { readonly kind: 'multiply'; readonly folder: string; readonly data: string; readonly requests: number }
  /** A detection pass over a store as it is. */
  | { readonly kind: 'pass'; readonly data: string }
  /** A full pass that keeps what follow-ups need, recorded as `stillwatch scan` does it. */
  | { readonly kind: 'full'; readonly data: string }
  | { readonly kind: 'lengthen'; readonly data: string; readonly times: number }
  | { readonly kind: 'hour'; readonly data: string; readonly hours: number }
  | { readonly kind: 'follow'; readonly data: string }
  /** The embedded engine's own count() over the file: what reading it costs at the least. */
  | { readonly kind: 'count'; readonly folder: string; readonly data: string; readonly runs: number }
  /** What the engine's own functions can say of the file's records, stored by one query. */
  | { readonly kind: 'sql'; readonly folder: string; readonly data: string }

export interface Composed {
  readonly requests: number
  readonly accounts: number
  readonly bytes: number
}

export interface Held {
  readonly requests: number
  /** Different request ids; every request has one of its own. */
  readonly ids: number
}

/** What reading by SQL alone stored. */
export interface BySql {
  readonly requests: number
  /** Instruction tokens of all requests. */
  readonly tokens: number
  readonly seconds: number
}

export interface Multiplied {
  readonly requests: number
  readonly accounts: number
}

export interface Passed {
  readonly principals: number
  readonly candidates: number
  readonly references: number
  readonly campaigns: number
}

/** One more hour that arrived after a full pass. */
export interface Hour {
  readonly requests: number
  readonly accounts: number
  /** Core accounts that are told under another name. */
  readonly newcomers: number
}

/** What a look cost, reading logs and opening the store aside. */
export interface Looked {
  readonly seconds: number
  /** Rows that its queries read, as the engine counts them. */
  readonly rows: number
  readonly campaigns: number
}

export interface Followed extends Looked {
  /** Campaigns with a new revision. */
  readonly touched: number
  /** Accounts that campaigns gained: newcomers and others. */
  readonly core: number
  readonly linked: number
  /** Core accounts among the gained that are no newcomers. */
  readonly wrong: number
}

export interface Scanned {
  readonly requests: number
  readonly groups: number
}

/** What a child says on its way. */
export type SizeNews =
  | { readonly step: string }
  | { readonly records: number }
  | {
      readonly answer:
        | BySql
        | Composed
        | Followed
        | Held
        | Hour
        | Looked
        | Multiplied
        | Passed
        | Scanned
        | readonly number[]
    }
  | { readonly error: string }
