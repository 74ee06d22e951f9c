import { type Edges, type Group, holdersOf, keyCount } from '../../signals/index.ts'
import { Tally } from '../groups/tally.ts'

/** The share of a stratum's principals that are members, for the strata that have any. */
export interface MemberShares {
  readonly strata: readonly number[]
  of(stratum: number): number
}

const latest = new WeakMap<Uint32Array, { readonly group: Group; readonly shares: MemberShares }>()

/**
 * Remembered for the latest group, which is asked about one kind of key after the other.
 * @param stratumOf the stratum of each principal
 */
export function memberShares(stratumOf: Uint32Array, group: Group): MemberShares {
  const known = latest.get(stratumOf)
  if (known?.group === group) return known.shares
  const shares = findShares(stratumOf, group)
  latest.set(stratumOf, { group, shares })
  return shares
}

function findShares(stratumOf: Uint32Array, group: Group): MemberShares {
  const sizes = stratumSizes(stratumOf)
  const shares = new Float64Array(sizes.length)
  const strata: number[] = []
  for (let i = 0; i < group.length; i++) {
    const stratum = stratumOf[group[i]]
    if (shares[stratum]++ === 0) strata.push(stratum)
  }
  for (const stratum of strata) shares[stratum] /= Math.max(1, sizes[stratum])
  return { strata, of: (stratum) => shares[stratum] }
}

const sizesOf = new WeakMap<Uint32Array, Float64Array>()

export function stratumSizes(stratumOf: Uint32Array): Float64Array {
  let sizes = sizesOf.get(stratumOf)
  if (!sizes) {
    let highest = 0
    for (const stratum of stratumOf) highest = Math.max(highest, stratum)
    sizes = new Float64Array(highest + 1)
    for (const stratum of stratumOf) sizes[stratum]++
    sizesOf.set(stratumOf, sizes)
  }
  return sizes
}

/** Keys whose holders come from the same strata in the same numbers behave alike under the null. */
export interface KeyClass {
  readonly strata: readonly number[]
  readonly counts: readonly number[]
  readonly degree: number
  readonly keys: number
}

/** The classes of all keys of one kind. */
export interface KeyClasses {
  readonly all: readonly KeyClass[]
  /** The class of each key. */
  readonly of: Uint32Array
  /** The classes with holders in each stratum, ascending, and how many holders of one key are in it. */
  readonly inStratum: readonly { readonly classes: readonly number[]; readonly holders: readonly number[] }[]
  readonly tally: Tally
}

const classesOf = new WeakMap<Edges, KeyClasses>()

/** @param stratumOf the strata for which this kind of key is looked at, always the same (`strataFor`) */
export function keyClasses(stratumOf: Uint32Array, edges: Edges): KeyClasses {
  const known = classesOf.get(edges)
  if (known) return known
  const numbers = new Map<string, number>()
  const all: { strata: number[]; counts: number[]; degree: number; keys: number }[] = []
  const inStratum = Array.from(stratumSizes(stratumOf), () => ({
    classes: [] as number[],
    holders: [] as number[],
  }))
  const of = Uint32Array.from({ length: keyCount(edges) }, (_, key) => {
    const holders = Uint32Array.from(holdersOf(edges, key), (holder) => stratumOf[holder]).sort()
    const strata: number[] = []
    const counts: number[] = []
    for (const stratum of holders) {
      if (strata.at(-1) !== stratum) {
        strata.push(stratum)
        counts.push(0)
      }
      counts[counts.length - 1]++
    }
    const name = `${strata.join()} ${counts.join()}`
    let number = numbers.get(name)
    if (number === undefined) {
      number = all.length
      numbers.set(name, number)
      for (let i = 0; i < strata.length; i++) {
        inStratum[strata[i]].classes.push(number)
        inStratum[strata[i]].holders.push(counts[i])
      }
      all.push({ strata, counts, degree: holders.length, keys: 0 })
    }
    all[number].keys++
    return number
  })
  const classes = { all, of, inStratum, tally: new Tally(all.length) }
  classesOf.set(edges, classes)
  return classes
}

/** How many of a key's holders would be members, were these drawn anew from their strata. */
export function expectedHolders({ all, of }: KeyClasses, key: number, share: MemberShares): number {
  const { strata, counts } = all[of[key]]
  let expected = 0
  for (let i = 0; i < strata.length; i++) expected += counts[i] * share.of(strata[i])
  return expected
}
