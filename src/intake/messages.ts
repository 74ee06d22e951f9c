import type { Block, Part, PlacedPart, ReaderOptions, Unreadable } from '../readers/index.ts'
import type { Network } from '../record/index.ts'
import type { HalfRow } from './fuller.ts'
import type { TextMode } from './request-row.ts'
import type { Tally } from './tally.ts'

/** What a worker is started with. */
export interface WorkerSetup {
  readonly secret: Uint8Array
  readonly textMode: TextMode
  readonly networks: readonly Network[]
  readonly options: ReaderOptions
  /** The kinds of parts that the files of this run can hold. */
  readonly present: readonly string[]
}

/** A part as a worker finds it; which file it is from the reader of files knows. */
export type FoundPart = Part & Omit<PlacedPart, 'file'>

/** What a worker makes of a block. */
export interface Worked {
  /** Rows of `requests` as RowBinary bytes; their buffer changes hands. */
  readonly rows: Uint8Array<ArrayBuffer>
  readonly halves: readonly HalfRow[]
  readonly tally: Tally
  /** The first of the block's unreadable rows; the tally counts them all. */
  readonly unreadable: readonly Unreadable[]
  /** Parts of requests, to be joined with what other logs say of them. */
  readonly parts: readonly FoundPart[]
}

/** What a worker makes of groups of parts: their rows, and for each file what came of its parts. */
export interface MergedWork {
  readonly rows: Uint8Array<ArrayBuffer>
  readonly halves: readonly HalfRow[]
  readonly records: number
  readonly files: readonly {
    readonly file: number
    readonly tally: Tally
    readonly unreadable: readonly Unreadable[]
  }[]
}

/** Parts that belong to one request, whole or not. */
export type PartGroup = readonly PlacedPart[]

export type WorkRequest =
  | { readonly id: number; readonly block: Block }
  | { readonly id: number; readonly groups: readonly PartGroup[] }

export type WorkReply =
  | { readonly id: number; readonly worked: Worked }
  | { readonly id: number; readonly merged: MergedWork }
  | { readonly id: number; readonly error: Error }
