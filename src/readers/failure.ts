export const READER_FAILED = 'the reader failed at this row, please report it'

/** A mistake of ours at one row, as why that row is unreadable. A syntax error's message would quote the row. */
export function failureOf(error: unknown): string {
  return `${READER_FAILED} (${error instanceof SyntaxError ? error.name : String(error)})`
}
