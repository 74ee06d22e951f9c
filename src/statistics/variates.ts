import { logPoissonMass } from './saddle-point.ts'

/** What the samplers need of a random stream. */
interface UniformNormalSource {
  next(): number
  normal(): number
}

/** Gamma(shape, scale 1) by G. Marsaglia & W. W. Tsang, "A simple method for generating gamma variables" (2000). */
export function gammaVariate(source: UniformNormalSource, shape: number): number {
  if (!(shape > 0)) throw new RangeError(`gamma shape must be positive, got ${shape}`)
  // 1 - next() lies in (0, 1], so the power is never 0^(1/shape) by accident of the draw.
  if (shape < 1) return gammaVariate(source, shape + 1) * (1 - source.next()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = source.normal()
    const v = (1 + c * x) ** 3
    if (v <= 0) continue
    const u = 1 - source.next()
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

function poissonByProduct(source: UniformNormalSource, mean: number): number {
  const floor = Math.exp(-mean)
  let count = 0
  for (let product = source.next(); product > floor; product *= source.next()) count++
  return count
}

/** PTRS: W. Hörmann, "The transformed rejection method for generating Poisson random variables" (1993). */
function poissonByRejection(source: UniformNormalSource, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean)
  const a = -0.059 + 0.02483 * b
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
  const squeeze = 0.9277 - 3.6224 / (b - 2)
  for (;;) {
    const u = source.next() - 0.5
    const v = 1 - source.next()
    const distance = 0.5 - Math.abs(u)
    if (distance === 0) continue
    const count = Math.floor(((2 * a) / distance + b) * u + mean + 0.43)
    if (distance >= 0.07 && v <= squeeze) return count
    if (count < 0 || (distance < 0.013 && v > distance)) continue
    const left = Math.log((v * inverseAlpha) / (a / (distance * distance) + b))
    if (left <= logPoissonMass(count, mean)) return count
  }
}

/** Beyond this mean a Poisson count and its rounded normal limit differ by less than a double resolves. */
const POISSON_IS_NORMAL_FROM = 2 ** 52

/** Poisson count for any mean >= 0: Knuth's product below 10, Hörmann's PTRS above. */
export function poissonVariate(source: UniformNormalSource, mean: number): number {
  if (!(mean >= 0) || mean === Number.POSITIVE_INFINITY) {
    throw new RangeError(`Poisson mean must be finite and not negative, got ${mean}`)
  }
  if (mean < 10) return poissonByProduct(source, mean)
  if (mean < POISSON_IS_NORMAL_FROM) return poissonByRejection(source, mean)
  return Math.round(mean + Math.sqrt(mean) * source.normal())
}
