/** zeta(k) - 1 for k = 2, 3, ...; the Taylor coefficients of ln Gamma about 2 (Abramowitz & Stegun 6.1.33). */
const ZETA_LESS_ONE = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853,
  0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915, 6.124813505870483e-5,
  3.058823630702049e-5, 1.528225940865187e-5, 7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6,
  9.539620338727962e-7, 4.769329867878064e-7, 2.38450502727733e-7, 1.1921992596531106e-7,
  5.960818905125948e-8, 2.980350351465228e-8, 1.4901554828365043e-8, 7.45071178983543e-9,
  3.725334024788457e-9, 1.862659723513049e-9,
]
const ONE_LESS_EULER_GAMMA = 0.42278433509846713
export const HALF_LOG_TWO_PI = 0.9189385332046728

/** From here on the seven-term Stirling series of `stirlingSeries` is exact to the last bit. */
export const STIRLING_FROM = 10

/**
 * What Stirling's approximation of ln Gamma(x) leaves out, for x >= 10:
 * ln Gamma(x) - [(x - 1/2) ln x - x + ln(2 pi)/2] = 1/(12 x) - 1/(360 x^3) + ... (Abramowitz & Stegun 6.1.41).
 */
export function stirlingSeries(x: number): number {
  const y = 1 / (x * x)
  const tail = -1 / 1680 + y * (1 / 1188 + y * (-691 / 360360 + y / 156))
  return (1 / 12 + y * (-1 / 360 + y * (1 / 1260 + y * tail))) / x
}

/** ln Gamma(2 + z) for |z| <= 1/2. */
function nearTwo(z: number): number {
  let sum = 0
  for (let i = ZETA_LESS_ONE.length - 1; i >= 0; i--) sum = ZETA_LESS_ONE[i] / (i + 2) - z * sum
  return z * (ONE_LESS_EULER_GAMMA + z * sum)
}

/**
 * Natural logarithm of the gamma function for x > 0 (NaN for x <= 0), to a relative error of 1e-14 even next
 * to its zeros at 1 and 2: Taylor series about 2, Stirling's series from 10 on, and the recurrence
 * Gamma(x + 1) = x Gamma(x) in between (Abramowitz & Stegun 6.1.15, 6.1.33, 6.1.41).
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN
  if (x >= STIRLING_FROM) {
    return x === Number.POSITIVE_INFINITY
      ? x
      : (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x)
  }
  if (x < 0.5) return logGamma(x + 1) - Math.log(x)
  if (x < 1.5) return nearTwo(x - 1) - Math.log1p(x - 1)
  let rest = x
  let product = 1
  while (rest > 2.5) {
    rest -= 1
    product *= rest
  }
  return nearTwo(rest - 2) + Math.log(product)
}
