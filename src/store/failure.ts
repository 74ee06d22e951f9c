import { StillwatchError } from '../errors/index.ts'

const LONGEST_MESSAGE = 400
const LONGEST_QUERY = 2_000

/**
 * ClickHouse's message without its boilerplate: "Code: 60. DB::Exception: Unknown table … (UNKNOWN_TABLE)"
 * becomes "Unknown table … (UNKNOWN_TABLE)".
 */
export function shortMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const plain = text
    .replace(/^Code: \d+\.\s*/, '')
    .replaceAll(/DB::Exception:\s*/g, '')
    // Where a row does not parse, its values follow: customers' data has no place in a message.
    .replace(/:?\s*\(at row \d+\)[\s\S]*?(\([A-Z_]+\))?$/, ' $1')
    .replace(/\s*Stack trace:[\s\S]*$/, '')
    .replace(/\s*\(version [^)]*\)\s*$/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return plain.length <= LONGEST_MESSAGE ? plain : `${plain.slice(0, LONGEST_MESSAGE)} …`
}

/** An engine's error as ours. The cause carries the statement, for whoever debugs it. */
export function storeFailure(error: unknown, statement?: string): StillwatchError {
  if (error instanceof StillwatchError) return error
  const message = shortMessage(error)
  const cause =
    statement === undefined
      ? error
      : new Error(`${message}\n\n${statement.trim().slice(0, LONGEST_QUERY)}`, { cause: error })
  return new StillwatchError('SW_STORE_FAILED', `The traffic store failed: ${message}`, advice(message), {
    cause,
  })
}

/**
 * What the operating system said when a file could not be written, as an error with advice.
 * @param what the file or folder, for people
 */
export function writeFailure(what: string, error: unknown): StillwatchError {
  if (error instanceof StillwatchError) return error
  const message = error instanceof Error ? error.message : String(error)
  return new StillwatchError('SW_STORE_FAILED', `${what} cannot be written: ${message}`, advice(message), {
    cause: error,
  })
}

function advice(message: string): string {
  if (/TIMEOUT_EXCEEDED/.test(message)) return 'Look at a shorter time, or raise the time limit of queries.'
  if (/MEMORY_LIMIT_EXCEEDED/.test(message)) return 'Look at a shorter time, or give the process more memory.'
  if (/NOT_ENOUGH_SPACE|No space left|ENOSPC|EDQUOT/i.test(message)) {
    return 'Free disk space (or raise the quota) and run the command again: what was stored counts once.'
  }
  if (/EFBIG|File too large/i.test(message)) {
    return 'Raise the limit of file sizes (ulimit -f, or that of the file system) and run the command again.'
  }
  if (/EACCES|EPERM|EROFS|EISDIR|ENOTDIR|EEXIST/.test(message)) {
    return 'Choose a folder you can write to, with --out or --data.'
  }
  if (/only one active data directory/.test(message)) {
    return 'Close the store of the other folder first: the embedded engine serves one folder per process.'
  }
  if (/AUTHENTICATION_FAILED|REQUIRED_PASSWORD|UNKNOWN_USER/.test(message)) {
    return 'Check user and password in STILLWATCH_CLICKHOUSE_URL (http://user:password@host:8123/database).'
  }
  if (/ACCESS_DENIED/.test(message)) {
    return 'Grant the user CREATE TABLE, INSERT, SELECT, TRUNCATE and ALTER on the database.'
  }
  if (/UNKNOWN_DATABASE/.test(message)) {
    return 'Create the database first (CREATE DATABASE …), or name another at the end of STILLWATCH_CLICKHOUSE_URL.'
  }
  return 'Run the command again; if it fails again, please report it with this message.'
}
