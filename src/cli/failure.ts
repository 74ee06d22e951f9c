import pc from 'picocolors'
import { StillwatchError } from '../errors/index.ts'
import { visible } from '../report/index.ts'

/**
 * Tells the user what went wrong and what to do, without a stack trace unless STILLWATCH_DEBUG is set.
 * @returns the exit code
 */
export function reportFailure(error: unknown): number {
  if (process.env.STILLWATCH_DEBUG) console.error(error)
  if (error instanceof StillwatchError) {
    console.error(`${pc.red('error')} ${visible(error.message)} ${pc.dim(`(${error.code})`)}`)
    console.error(`      ${visible(error.advice)}`)
    return error.exitCode
  }
  const message = error instanceof Error ? error.message : String(error)
  console.error(`${pc.red('error')} ${visible(message)} ${pc.dim('(SW_INTERNAL)')}`)
  console.error(
    '      This is a defect of Stillwatch. Set STILLWATCH_DEBUG=1, run it again, and report what it prints.',
  )
  return 70
}
