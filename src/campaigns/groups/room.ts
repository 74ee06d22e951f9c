/** More numbers than this (32 MB) are needed for few groups, and are not kept for the next one. */
const MOST_KEPT = 2 ** 22

/**
 * Room for numbers that are needed for a moment, over and over. What is allocated for one group after the other calls the
 * garbage collector, which looks at all that a pass holds each time: its cost would grow with the square of the traffic.
 * @returns a function that gives so many zeros, in the place of those it gave before
 */
export function room(): (length: number) => Float64Array {
  let values = new Float64Array(0)
  return (length) => {
    if (length > MOST_KEPT) return new Float64Array(length)
    if (values.length < length)
      values = new Float64Array(Math.max(length, Math.min(MOST_KEPT, 2 * values.length)))
    return values.subarray(0, length).fill(0)
  }
}
