import { InvalidArgumentError } from 'commander'
import { parseTime } from '../record/index.ts'

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
