import type { RequestField, RequestRecord } from '../../record/index.ts'
import type { Part } from '../join/part.ts'
import type { DialectId, ReaderOptions } from '../types.ts'

/** What one request in a row comes to. */
export type Conversion =
  | { readonly record: RequestRecord; readonly dropped: readonly string[] }
  /** One part of a request, to be joined with what other logs say of it: see join/part.ts. */
  | { readonly part: Part }
  /** Nothing is wrong with the row, but it is no request to a model: a health check, another service's event. */
  | { readonly passedOver: string }
  | { readonly reason: string }

/** What a request comes to that waits for nothing more. */
export type Finished = Exclude<Conversion, { readonly part: Part }>

/**
 * What a row comes to: a conversion, or several where one row holds several requests. Then `contents` gives what
 * the identity of each is a digest of; without it that follows from the row's own and the place within the row.
 */
export type Conversions =
  | Conversion
  | { readonly several: readonly Conversion[]; readonly contents?: readonly string[] }

/** What the fields of a raw row are called, and how they become a request. */
export interface Dialect {
  readonly id: DialectId
  readonly title: string
  /** What a row needs to be recognised, for people. */
  readonly needs: string
  /** The request fields that this dialect can fill. */
  readonly fields: readonly RequestField[]
  /** Where rows are parts of requests: the kinds of parts that they can be. */
  readonly parts?: readonly string[]
  /** Whether rows from the start of a file look like this dialect. */
  recognise(rows: readonly Record<string, unknown>[], options: ReaderOptions): boolean
  /** A row as a request, or why it cannot be one. Never throws. */
  toRequest(row: Record<string, unknown>, options: ReaderOptions): Conversions
}
