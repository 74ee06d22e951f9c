const COUNT = new Intl.NumberFormat('en-GB')
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const SCALES: readonly (readonly [number, string])[] = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
]

/** 412220 as "412,220". */
export function count(value: number): string {
  return COUNT.format(value)
}

/** "1 account", "2 accounts". */
export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : plural}`
}

/** Three significant digits and a word above a million: 3120000000 as "3.12 billion". */
export function magnitude(value: number): string {
  for (const [scale, word] of SCALES) {
    if (value >= scale) return `${Number((value / scale).toPrecision(3))} ${word}`
  }
  return count(value)
}

/** An ISO 8601 time as "4 Mar 2026, 14:05 UTC"; what is not a time is returned as it came. */
export function moment(iso: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return iso
  return `${day(date)}\u00a0${date.getUTCFullYear()}, ${clock(date)}\u00a0UTC`
}

/** The same for milliseconds since 1970. */
export function momentOf(time: number): string {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? 'at an unknown time' : moment(date.toISOString())
}

/** A span as "1–14 Mar 2026" or "28 Feb – 14 Mar 2026", by UTC days. */
export function span(from: string, to: string): string {
  const [first, last] = [new Date(from), new Date(to)]
  if (Number.isNaN(first.getTime()) || Number.isNaN(last.getTime())) return `${from} – ${to}`
  const end = `${day(last)}\u00a0${last.getUTCFullYear()}`
  if (first.getUTCFullYear() !== last.getUTCFullYear())
    return `${day(first)}\u00a0${first.getUTCFullYear()} – ${end}`
  if (first.getUTCMonth() !== last.getUTCMonth()) return `${day(first)} – ${end}`
  return first.getUTCDate() === last.getUTCDate() ? end : `${first.getUTCDate()}–${end}`
}

/** How long, in the unit that fits: "14 days", "6 hours". */
export function length(from: string, to: string): string {
  const hours = (Date.parse(to) - Date.parse(from)) / 3_600_000
  if (Number.isNaN(hours)) return 'an unknown time'
  return hours >= 48 ? counted(Math.round(hours / 24), 'day') : counted(Math.round(hours), 'hour')
}

/** A UTC day as "4 Mar". */
export function day(date: Date): string {
  return `${date.getUTCDate()}\u00a0${MONTHS[date.getUTCMonth()]}`
}

/** A UTC time of day as "14:05". */
function clock(date: Date): string {
  return date.toISOString().slice(11, 16)
}

/** A share of 0 to 1 as a percentage that never rounds something to nothing or all to everything. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return '<\u00a00.1\u00a0%'
  if (share < 1 && share > 0.999) return '>\u00a099.9\u00a0%'
  return `${Number((share * 100).toFixed(1))}\u00a0%`
}

/** A small number as "0.004" or "3.2 × 10⁻¹²". */
export function small(value: number): string {
  if (value === 0) return '<\u00a010⁻³⁰⁰'
  if (value >= 0.001) return String(Number(value.toPrecision(2)))
  const [mantissa, exponent] = value.toExponential(1).split('e')
  return `${mantissa}\u00a0×\u00a010${superscript(exponent ?? '')}`
}

function superscript(exponent: string): string {
  const raised: Record<string, string> = { '-': '⁻', '+': '' }
  return [...exponent].map((sign) => raised[sign] ?? '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)] ?? '').join('')
}

/** How rare a probability is: 2.1e-9 as "about 1 in 480 million". */
export function rarity(probability: number): string {
  if (probability <= 1e-15) return 'less than 1 in a thousand trillion'
  return `about 1 in ${magnitude(Number((1 / probability).toPrecision(probability > 0.1 ? 2 : 3)))}`
}
