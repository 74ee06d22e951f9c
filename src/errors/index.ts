/**
 * The one catalogue of errors. Every failure a user can meet has a stable code, a message that says what
 * happened and where, and advice on what to do. The CLI maps codes to exit codes here and nowhere else.
 */
export const ERROR_EXIT_CODES = {
  /** The command line or a context file is wrong. */
  SW_USAGE: 2,
  SW_FILE_NOT_FOUND: 2,
  SW_FILE_UNREADABLE: 2,
  SW_SCENARIO_INVALID: 2,
  SW_FORMAT_UNKNOWN: 3,
  SW_CONTEXT_INVALID: 3,
  /** Files were read, but not one usable record came out of them. */
  SW_NO_RECORDS: 3,
  SW_ENGINE_MISSING: 4,
  SW_STORE_LOCKED: 4,
  SW_STORE_FAILED: 4,
  SW_INTAKE_FAILED: 4,
  SW_CAMPAIGN_UNKNOWN: 5,
  SW_ACCOUNT_UNKNOWN: 5,
  SW_TACTIC_UNKNOWN: 5,
  SW_INTERNAL: 70,
} as const

export type ErrorCode = keyof typeof ERROR_EXIT_CODES

export class StillwatchError extends Error {
  override readonly name = 'StillwatchError'
  readonly code: ErrorCode
  /** What the user can do about it, one sentence. */
  readonly advice: string

  constructor(code: ErrorCode, message: string, advice: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.advice = advice
  }

  get exitCode(): number {
    return ERROR_EXIT_CODES[this.code]
  }
}
