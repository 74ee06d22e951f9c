import type { RequestField, RequestRecord } from '../../record/index.ts'
import type { DialectId, ReaderOptions } from '../types.ts'

export type Conversion =
  | { readonly record: RequestRecord; readonly dropped: readonly string[] }
  | { readonly reason: string }

/** What the fields of a raw row are called, and how they become a request. */
export interface Dialect {
  readonly id: DialectId
  readonly title: string
  /** What a row needs to be recognised, for people. */
  readonly needs: string
  /** The request fields that this dialect can fill. */
  readonly fields: readonly RequestField[]
  /** Whether rows from the start of a file look like this dialect. */
  recognise(rows: readonly Record<string, unknown>[], options: ReaderOptions): boolean
  /** A row as a request, or why it cannot be one. Never throws. */
  toRequest(row: Record<string, unknown>, options: ReaderOptions): Conversion
}
