import type { RequestField } from '../../record/index.ts'
import type { Conversion } from '../dialects/dialect.ts'
import type { ReaderOptions } from '../types.ts'

/** Logs whose rows belong together two by two (or more), each pair of logs by an id of its own. */
export type JoinFamilyId = 'bedrock' | 'azure-apim' | 'langfuse' | 'otlp'

/**
 * A row that is one part of a request: who called in one log, what was said in another. A dialect's `toRequest`
 * returns `{ part }` in place of `{ record }`. Plain data: it crosses threads and may lie on disk for a while.
 */
export interface Part {
  readonly family: JoinFamilyId
  /** Parts of one family with equal `join` belong to one request: a request id, a correlation id, a trace id. */
  readonly join: string
  /** Which log it comes from: one of the family's `kinds`. */
  readonly kind: string
  /** What the row said, under native field names where the family's `merge` is `mergeFields`, else as it likes. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** A part with where it stood. */
export interface PlacedPart extends Part {
  /** The content identity of its raw row, 52 bits. */
  readonly key: number
  readonly line: number
  /** Which of the files of a run, by its number there. */
  readonly file: number
}

/** What came of the parts of one key. Each result names the part whose identity, file and line it takes. */
export interface Merged {
  readonly of: PlacedPart
  readonly conversion: Exclude<Conversion, { readonly part: Part }>
}

/** Divides the parts of one key that are too many to be joined at once. It has a life: it sees all of them first. */
export interface Divider {
  see(part: PlacedPart): void
  /** The pieces that need a part, by names of the divider's own, and what each of them needs of it. */
  divide(part: PlacedPart): readonly { readonly piece: string; readonly part: PlacedPart }[]
}

export interface MergeOptions extends ReaderOptions {
  /** The kinds of parts that the logs of this run can hold: waiting for any other is in vain. */
  readonly present: ReadonlySet<string>
}

/** How the parts of requests that lie in several logs become requests. */
export interface JoinFamily {
  readonly id: JoinFamilyId
  /** What it joins, for people: `Amazon Bedrock invocations with CloudTrail events`. */
  readonly title: string
  /**
   * The kinds that a whole request has, no two families having one in common. The first is the primary: a joined record's identity is the digest of
   * its primary part alone, so that reading it again with, or without, its other parts makes no second record.
   */
  readonly kinds: readonly string[]
  /**
   * The kind of which a part can be a request by itself, where the primary one is not at hand. Such a record stands in
   * until the request's own is stored.
   */
  readonly standIn?: string
  /** What a kind adds, for people: `client_address` is missing where the kind is missing. */
  readonly brings: Readonly<Record<string, readonly RequestField[]>>
  /** What people call a kind, where that is not its own word: `CloudTrail event`. */
  readonly names?: Readonly<Record<string, string>>
  /**
   * Whether nothing more is to come. Without it: as soon as each kind that can come is there. `() => false` for
   * a family whose parts cannot be counted: then they wait for the end, or for their eviction.
   */
  isWhole?(parts: readonly PlacedPart[], awaited: readonly string[]): boolean
  /** Kinds that a request can well do without: nobody is told that they are missing. */
  readonly optional?: readonly string[]
  /**
   * Which kinds released parts waited for in vain; undefined where there is no request among them. Without it: each
   * kind that can come and is not there.
   */
  lacking?(parts: readonly PlacedPart[], awaited: readonly string[]): readonly string[] | undefined
  /**
   * For families where callers can bring many parts under one key: how these fall into pieces of which each has all
   * that says who called. Without it they are cut in the order in which they came.
   */
  divider?(): Divider
  /**
   * Requests out of the parts of one key, whole or not: one, several (each call of an agent under one trace), or
   * none but reasons. Never throws. Where callers can write the key (a trace id), two parts that claim to say
   * who called are no identity at all: give a reason, or leave identity out, and never choose.
   */
  merge(parts: readonly PlacedPart[], options: MergeOptions): readonly Merged[]
}
