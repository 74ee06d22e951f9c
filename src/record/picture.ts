import type { Family } from './result.ts'

/**
 * What the report shows of one campaign beside its result. Nothing here decides anything. What is optional is not in
 * pictures that earlier versions stored.
 */
export interface CampaignPicture {
  readonly campaign_id: string
  readonly graph: {
    readonly nodes: readonly GraphNode[]
    readonly edges: readonly { readonly source: string; readonly target: string; readonly bits: number }[]
    /** Accounts and keys left out of the picture for size. */
    readonly omitted: number
  }
  readonly timeline: {
    /** Milliseconds since 1970 of the first step. */
    readonly start: number
    readonly step_ms: number
    /** Requests of all core accounts per step. */
    readonly total: readonly number[]
    /** Core accounts in the order they appeared, requests per step; the busiest alone where there are too many. */
    readonly lanes: readonly Lane[]
    readonly marks: readonly Mark[]
  }
  /** A few customer texts, only where the user asked for them. */
  readonly exemplars: readonly Exemplar[]
  readonly portrait?: Portrait
  readonly comparison?: Comparison
}

export interface GraphNode {
  readonly id: string
  readonly kind: 'account' | 'key'
  readonly label: string
  /** Of a key: the family it belongs to. */
  readonly family?: Family
  /** Of an account. */
  readonly role?: 'core' | 'linked'
}

export interface Lane {
  readonly account_id: string
  readonly values: readonly number[]
  /** When the provider opened and closed the account, where that lies in the window: milliseconds since 1970. */
  readonly opened?: number
  readonly closed?: number
}

export interface Mark {
  readonly time: number
  readonly label: string
  readonly kind?: 'release' | 'closure'
}

export interface Exemplar {
  readonly account_id: string
  readonly time: number
  readonly text: string
  /** Whether the request carries the campaign's own instruction. */
  readonly on_instruction?: boolean
}

/** What a campaign's core accounts are, use and take, for the story in words. */
export interface Portrait {
  /** Accounts of which the provider's own data were given. */
  readonly described: number
  readonly plans: readonly Share[]
  readonly verifications: readonly Share[]
  /** Accounts opened within the window, and the most on one day (UTC). */
  readonly opened: { readonly in_window: number; readonly most_in_a_day: number; readonly day: string | null }
  /** Accounts the provider closed, and how many were opened within 50 hours after one of those closures. */
  readonly closed: { readonly accounts: number; readonly first: string | null; readonly replaced: number }
  /** Shares of requests. */
  readonly models: readonly Share[]
  readonly languages: readonly Share[]
  readonly routes: readonly Share[]
  readonly input_tokens: number
  readonly output_tokens: number
  readonly reasoning_tokens: number
  /** Different prompts (whole bodies), and requests with prompt text. */
  readonly bodies: number
  readonly texts: number
  /** Requests answered with 429 or 403, of those whose status is known. */
  readonly refused: number
  readonly statuses: number
  readonly busiest_day: { readonly day: string; readonly requests: number } | null
  /** Requests of an account on a day it was active: the median and the most. */
  readonly per_account_day: { readonly median: number; readonly most: number }
  /** Releases within the window: how much of the campaign's traffic was on the new model a day and three days later. */
  readonly pivots: readonly {
    readonly model: string
    readonly released: string
    readonly within_day: number
    readonly within_three_days: number
    /** The same for everybody else, three days later. */
    readonly others_within_three_days: number
  }[]
}

export interface Share {
  readonly name: string
  readonly count: number
}

/** A campaign beside the related groups, not among the findings, that ask for most of the same. */
export interface Comparison {
  /** What they are compared by: the campaign's strongest cue. */
  readonly cue: string
  readonly campaign: GroupFigures
  /** Nearest first. They name no account: as far as is known these are innocent customers. */
  readonly look_alikes: readonly (GroupFigures & {
    /** Why they are related: a signal id, `organization`, `template` or `sign-up-day`. */
    readonly reason: string
  })[]
}

export interface GroupFigures {
  readonly accounts: number
  readonly requests: number
  /** Mean over members of the share of requests that hit the cue above what is usual; on its own instruction, if it has one. */
  readonly elicited: number
  /** Different bodies sent around an instruction of the group's own. */
  readonly bodies: number
  /** What of the members' writing they have in common, at most 1. */
  readonly likeness: number
  /** Share of members that share a key of a kind with another member, by signal id. */
  readonly shared: Readonly<Record<string, number>>
  /** How the group declares itself to be one customer or one place; null where it does not. */
  readonly declared: string | null
}
