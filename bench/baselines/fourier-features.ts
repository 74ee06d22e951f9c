import { createRandom } from '../../src/statistics/index.ts'

/** Frequencies; the error of a kernel value is about 1 / sqrt(FREQUENCIES). */
const FREQUENCIES = 128
/** Entries of a mapped vector: a cosine and a sine for each frequency. */
export const FOURIER_COUNT = 2 * FREQUENCIES

/**
 * A map under which inner products come close to the Gaussian kernel exp(-|x - y|^2 / (2 width^2)) of the
 * vectors scaled to length 1 (Rahimi & Recht, Random features for large-scale kernel machines, NIPS 2007). Every
 * mapped vector has length 1 exactly.
 * @param dimensions of the vectors to map
 * @returns a function that adds the mapped vector to a sum
 */
export function fourierFeatures(dimensions: number, width: number) {
  const random = createRandom('fourier features')
  const frequencies = Float64Array.from({ length: FREQUENCIES * dimensions }, () => random.normal() / width)
  const height = 1 / Math.sqrt(FREQUENCIES)
  return (vector: ArrayLike<number>, sum: Float64Array): void => {
    let squares = 0
    for (let i = 0; i < dimensions; i++) squares += vector[i] ** 2
    const scale = 1 / Math.sqrt(squares)
    for (let f = 0; f < FREQUENCIES; f++) {
      let angle = 0
      for (let i = 0; i < dimensions; i++) angle += frequencies[f * dimensions + i] * vector[i]
      sum[2 * f] += height * Math.cos(scale * angle)
      sum[2 * f + 1] += height * Math.sin(scale * angle)
    }
  }
}
