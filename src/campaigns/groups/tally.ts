import { type Edges, type Group, type KeysByPrincipal, keyCount, type World } from '../../signals/index.ts'

/**
 * Counts whole numbers below a bound, over and over: forgetting costs what was counted, not the bound. Groups are looked
 * at by the hundred thousand, and a map for each is most of what that costs.
 */
export class Tally {
  readonly #counts: Uint32Array
  #seen: number[] = []

  constructor(bound: number) {
    this.#counts = new Uint32Array(bound)
  }

  add(item: number): void {
    if (this.#counts[item]++ === 0) this.#seen.push(item)
  }

  /** Counts each of some items. */
  addAll(items: Uint32Array): void {
    const counts = this.#counts
    const seen = this.#seen
    for (let i = 0; i < items.length; i++) if (counts[items[i]]++ === 0) seen.push(items[i])
  }

  /** Counts one item so many times, which must not be none. */
  addTimes(item: number, times: number): void {
    if (this.#counts[item] === 0) this.#seen.push(item)
    this.#counts[item] += times
  }

  /** Counts the keys of everybody in a group. */
  addKeysOf(group: Group, { offsets, keys }: KeysByPrincipal): void {
    const counts = this.#counts
    const seen = this.#seen
    for (let i = 0; i < group.length; i++) {
      const end = offsets[group[i] + 1]
      for (let at = offsets[group[i]]; at < end; at++) if (counts[keys[at]]++ === 0) seen.push(keys[at])
    }
  }

  of(item: number): number {
    return this.#counts[item]
  }

  /** Everything counted, and how often, in the order of its first appearance; it is forgotten with that. */
  takeCounts(): [item: number, count: number][] {
    const counts = this.#seen.map((item): [number, number] => [item, this.#counts[item]])
    this.#forget()
    return counts
  }

  /** The items counted, in the order of their first appearance; nothing is forgotten. */
  seen(): readonly number[] {
    return this.#seen
  }

  /** What was counted at least so often, in the same order; all is forgotten with that. */
  takeAtLeast(least: number): number[] {
    const often = this.#seen.filter((item) => this.#counts[item] >= least)
    this.#forget()
    return often
  }

  #forget(): void {
    for (const item of this.#seen) this.#counts[item] = 0
    this.#seen = []
  }
}

const tallies = new WeakMap<object, Tally>()

/** Room to count keys of some edges in; take what was counted before anybody else counts. */
export function keyTally(edges: Edges): Tally {
  const tally = tallies.get(edges) ?? new Tally(keyCount(edges))
  tallies.set(edges, tally)
  return tally
}

/** Room to count principals in; take what was counted before anybody else counts. */
export function principalTally({ principals }: World): Tally {
  const tally = tallies.get(principals) ?? new Tally(principals.count)
  tallies.set(principals, tally)
  return tally
}
