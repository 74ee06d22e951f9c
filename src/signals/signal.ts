import type { AccountField, Family, RequestField } from '../record/index.ts'

/** What every signal says of itself: shown by `stillwatch signals`, printed beside its evidence. */
export interface SignalInfo {
  readonly id: string
  readonly title: string
  readonly family: Family
  readonly axis: 'coordination' | 'intent'
  /** Tactic ids. */
  readonly tactics: readonly string[]
  /** Without these fields the signal is left out, and the result says so. */
  readonly needs: readonly (RequestField | AccountField)[]
  /** Ordinary causes of the same observation. */
  readonly innocentCauses: readonly string[]
  readonly references: readonly string[]
  /**
   * SQL behind the signal's figure for a set of accounts: `{accounts}` stands for a subquery that lists them, `{until}` for
   * the time of the last request that was seen, `{tokens}` for the group's instruction, of which a request that carries it
   * has `{together}` or more, `{common}` for an array of 0, which is no key, and the keys in common use that are left out.
   * The first row's figures are what the observation states.
   */
  readonly query: string
  /** The observation in words from the query's row. */
  observe(row: Figures): string
}

/** What a signal's query returns. */
export interface Figures {
  readonly accounts: number
  readonly figure: number
  readonly total: number
  /** Keys in common use that are not counted; undefined of signals without keys. */
  readonly left_out?: number
  /** Accounts opened within six hours of another; of `sign-up-batch` alone. */
  readonly nearby?: number
}

/** Queries for keys that accounts share. */
export interface SharedKeys {
  /** SQL that yields (key, account_id, weight) for every key with at least two accounts; keys with one are dropped later. */
  readonly edges: string
  /** The same for every key, for traffic in several stores, where nobody knows which keys are shared. */
  readonly pairs: string
  /** An account that has a key more often than this does not count among its holders. */
  readonly mostUses?: number
}

/** A signal that ties principals by keys they share. */
export interface KeySignal extends SignalInfo, SharedKeys {
  readonly kind: 'key'
  /** Whether a key alone may propose a group. */
  readonly proposes: boolean
  /** Whether holders of one key are a natural group to compare intent with. */
  readonly natural: boolean
  /** What one key is called in a picture. */
  readonly keyLabel: string
}

/** Keys in words, with how many in common use are not among them. */
export function keysFound({ total, left_out: leftOut = 0 }: Figures, one: string, many?: string): string {
  const kept = plural(total, one, many)
  return leftOut === 0 ? kept : `${kept}, ${leftOut.toLocaleString('en')} in common use left out`
}

export function plural(count: number, one: string, many = pluralOf(one)): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

export function pluralOf(noun: string): string {
  return noun.endsWith('s') ? `${noun}es` : `${noun}s`
}
