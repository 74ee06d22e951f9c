import type { Compression, DialectId, FramingId, Unreadable } from '../../readers/index.ts'
import type { AccountField, RequestField, RequestRecord } from '../../record/index.ts'

/** What one file turned out to be, and what came of its rows. */
export interface FileInspection {
  readonly path: string
  /** Size on disk; undefined for pipes. */
  readonly bytes: number | undefined
  readonly framing: FramingId
  readonly dialect: DialectId
  readonly compression: Compression
  records: number
  unreadable: number
  /** Rows that are no requests to a model. */
  passedOver: number
  /** Lines with bytes that are not UTF-8. */
  notUtf8: number
  /** Rows under a header that has one name several times. */
  repeatedColumns: number
  /** Whether it was read to its end. */
  complete: boolean
  /** The first unreadable rows. */
  readonly examples: Unreadable[]
}

/** A file that could not be recognised, and what the reader says of it. */
export interface FileProblem {
  readonly path: string
  readonly code: string
  readonly message: string
  readonly advice: string
}

export interface FieldCoverage {
  readonly field: RequestField | AccountField
  /** Records that have it, and those whose value could not be used. */
  readonly records: number
  readonly dropped: number
}

export interface AccountsInspection {
  readonly path: string
  readonly accounts: number
  /** Accounts of the logs that are in the file. */
  readonly joined: number
  readonly fields: readonly FieldCoverage[]
  /** What of the file could not be used, in sentences. */
  readonly unused: readonly string[]
}

/** What the logs hold, before anything is stored or looked for. */
export interface Inspection {
  readonly files: readonly FileInspection[]
  readonly problems: readonly FileProblem[]
  /** Files without a row, which cost the others nothing. */
  readonly empty: readonly string[]
  readonly records: number
  readonly accounts: number
  /** Milliseconds since 1970 of the earliest and latest record. */
  readonly from: number | undefined
  readonly to: number | undefined
  readonly fields: readonly FieldCoverage[]
  readonly accountsFile: AccountsInspection | undefined
  /** The first records, as they are: see `createSampler` before they are printed. */
  readonly samples: readonly RequestRecord[]
}
