import { logSumExp } from './log-space.ts'

/**
 * ln of the e-value e = 1 / (2 sqrt(p)) of a P-value given as ln p: the calibrator kappa p^(kappa - 1) at
 * kappa = 1/2 (V. Vovk & R. Wang, "E-values: calibration, combination and applications", Annals of Statistics
 * 2021, section 2). Its mean is at most one for every valid P-value.
 */
export function logEValue(logP: number): number {
  return -Math.LN2 - 0.5 * logP
}

/** ln of the mean of e-values given as logarithms: an e-value under any dependence (Vovk & Wang 2021, section 3). */
export function logMeanE(logE: readonly number[]): number {
  return logSumExp(logE) - Math.log(logE.length)
}

export interface EBHResult {
  /** In the order of the input. */
  readonly rejected: readonly boolean[]
  /** Smallest level at which e-BH rejects each hypothesis; 1 when none below does. */
  readonly q: readonly number[]
}

/**
 * The e-BH procedure: with K e-values, reject the k largest for the largest k with e_[k] >= K / (alpha k). The false
 * discovery rate is at most alpha under any dependence (R. Wang & A. Ramdas, "False discovery rate control with
 * e-values", JRSS B 2022). `logE` are natural logarithms. Throws RangeError for NaN and for alpha outside (0, 1).
 */
export function eBH(logE: readonly number[], alpha: number): EBHResult {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha must lie between 0 and 1, got ${alpha}`)
  if (logE.some(Number.isNaN)) throw new RangeError('an e-value is not a number')
  const total = logE.length
  const order = logE.map((_, index) => index).sort((a, b) => logE[b] - logE[a] || a - b)
  const q = new Array<number>(total).fill(1)
  const rejected = new Array<boolean>(total).fill(false)
  let smallest = 0
  for (let k = total; k >= 1; k--) {
    const index = order[k - 1]
    smallest = Math.min(smallest, Math.log(total / k) - logE[index])
    q[index] = Math.exp(smallest)
    rejected[index] = smallest <= Math.log(alpha)
  }
  return { rejected, q }
}

/**
 * The q of one e-value more, were it tested together with these: what `eBH` gives it at the end of the list, for many in
 * turn at O(log K) each. `logE` are natural logarithms. Throws RangeError for NaN.
 */
export function qOfOneMore(logE: readonly number[]): (another: number) => number {
  if (logE.some(Number.isNaN)) throw new RangeError('an e-value is not a number')
  const sorted = Float64Array.from(logE).sort().reverse()
  const total = sorted.length + 1
  /** From each place on, the least q of those who move one place down. */
  const after = new Float64Array(total)
  for (let k = sorted.length - 1; k >= 0; k--)
    after[k] = Math.min(after[k + 1], Math.log(total / (k + 2)) - sorted[k])
  return (another) => {
    if (Number.isNaN(another)) throw new RangeError('an e-value is not a number')
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle] >= another) low = middle + 1
      else high = middle
    }
    return Math.exp(Math.min(after[low], Math.log(total / (low + 1)) - another))
  }
}
