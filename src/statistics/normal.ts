import { logUpperGamma } from './incomplete-gamma.ts'
import { log1mExp } from './log-space.ts'

/**
 * ln P(Z > z) for a standard normal Z, also where the probability itself underflows: half of Q(1/2, z^2 / 2) for
 * z >= 0 (Abramowitz & Stegun 6.5.17).
 */
export function logNormalTail(z: number): number {
  const half = logUpperGamma(0.5, 0.5 * z * z) - Math.LN2
  return z < 0 ? log1mExp(half) : half
}

const LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI)

/**
 * The z with P(Z <= z) = p for a standard normal Z and 0 < p < 1 (-Infinity at 0, Infinity at 1, NaN outside).
 * Start: Abramowitz & Stegun 26.2.23 (error below 4.5e-4); then Newton's method on the logarithm of the tail.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  if (p === 0.5) return 0
  const tail = Math.min(p, 1 - p)
  const target = Math.log(tail)
  if (tail === 0) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const t = Math.sqrt(-2 * target)
  let z =
    t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  for (let i = 0; i < 4; i++) {
    const logTail = logNormalTail(z)
    const logDensity = -0.5 * z * z - LOG_SQRT_TWO_PI
    z += (logTail - target) * Math.exp(logTail - logDensity)
  }
  return p < 0.5 ? -z : z
}
