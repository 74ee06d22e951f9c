import { z } from 'zod'

/**
 * What a detection pass says: the content of `campaigns.json`, and the shape of the API. Field names are a
 * public interface: add to them, never change one.
 */

export const FAMILIES = [
  'identity',
  'network',
  'timing',
  'adaptation',
  'partition',
  'content',
  'elicitation',
  'economics',
] as const
export const Family = z.enum(FAMILIES)
export type Family = z.infer<typeof Family>

export const VERDICTS = ['watch', 'suspected', 'confirmed'] as const
export const Verdict = z.enum(VERDICTS)
export type Verdict = z.infer<typeof Verdict>

export const Review = z.enum(['unreviewed', 'confirmed', 'cleared'])

/** An innocent explanation, and how it fared against the data. */
export const Alternative = z.object({
  explanation: z.string(),
  outcome: z.enum(['rejected', 'not_excluded', 'not_testable']),
  detail: z.string(),
})
export type Alternative = z.infer<typeof Alternative>

export const Evidence = z.object({
  signal: z.string(),
  family: Family,
  axis: z.enum(['coordination', 'intent']),
  tactics: z.array(z.string()),
  /** The families that proposed the group. A coordination family never counts for a group it proposed. */
  proposed_by: z.array(Family),
  /** What was seen, in plain words and figures. */
  observation: z.string(),
  /** Coordination: a p-value. Intent: the rank among natural groups as a fraction. Null where untestable. */
  p_value: z.number().nullable(),
  /** Whether it was weighed in the verdict, or is shown for the reader alone. */
  weighed: z.boolean(),
  alternatives: z.array(Alternative),
  references: z.array(z.string()),
  /** SQL that reproduces the figure from the data folder. */
  query: z.string(),
})
export type Evidence = z.infer<typeof Evidence>

export const Member = z.object({
  account_id: z.string(),
  role: z.enum(['core', 'linked']),
  families: z.array(Family),
  reasons: z.array(z.string()),
})
export type Member = z.infer<typeof Member>

export const Campaign = z.object({
  id: z.string(),
  kind: z.enum(['group', 'single_principal']),
  revision: z.number().int().positive(),
  verdict: Verdict,
  review: Review,
  /** One sentence for a table or a headline. */
  summary: z.string(),
  /** Core accounts: the only ones accused; of a group on watch nobody is. */
  accounts: z.array(z.string()),
  members: z.array(Member),
  /** ISO 8601, UTC, as are all times here. */
  detected_at: z.string(),
  detected_basis: z.enum(['batch', 'replay', 'live']),
  first_seen: z.string(),
  last_seen: z.string(),
  /** Of the core accounts. */
  requests: z.number().int().nonnegative(),
  tokens: z.number().int().nonnegative(),
  families: z.array(Family),
  tactics: z.array(z.string()),
  /** Smallest false discovery rate at which e-BH rejects "the members are unrelated". */
  coordination_q: z.number().nullable(),
  /**
   * For example "1 of 1,840 by content, 37 of 1,840 by elicitation": its place among natural groups by how much they look
   * like extraction, in both intent families, the rarer first.
   */
  intent_rank: z.string(),
  evidence: z.array(Evidence),
})
export type Campaign = z.infer<typeof Campaign>

/** What can clear a group that came near: a condition of every verdict that it did not meet. */
export const CLEARANCES = [
  // Openly one customer or place; the figure is its size.
  'organization',
  'card',
  'phone',
  'mail-domain',
  'campus',
  /** The rarer rank of its intent among natural groups, and the other. */
  'intent-rank',
  'second-intent-rank',
  /** Tied within its customers (so many) alone. */
  'customers-not-tied',
  /** Of so many coordination families that were tested, none speaks against chance by itself. */
  'no-family',
  'network-only',
  /** What ties it is what users of one application, or a class, leave as well. */
  'common-cause',
  'too-few',
  /** So many of its accounts hang together with nobody of it. */
  'not-tied',
  /** What hangs together hits so many prompts alone. */
  'asks-little',
  /** Without the accounts of an accused group nothing ties what is left: so many. */
  'left-over',
  /** Too few accounts have evidence of their own and are neither under contract nor vouched for. */
  'few-core',
  /** The false discovery rate. */
  'chance',
] as const

export const Clearance = z.object({ reason: z.enum(CLEARANCES), figure: z.number() })
export type Clearance = z.infer<typeof Clearance>

/** A group that asked for enough to be looked at, and that chance does not explain, but that is not among the campaigns. */
export const ClearedGroup = z.object({
  accounts: z.array(z.string()),
  /** Why it was looked at: a signal id, or what put its members together. */
  related_by: z.string(),
  reasons: z.array(Clearance).min(1),
})
export type ClearedGroup = z.infer<typeof ClearedGroup>

export const DataQuality = z.object({
  records: z.number().int(),
  duplicates: z.number().int(),
  unreadable: z.number().int(),
  accounts: z.number().int(),
  accounts_joined: z.number().int(),
  /** Share of records in which each field was present, 0 to 1. */
  field_coverage: z.record(z.string(), z.number()),
  /** Signals left out, and why. */
  signals_left_out: z.array(z.object({ signal: z.string(), reason: z.string(), family: Family.optional() })),
  /** Signals that had the fields they need and were run. With them a reader can tell what was out of reach. */
  signals_checked: z.array(z.object({ signal: z.string(), family: Family })).optional(),
  /** What the scan itself has read, where earlier ones have read something too: all else here is of all that is stored. */
  this_run: z
    .object({ files: z.number().int(), records: z.number().int(), unreadable: z.number().int() })
    .optional(),
  warnings: z.array(z.string()),
})
export type DataQuality = z.infer<typeof DataQuality>

/** What a follow-up of a full pass has added. Verdicts, q, ranks, cleared groups and data quality are that pass's. */
export const FollowUpResult = z.object({
  /** The full pass's number, and when it began. */
  full_pass: z.number().int(),
  full_pass_at: z.string(),
  /** Requests that had arrived since the last look, and the accounts they came from. */
  requests: z.number().int().nonnegative(),
  accounts: z.number().int().nonnegative(),
  /** Accounts that campaigns gained in this follow-up, and those that were linked and are core now. */
  attached: z.array(z.object({ campaign_id: z.string(), account_id: z.string(), role: Member.shape.role })),
})
export type FollowUpResult = z.infer<typeof FollowUpResult>

export const ScanResult = z.object({
  format: z.literal('stillwatch.campaigns/1'),
  generated_at: z.string(),
  stillwatch_version: z.string(),
  window: z.object({ from: z.string(), to: z.string() }),
  campaigns: z.array(Campaign),
  /** Groups that came near, nearest first. Older results have none. */
  cleared: z.object({ groups: z.array(ClearedGroup), omitted: z.number().int().nonnegative() }).optional(),
  /** In the result of a follow-up alone. */
  follow_up: FollowUpResult.optional(),
  data_quality: DataQuality,
})
export type ScanResult = z.infer<typeof ScanResult>
