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
  return `${day(date)} ${date.getUTCFullYear()}, ${clock(date)} UTC`
}

/** A span as "1–14 Mar 2026" or "28 Feb – 14 Mar 2026", by UTC days. */
export function span(from: string, to: string): string {
  const [first, last] = [new Date(from), new Date(to)]
  if (Number.isNaN(first.getTime()) || Number.isNaN(last.getTime())) return `${from} – ${to}`
  const end = `${day(last)} ${last.getUTCFullYear()}`
  if (first.getUTCFullYear() !== last.getUTCFullYear())
    return `${day(first)} ${first.getUTCFullYear()} – ${end}`
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
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`
}

/** A UTC time of day as "14:05". */
export function clock(date: Date): string {
  return date.toISOString().slice(11, 16)
}

/** A share of 0 to 1 as a percentage that never rounds something to nothing or all to everything. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return '< 0.1 %'
  if (share < 1 && share > 0.999) return '> 99.9 %'
  return `${Number((share * 100).toFixed(1))} %`
}

/** A small number as "0.004" or "3.2 × 10⁻¹²". */
export function small(value: number): string {
  if (value === 0) return '< 10⁻³⁰⁰'
  if (value >= 0.001) return String(Number(value.toPrecision(2)))
  const [mantissa, exponent] = value.toExponential(1).split('e')
  return `${mantissa} × 10${superscript(exponent ?? '')}`
}

function superscript(exponent: string): string {
  const raised: Record<string, string> = { '-': '⁻', '+': '' }
  return [...exponent].map((sign) => raised[sign] ?? '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)] ?? '').join('')
}

/** The N of "1 in N" for a probability, in words: 2.1e-9 as "480 million". */
export function oneIn(probability: number): string {
  const times = 1 / probability
  if (times > 1e15) return 'more than a thousand trillion'
  return magnitude(times < 10 ? Number(times.toPrecision(2)) : roundTwo(times))
}

function roundTwo(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1)
  return Math.round(value / unit) * unit
}
