import { createColors } from 'picocolors'
import { StillwatchError } from '../errors/index.ts'
import { visible } from '../report/index.ts'
import { isPainted } from './terminal.ts'
import { wrap } from './wrap.ts'

/**
 * Tells the user what went wrong and what to do, without a stack trace unless STILLWATCH_DEBUG is set.
 * @returns the exit code
 */
export function reportFailure(error: unknown): number {
  if (process.env.STILLWATCH_DEBUG) console.error(error)
  if (error instanceof StillwatchError) {
    tell(error.message, error.code, error.advice)
    return error.exitCode
  }
  tell(
    error instanceof Error ? error.message : String(error),
    'SW_INTERNAL',
    'This is a defect of Stillwatch. Set STILLWATCH_DEBUG=1, run it again, and report what it prints.',
  )
  return 70
}

/** What happened, and below it what to do, wrapped where standard error is a terminal; else one line each. */
function tell(message: string, code: string, advice: string): void {
  const { red, dim } = createColors(isPainted(process.stderr))
  const width = process.stderr.isTTY ? process.stderr.columns : Number.POSITIVE_INFINITY
  const [first = '', ...rest] = wrap(`${visible(message)} (${code})`, 6, width).split('\n')
  const lines = [`${red('error')} ${first.trimStart()}`, ...rest].join('\n')
  console.error(lines.replace(`(${code})`, dim(`(${code})`)))
  console.error(wrap(visible(advice), 6, width))
}
