/**
 * Room for numbers that are needed for a moment, over and over. What is allocated for one group after the other calls the
 * garbage collector, which looks at all that a pass holds each time: its cost would grow with the square of the traffic.
 * @returns a function that gives so many zeros, in the place of those it gave before
 */
export function room(): (length: number) => Float64Array {
  let values = new Float64Array(0)
  return (length) => {
    if (values.length < length) values = new Float64Array(Math.max(length, 2 * values.length))
    return values.subarray(0, length).fill(0)
  }
}
