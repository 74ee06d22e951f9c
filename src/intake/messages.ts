import type { Block, ReaderOptions, Unreadable } from '../readers/index.ts'
import type { Network } from '../record/index.ts'
import type { TextMode } from './request-row.ts'
import type { Tally } from './tally.ts'

/** What a worker is started with. */
export interface WorkerSetup {
  readonly secret: Uint8Array
  readonly textMode: TextMode
  readonly networks: readonly Network[]
  readonly options: ReaderOptions
}

/** What a worker makes of a block. */
export interface Worked {
  /** Rows of `requests` as RowBinary bytes; their buffer changes hands. */
  readonly rows: Uint8Array<ArrayBuffer>
  readonly tally: Tally
  /** The first of the block's unreadable rows; the tally counts them all. */
  readonly unreadable: readonly Unreadable[]
}

export interface WorkRequest {
  readonly id: number
  readonly block: Block
}

export type WorkReply =
  | { readonly id: number; readonly worked: Worked }
  | { readonly id: number; readonly error: Error }
