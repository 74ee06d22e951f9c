import type { Verdict } from '../../src/record/index.ts'

/** Campaign-free fortnights drawn from populations that were composed with text in one place. */
export interface FortnightsTask {
  readonly kind: 'fortnights'
  /** Seed of the place: networks, calendar, rushes of sign-ups. */
  readonly place: number
  /** Seeds of the populations; a fortnight holds as many accounts as one of them. */
  readonly seeds: readonly number[]
  readonly count: number
  readonly scale: number
  readonly ordinary: number
  readonly corpus?: string
}

/** A group that was found where there is none to find. */
export interface FalseGroup {
  readonly verdict: Verdict
  readonly rank: string
  /** Core accounts by the kind of look-alike they are. */
  readonly kinds: Readonly<Record<string, number>>
}

export interface Fortnight {
  readonly accounts: number
  readonly candidates: number
  readonly groups: readonly FalseGroup[]
  /** To draw it and to run detection on it. */
  readonly seconds: number
}

export interface FortnightsResult {
  readonly place: number
  /** Each population by itself, to compare the drawn ones with. */
  readonly composed: readonly Fortnight[]
  readonly fortnights: readonly Fortnight[]
}
