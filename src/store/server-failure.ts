import { ClickHouseError } from '@clickhouse/client'
import { StillwatchError } from '../errors/index.ts'

/** The connection was never made: nothing was sent. */
const NEVER_MADE = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'])
/** The connection ended: what was sent may have been done, or a part of it. */
const LOST = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'])

export function neverMade(error: unknown): boolean {
  return NEVER_MADE.has(codeOf(error))
}

export function lost(error: unknown): boolean {
  return LOST.has(codeOf(error)) || (error instanceof Error && error.message === 'aborted')
}

/**
 * What the client threw, in words with advice.
 * @param place the server's address, without credentials
 * @param seconds how long it was waited for
 */
export function serverFailure(error: unknown, place: string, seconds: number): unknown {
  if (error instanceof StillwatchError) return error
  // The client takes the error's name out of the message, by which advice is found.
  if (error instanceof ClickHouseError) return new Error(`${error.message} (${error.type})`, { cause: error })
  if (error instanceof Error && error.message === 'Timeout error.') return noAnswer(place, seconds, error)
  const code = codeOf(error)
  const why = error instanceof Error && error.message !== '' ? error.message : code
  if (NEVER_MADE.has(code) || code === 'ENOTFOUND') {
    return new StillwatchError(
      'SW_STORE_FAILED',
      `The ClickHouse server at ${place} cannot be reached (${why})`,
      'Check STILLWATCH_CLICKHOUSE_URL (http://user:password@host:8123/database), and that the server runs.',
      { cause: error },
    )
  }
  if (lost(error)) {
    return new StillwatchError(
      'SW_STORE_FAILED',
      `The connection to the ClickHouse server at ${place} was lost (${why})`,
      'See whether the server runs, and run the command again: what was stored counts once.',
      { cause: error },
    )
  }
  return error
}

/** @param seconds how long it was waited for */
export function noAnswer(place: string, seconds: number, cause?: unknown): StillwatchError {
  return new StillwatchError(
    'SW_STORE_FAILED',
    `The ClickHouse server at ${place} has not answered for ${seconds} seconds`,
    'See whether it is overloaded (SELECT * FROM system.processes) or something between drops the connection, ' +
      'and run the command again: what was stored counts once.',
    { cause },
  )
}

/** An error's code; where a name has several addresses, that of the first one tried. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
