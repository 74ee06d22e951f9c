import { InvalidArgumentError } from 'commander'

/** Parsers of option values; commander turns their errors into usage messages. */

export function integerOption(value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 0) throw new InvalidArgumentError('A whole number is needed.')
  return number
}

export function numberOption(value: string): number {
  const number = Number(value)
  if (!Number.isFinite(number) || number <= 0) throw new InvalidArgumentError('A positive number is needed.')
  return number
}
