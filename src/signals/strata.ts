/** Attributes of one principal that say whom to compare it with. Values are opaque labels. */
export interface StratumLabels {
  readonly plan: string
  readonly verification: string
  readonly age: string
  readonly activity: string
  readonly language: string
  readonly operation: string
}

/** From the attribute that matters most to the one given up first. */
const ORDER: readonly (keyof StratumLabels)[] = [
  'activity',
  'age',
  'plan',
  'verification',
  'language',
  'operation',
]

/** A stratum needs this many principals to be a reference for anybody. */
export const MIN_STRATUM = 200

/**
 * Numbers the strata. Principals are split by one attribute after the other; a split keeps only the branches
 * that leave at least `minimum` principals, and what is too small stays together one level up, unless that
 * remainder is too small itself: then it joins the smallest kept branch.
 */
export function assignStrata(labels: readonly StratumLabels[], minimum = MIN_STRATUM): Uint32Array {
  const stratum = new Uint32Array(labels.length)
  let next = 0
  const split = (members: number[], level: number): void => {
    const attribute = ORDER[level]
    if (attribute === undefined || members.length < 2 * minimum) {
      for (const member of members) stratum[member] = next
      next++
      return
    }
    const branches = new Map<string, number[]>()
    for (const member of members) {
      const label = labels[member][attribute]
      const branch = branches.get(label)
      if (branch) branch.push(member)
      else branches.set(label, [member])
    }
    const kept = [...branches]
      .filter(([, branch]) => branch.length >= minimum)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    const rest = [...branches].filter(([, branch]) => branch.length < minimum).flatMap(([, branch]) => branch)
    if (kept.length === 0) {
      split(members, level + 1)
      return
    }
    if (rest.length > 0 && rest.length < minimum) {
      const smallest = kept.reduce((least, branch) => (branch[1].length < least[1].length ? branch : least))
      smallest[1].push(...rest)
      rest.length = 0
    }
    for (const [, branch] of kept) split(branch, level + 1)
    if (rest.length > 0) split(rest, level + 1)
  }
  if (labels.length > 0)
    split(
      Array.from(labels, (_, i) => i),
      0,
    )
  return stratum
}

/** Age classes by days between opening and the start of the traffic. */
export function ageClass(days: number | undefined): string {
  if (days === undefined) return 'unknown'
  if (days < 0) return 'new'
  if (days < 30) return 'month'
  if (days < 180) return 'half-year'
  return 'old'
}

/** Decile of every value among all values, as a label; equal values get the same label. */
export function deciles(values: ArrayLike<number>): string[] {
  const sorted = Float64Array.from(values).sort()
  const cuts = Array.from({ length: 9 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / 10)])
  return Array.from(values, (value) => String(cuts.filter((cut) => value >= cut).length))
}
