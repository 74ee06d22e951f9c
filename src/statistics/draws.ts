/** So many draws are quicker added one by one. */
const FEW = 4

/**
 * Adds draws, successes with probability p each, to a distribution of how many succeeded.
 * @param mass P(j successes) for each j below its length; changed in place
 */
export function addDraws(mass: Float64Array, draws: number, p: number): void {
  if (draws <= FEW || p > 0.5) {
    for (let n = 0; n < draws; n++) {
      for (let j = mass.length - 1; j > 0; j--) mass[j] = mass[j] * (1 - p) + mass[j - 1] * p
      mass[0] *= 1 - p
    }
    return
  }
  // Binomial masses, folded with what there was.
  const odds = p / (1 - p)
  const none = Math.exp(draws * Math.log1p(-p))
  for (let j = mass.length - 1; j >= 0; j--) {
    let term = none
    let sum = 0
    for (let k = 0; k <= j; k++) {
      sum += term * mass[j - k]
      term *= ((draws - k) / (k + 1)) * odds
    }
    mass[j] = sum
  }
}
