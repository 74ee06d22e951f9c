import type { RequestField, RequestRecord } from '../record/index.ts'
import type { Part } from './join/part.ts'

/** A file to read, or standard input (`-`). `bytes` is its size on disk, unknown for pipes. */
export interface InputFile {
  readonly path: string
  readonly bytes: number | undefined
}

/** How raw rows lie in a file's bytes. */
export type FramingId = 'lines' | 'json-array' | 'csv' | 'protobuf' | 'parquet'

/** What the fields of a raw row are called. */
export type DialectId =
  | 'litellm'
  | 'bedrock'
  | 'cloudtrail'
  | 'azure-apim'
  | 'kong'
  | 'envoy-ai'
  | 'langfuse'
  | 'helicone'
  | 'glasswally'
  | 'otlp'
  | 'otlp-logs'
  | 'pairs'
  | 'native'

export type Compression = 'none' | 'gzip' | 'zstd'

export interface Format {
  readonly framing: FramingId
  readonly dialect: DialectId
  readonly compression: Compression
}

/** A row that could not be used. `line` counts from 1; for Parquet it is the row's number. */
export interface Unreadable {
  readonly line: number
  readonly reason: string
  /** The start of the row as it stands in the file, for the reject file: it may hold customer text. */
  readonly excerpt?: string
  /** How many rows it stands for, where that is not one. */
  readonly rows?: number
  /** A limit was in the way, and nothing in the file: it is worth reading again another time. */
  readonly again?: boolean
}

/** Where to find a request's field in a raw row: a dot path such as `metadata.user_api_key_team_id`. */
export type FieldMap = Readonly<Partial<Record<RequestField, string>>>

/** Everything here survives a structured clone, so that the same options serve a pool of workers. */
export interface ReaderOptions {
  /** Overrides what the dialect would take. */
  readonly map?: FieldMap
  /** Skips recognition. */
  readonly framing?: FramingId
  readonly dialect?: DialectId
  /** About how many bytes of rows a block holds. Default 1 MiB. */
  readonly blockBytes?: number
  /** A longer row is counted unreadable and passed over without being held. Default 64 MiB. */
  readonly maxRowBytes?: number
  /** Milliseconds after which a piece of a Parquet file that is still not decoded is given up. Default 60,000. */
  readonly patience?: number
}

/**
 * A piece of a file that holds complete rows only and can be sent to a worker: `bytes` has an ArrayBuffer of
 * its own (see `transferOf`).
 */
export interface Block {
  readonly path: string
  readonly framing: FramingId
  readonly dialect: DialectId
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Line on which `bytes` begins, from 1. For Parquet the first row's number. */
  readonly firstLine: number
  /** `json-array` and `protobuf`: start, end and line (or message) of every row, three numbers each. */
  readonly rows?: Uint32Array<ArrayBuffer>
  /** `csv`: column names and the delimiter. */
  readonly header?: readonly string[]
  readonly delimiter?: string
  /** `parquet`: rows of the file, from 0, end excluded. */
  readonly rowStart?: number
  readonly rowEnd?: number
  /** `parquet`: the number of the row group that they are in, and about how many bytes are decoded for them. */
  readonly rowGroup?: number
  readonly weight?: number
  /** What went wrong while cutting the file into blocks. `readBlock` passes it on. */
  readonly unreadable: readonly Unreadable[]
  /** Bytes of the file, as it lies on disk, that were read up to the end of this block. */
  readonly consumed: number
}

/** Must not change the bytes, nor keep them. */
export type OnBytes = (bytes: Uint8Array) => void

export interface Source {
  readonly file: InputFile
  readonly format: Format
  /**
   * Can be walked once. Ending the walk early closes the file. `onBytes` sees the bytes of a text file on their way, as
   * they lie on disk; those of a stream and of Parquet it does not see.
   */
  blocks(onBytes?: OnBytes): AsyncGenerator<Block, void, undefined>
}

/** `dropped` names the fields whose values did not fit. `key` is the content identity of the raw row, 52 bits. */
export type OnRecord = (record: RequestRecord, key: number, dropped: readonly string[], line: number) => void
export type OnUnreadable = (unreadable: Unreadable) => void

/** What is called for each thing that a block holds. */
export interface BlockSink {
  readonly record: OnRecord
  readonly unreadable: OnUnreadable
  /** A part of a request, with the content identity of its row. */
  readonly part: (part: Part, key: number, line: number) => void
  /** A row that is no request to a model. */
  readonly passedOver: (why: string) => void
  /** Lines with bytes that are not UTF-8. Their rows come all the same, with U+FFFD in place of the bytes. */
  readonly notUtf8?: (lines: number, first: number) => void
  /** Rows in which several columns have one name. They come all the same, with the first that says something. */
  readonly repeatedColumns?: (rows: number, first: number) => void
}

/** The buffers of a block that may change hands when it is posted to a worker. */
export function transferOf(block: Block): ArrayBuffer[] {
  return block.rows ? [block.bytes.buffer, block.rows.buffer] : [block.bytes.buffer]
}

export const DEFAULT_BLOCK_BYTES = 1024 * 1024
export const DEFAULT_MAX_ROW_BYTES = 64 * 1024 * 1024
