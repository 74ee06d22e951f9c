/** ln(1 - e^x) for x <= 0, exact at both ends (M. Mächler, "Accurately computing log(1 - exp(-|a|))", 2012). */
export function log1mExp(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x))
}

/** ln of the sum of e^value, without overflow; -Infinity for no values. */
export function logSumExp(values: ArrayLike<number>): number {
  let largest = Number.NEGATIVE_INFINITY
  for (let i = 0; i < values.length; i++) if (!(values[i] <= largest)) largest = values[i]
  if (!Number.isFinite(largest)) return largest
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i] - largest)
  return largest + Math.log(sum)
}
