import type { TerminalOptions } from '../report/index.ts'

/** Columns where nobody says how many there are. */
const USUAL_WIDTH = 80

/** Columns of the terminal, of `COLUMNS` where there is no terminal, else 80. */
export function terminalWidth(): number {
  const told = Number(process.env.COLUMNS)
  return process.stdout.columns || (Number.isInteger(told) && told > 0 ? told : USUAL_WIDTH)
}

/**
 * Whether a stream is painted: a terminal is, anything else is not. `NO_COLOR` (no-color.org) and `FORCE_COLOR`
 * overrule that, the first of them above all.
 */
export function isPainted(stream: { readonly isTTY?: boolean }): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  if (NO_COLOR) return false
  if (FORCE_COLOR) return FORCE_COLOR !== '0'
  return stream.isTTY === true && TERM !== 'dumb'
}

/** How results are put on standard output. */
export function outputOptions(): TerminalOptions {
  return { width: terminalWidth(), colour: isPainted(process.stdout) }
}

/** What acts on a terminal instead of showing, and JSON lets stand: C1 controls, marks of direction, zero widths. */
const ACTING = /[\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g

/** A result for programs, on standard output; what would act on a terminal is escaped. */
export function printJson(value: unknown): void {
  const text = JSON.stringify(value, null, 2).replace(
    ACTING,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  process.stdout.write(`${text}\n`)
}
