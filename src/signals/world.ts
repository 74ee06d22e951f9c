import { FEATURE_COUNT } from '../fingerprint/index.ts'
import type { Edges } from './edges.ts'

/**
 * Everything a detection pass looks at, in memory, by principal. It is built once from the store by `loadWorld`;
 * tests, decoys and shards build the same shape in other ways. Principals are numbered 0 .. count - 1 in the
 * order of their first accounts, so that reruns and shards agree to the last account.
 */
export interface World {
  /** Midnight UTC of the first day, in milliseconds since 1970. */
  readonly start: number
  /** Hours from `start` to the end of the last record's day; a record of a clock gone wrong is not the last. */
  readonly hours: number
  readonly principals: Principals
  /** Shared keys by signal id. */
  readonly keys: ReadonlyMap<string, Edges>
  /** Declared organisations that are not contracts: natural groups, never evidence. */
  readonly organizations: Edges
  /** Keys of address ranges that networks.csv calls a campus or an office. */
  readonly campusRanges: ReadonlySet<number>
  /** Keys of address ranges that networks.csv calls residential. */
  readonly homeRanges: ReadonlySet<number>
  /** Keys of address ranges of which nobody said what they are. */
  readonly unknownRanges: ReadonlySet<number>
  readonly templates: Templates
  readonly segments: Edges
  readonly activity: Activity
  /** When what known.csv says must not have expired: the last request, by no clock that is ahead. Milliseconds since 1970. */
  readonly now: number
  /** Requests after the last hour, which a clock gone wrong has dated. */
  readonly misdated: number
  /** Ids of signals left out because the fields they need are missing, and the reason. */
  readonly leftOut: ReadonlyMap<string, string>
}

export interface Principals {
  readonly count: number
  /** Account id, or the organisation's for principals under contract. */
  readonly names: readonly string[]
  /** Accounts of each principal, ascending. */
  readonly accounts: readonly (readonly string[])[]
  /** 1 where the provider has a contract with the organisation behind it. */
  readonly contracted: Uint8Array
  /** 1 where `known.csv` vouches for it (cleared, researcher, evaluator) and has not expired. */
  readonly vouched: Uint8Array
  readonly stratum: Uint32Array
  readonly language: readonly string[]
  readonly requests: Uint32Array
  readonly tokens: Float64Array
  /** Requests with prompt text. */
  readonly texts: Uint32Array
  readonly firstSeen: Float64Array
  readonly lastSeen: Float64Array
  /** When its account was opened and closed by the provider; 0 for not known, open, or several accounts. */
  readonly createdAt: Float64Array
  readonly closedAt: Float64Array
  /** Sums of cue scores over requests, CUE_CERTAIN a certain hit: [principal * CUES + cue]. */
  readonly cueSums: Float64Array
  /** Sums of the additive features: [principal * FEATURES + feature]. */
  readonly features: Float64Array
  /** Distinct fingerprinted sentences. */
  readonly segments: Uint32Array
}

/** Instruction tokens that a principal used over different bodies: the mark of a fixed text with slots. */
export interface Templates extends Edges {
  /** Distinct bodies, beside `weights` (requests). */
  readonly bodies: Uint32Array
  /** Sums of cue scores over the different bodies: [edge * CUES + cue]. */
  readonly cueSums: Uint32Array
  /** Sums of the additive features of the requests that carry the token: [edge * FEATURES + feature]. */
  readonly features: Float32Array
}

/** Requests by principal and hour, in compressed rows by principal. */
export interface Activity {
  readonly offsets: Uint32Array
  /** Hours since World.start, ascending. */
  readonly hours: Uint16Array
  readonly counts: Uint32Array
}

/** A set of principals: ascending, distinct. */
export type Group = Uint32Array

/** Additive features per request. */
export const FEATURES = FEATURE_COUNT

/** The highest cue score a request can have. */
export const CUE_CERTAIN = 255
