import type { Clearance, Verdict } from '../../src/record/index.ts'
import type { ClassLeakage, Score } from '../../src/simulate/index.ts'

/** One simulated fortnight to run: composed, read, judged, scored. */
export interface WorldTask {
  readonly kind: 'world'
  readonly scenario: string
  readonly seed: number
  readonly scale: number
  /** Ordinary people, against the simulator's own: `ordinary` of its options. */
  readonly ordinary: number
  readonly corpus?: string
  /** Decoy worlds to make of it. */
  readonly decoys: number
  /** Whether to look for campaigns again without each family of signals. */
  readonly ablation: boolean
  /** Whether to measure which single field tells campaigns apart. */
  readonly leakage: boolean
  /** Whether the baselines look on: they are compared only where the bars are measured, and cost more than composing. */
  readonly baselines: boolean
  /** Give every country another country's name, alike for cards and bills. */
  readonly permuteCountries: boolean
}

export interface FoundGroup {
  readonly id: string
  readonly verdict: Verdict
  /** Core accounts. */
  readonly accounts: number
  /** How many of them truly harvested. */
  readonly harvesters: number
  /** Innocent core accounts by the kind of look-alike they are; `ordinary` for none. */
  readonly innocents: Readonly<Record<string, number>>
  readonly summary: string
  readonly families: readonly string[]
  readonly q: number | null
  readonly rank: string
}

/** Innocent accounts that speak one language, on shared networks or not. */
export interface PeopleCell {
  readonly language: string
  readonly shared: boolean
  readonly accounts: number
}

/** Who the innocent accounts with traffic are, and who of them was named. */
export interface People {
  /** Look-alike groups, households and single accounts, those with the same cells counted together. */
  readonly units: readonly { readonly times: number; readonly cells: readonly PeopleCell[] }[]
  /** Of each group found the innocent core accounts, where there are any. */
  readonly named: readonly { readonly verdict: Verdict; readonly cells: readonly PeopleCell[] }[]
}

/** Of one signal's p-values: how many, and how many at or below the levels of `LEVELS`. */
export interface PCounts {
  readonly tests: number
  readonly below: readonly number[]
}

export const LEVELS = [0.1, 0.01, 0.001] as const

/** False discovery rates at which realised rates are looked at with every test made. */
export const NOMINAL = [0.05, 0.01] as const

/** What e-BH rejects when a world's candidates and its decoy's are judged together. */
export interface Mixed {
  /** Candidates of the world itself. */
  readonly own: number
  /** Candidates of the decoy: every one is false. */
  readonly decoys: number
}

export interface DecoyRun {
  readonly groups: Readonly<Record<Verdict, number>>
  readonly candidates: number
  /** By signal id. */
  readonly p: Readonly<Record<string, PCounts>>
  /** By rate of `NOMINAL`: every test of up to 400 candidates of each. */
  readonly mixed: readonly Mixed[]
  /** At the rate in use, as detection has it: candidates past the effect floor, timing where it could matter. */
  readonly inUse: Mixed
}

/** E-values of random groups: no more than one in so many may reach each. */
export const E_LEVELS = [10, 100, 1_000] as const

/** What detection makes of principals that are drawn at random. */
export interface RandomGroups {
  /** Groups drawn from the strata of candidates, and how many of them reach the levels of `E_LEVELS` over all families. */
  readonly product: { readonly draws: number; readonly reached: readonly number[] }
  /**
   * Strangers around a real team: how many times, parts of eight or more of which most are strangers, and how many of these
   * have one family that counts or more, and two or more.
   */
  readonly parts: {
    readonly crowds: number
    readonly parts: number
    readonly one: number
    readonly two: number
  }
}

/** Families that detection can be run without; `instructions` are those of the content family. */
export const ABLATED = ['identity', 'network', 'timing', 'partition', 'adaptation', 'instructions'] as const
export type Ablated = (typeof ABLATED)[number]

/** What was found without one family. */
export interface AblationRun {
  readonly without: Ablated
  /** Natural groups of the world that is left. */
  readonly references: number
  /** In the order of the truth; recalls from 0 to 1. */
  readonly campaigns: readonly {
    readonly class: string
    readonly recall: number
    readonly recall_confirmed: number
  }[]
  readonly accused: Readonly<
    Record<'suspected' | 'confirmed', { readonly accounts: number; readonly innocent: number }>
  >
}

/** An evidence item whose query does not say what the item says. */
export interface UnkeptEvidence {
  readonly campaign: string
  readonly signal: string
  readonly stated: string
  /** What the query says in the signal's words, or why it failed. */
  readonly returned: string
}

/** An innocent look-alike that was coordinated beyond chance and asked for enough to be looked at. */
export interface NearMiss {
  readonly kind: string
  readonly accounts: number
  /** Verdict on the group of whose core accounts half of it are; null where there is none. */
  readonly named: Verdict | null
  /** Whether half of it is linked to a group without being accused with it: the result says so, and why. */
  readonly linked: boolean
  /** What cleared the groups in which at least half of it stands; empty where the result says nothing of it. */
  readonly cleared_by: readonly Clearance['reason'][]
}

/** Whether what was said of campaigns, and of innocent groups near them, holds. */
export interface Explanations {
  readonly evidence: { readonly checked: number; readonly failed: readonly UnkeptEvidence[] }
  readonly near_misses: readonly NearMiss[]
  /** Watched groups, and how many say that they are openly one customer: in an alternative, in the comparison. */
  readonly watched: {
    readonly groups: number
    readonly in_evidence: number
    readonly in_comparison: number
    /** Summaries of those that say it nowhere. */
    readonly unexplained: readonly string[]
  }
  /** Innocent groups shown beside accused ones, and those with a stated reason. */
  readonly nearest: { readonly groups: number; readonly told_apart: number }
}

/** What the baselines said of one account. */
export interface BaselineRow {
  /** Index of the campaign it harvested for; -1 for the innocent. */
  readonly owner: number
  /** Uniform in 0 to 2^32, from its id: decides among equal scores. */
  readonly tie: number
  /** By each baseline in order; 0 for accounts under contract or vouched for, whom Stillwatch accuses in no case either. */
  readonly scores: readonly number[]
}

export interface WorldResult {
  readonly task: WorldTask
  readonly requests: number
  /** Accounts with traffic. */
  readonly accounts: number
  /** Accounts with traffic that harvested nothing, and those of them that are look-alikes. */
  readonly innocent: { readonly accounts: number; readonly lookalikes: number }
  readonly days: number
  readonly candidates: number
  readonly references: number
  readonly seconds: Readonly<Record<'compose' | 'ingest' | 'pass' | 'decoys', number>>
  readonly score: Score
  /** Core accounts by verdict, and how many of them are innocent. */
  readonly accused: Readonly<Record<Verdict, { readonly accounts: number; readonly innocent: number }>>
  readonly groups: readonly FoundGroup[]
  readonly people: People
  readonly decoys: readonly DecoyRun[]
  /** Null where there are no decoys. */
  readonly random: RandomGroups | null
  /** Empty where it was not tried. */
  readonly ablation: readonly AblationRun[]
  readonly explanations: Explanations
  readonly leakage: readonly ClassLeakage[]
  /** Per account with traffic; empty where no baseline looked on. */
  readonly baselines: readonly BaselineRow[]
  /** Digest of everything said about campaigns, dates of the run aside. */
  readonly said: string
}
