import { InvalidArgumentError, Option } from 'commander'
import { parseTime } from '../record/index.ts'
import { MARKINGS, type Marking, markingNamed } from '../report/index.ts'

/** Parsers of option values; commander turns their errors into usage messages. */

export function integerOption(value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 0) throw new InvalidArgumentError('A whole number is needed.')
  return number
}

export function countOption(value: string): number {
  const number = integerOption(value)
  if (number === 0) throw new InvalidArgumentError('At least 1 is needed.')
  return number
}

/** A day or a time, ISO 8601, as milliseconds since 1970. */
export function timeOption(value: string): number {
  const time = parseTime(value)
  if (time === undefined) throw new InvalidArgumentError('A date is needed, for example 2026-05-01.')
  return time
}

export function numberOption(value: string): number {
  const number = Number(value)
  if (!Number.isFinite(number) || number <= 0) throw new InvalidArgumentError('A positive number is needed.')
  return number
}

/** Where the traffic is, for every command that opens a store. */
export function clickhouseOption(): Option {
  return new Option(
    '--clickhouse <url>',
    'the ClickHouse server that holds the traffic (or set STILLWATCH_CLICKHOUSE_URL; default: the embedded engine)',
  )
}

/** The labels of the Traffic Light Protocol as they are typed. */
export const MARKING_NAMES = Object.keys(MARKINGS).map((name) => name.slice('TLP:'.length).toLowerCase())

/** A label of the Traffic Light Protocol, with or without `TLP:`, in any case. */
export function markingOption(value: string): Marking {
  const marking = markingNamed(value)
  if (marking === undefined) throw new InvalidArgumentError(`One of ${MARKING_NAMES.join(', ')} is needed.`)
  return marking
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/** A length of time such as 30m, 1h or 2d, in milliseconds. */
export function durationOption(value: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([mhd])$/.exec(value) ?? []
  const length = Number(number) * (UNITS[unit] ?? 0)
  if (!(length >= 60_000)) throw new InvalidArgumentError('A time is needed, for example 30m, 1h or 1d.')
  return length
}

/** So many times real time: 3600 or 3600x. */
export function speedOption(value: string): number {
  return numberOption(value.replace(/[x×]$/, ''))
}

/** A share between 0 and 1, 0 excluded. */
export function shareOption(value: string): number {
  const share = Number(value)
  if (!(share > 0 && share <= 1)) throw new InvalidArgumentError('A number above 0 and up to 1 is needed.')
  return share
}
