import { clopperPearson } from '../intervals.ts'

export interface Exceedance {
  /** Share of P-values at or below alpha; NaN without P-values. */
  readonly share: number
  /** False when even the lower end of the Clopper-Pearson interval is above alpha: the P-values are too small to be valid. */
  readonly superUniform: boolean
}

/**
 * How often P-values fall at or below alpha. Under a null hypothesis a valid P-value does so with probability at most
 * alpha (it is super-uniform). The P-values must be independent.
 */
export function exceedance(pValues: readonly number[], alpha: number, level = 0.95): Exceedance {
  const count = pValues.filter((p) => p <= alpha).length
  const { lower } = clopperPearson(count, pValues.length, level)
  return { share: count / pValues.length, superUniform: lower <= alpha }
}
