import { type PermutationOptions, permutationPValue } from './permutation.ts'
import type { Random } from './random.ts'

export interface MeanDiscrepancy {
  /** Unbiased estimate of the squared distance of the two mean vectors; may be below zero when they agree. */
  readonly statistic: number
  readonly p: number
  readonly draws: number
}

/** Copies vectors into one array, row by row. Throws RangeError when their lengths differ. */
function stack(vectors: readonly ArrayLike<number>[], width: number): Float64Array {
  const rows = new Float64Array(vectors.length * width)
  vectors.forEach((vector, i) => {
    if (vector.length !== width) throw new RangeError(`expected ${width} features, got ${vector.length}`)
    rows.set(vector, i * width)
  })
  return rows
}

/**
 * Two-sample test of mean feature vectors: the unbiased squared maximum mean discrepancy (A. Gretton et al., "A kernel
 * two-sample test", JMLR 2012, eq. 3) with the linear kernel, which needs only sums and squared norms, so a group's
 * test is additive in its members (as in arXiv 2606.05725, which uses random features for the same end).
 *
 * `members` and `references` hold one vector per principal, its mean over its requests: the principal is the sampling
 * unit, so that one busy account cannot make a finding. P-value by exchanging principals between the two sides, valid
 * when members and references are exchangeable under the null hypothesis (same stratum, members not among the
 * references). O((n + m) d) and O(m d) for each draw, m the smaller side. Undefined when either side has fewer than
 * two principals. Throws RangeError for vectors of unequal length.
 */
export function meanDiscrepancy(
  members: readonly ArrayLike<number>[],
  references: readonly ArrayLike<number>[],
  options: PermutationOptions,
): MeanDiscrepancy | undefined {
  if (members.length < 2 || references.length < 2) return undefined
  // The statistic is symmetric, so the smaller side is the one redrawn.
  const [small, large] = members.length <= references.length ? [members, references] : [references, members]
  const width = members[0].length
  const rows = stack([...small, ...large], width)
  const m = small.length
  const n = large.length
  const count = m + n

  const norms = new Float64Array(count)
  const total = new Float64Array(width)
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < width; j++) {
      const value = rows[i * width + j]
      norms[i] += value * value
      total[j] += value
    }
  }
  const allNorms = norms.reduce((sum, norm) => sum + norm, 0)
  const sum = new Float64Array(width)

  const discrepancy = (chosen: Int32Array): number => {
    sum.fill(0)
    let norm = 0
    for (let k = 0; k < m; k++) {
      const i = chosen[k]
      norm += norms[i]
      for (let j = 0, at = i * width; j < width; j++, at++) sum[j] += rows[at]
    }
    let within = 0
    let other = 0
    let between = 0
    for (let j = 0; j < width; j++) {
      const rest = total[j] - sum[j]
      within += sum[j] * sum[j]
      other += rest * rest
      between += sum[j] * rest
    }
    return (
      (within - norm) / (m * (m - 1)) + (other - (allNorms - norm)) / (n * (n - 1)) - (2 * between) / (m * n)
    )
  }

  const order = Int32Array.from({ length: count }, (_, i) => i)
  const statistic = discrepancy(order)
  const redraw = (random: Random) => {
    // The first m steps of a Fisher-Yates shuffle choose m principals; any order before is as good a start.
    for (let k = 0; k < m; k++) {
      const from = k + random.integer(count - k)
      const kept = order[k]
      order[k] = order[from]
      order[from] = kept
    }
    return discrepancy(order)
  }
  // Equal discrepancies can differ in their last digits; the tolerance makes them ties, which count against a finding.
  const tolerance = 1e-12 * (allNorms / count)
  return { statistic, ...permutationPValue(statistic - tolerance, redraw, options) }
}
