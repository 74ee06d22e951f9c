import { createColors } from 'picocolors'
import { visible, visibleText } from '../visible.ts'

export interface TerminalOptions {
  /** Columns; nothing printed is wider. Where there is no terminal, 80 is usual. At least 24. */
  readonly width: number
  readonly colour: boolean
}

/** Narrower than this no word would stay whole. */
const NARROWEST = 24

type Colours = Pick<ReturnType<typeof createColors>, 'bold' | 'dim' | 'cyan' | 'yellow' | 'green' | 'red'>
export type Ink = keyof Colours

/** Columns that a text needs beside its lead. */
const LEAST_ROOM = 14

/** Lines of a terminal. Colour is put on after wrapping, so it never counts as width. */
export class Paper {
  readonly width: number
  readonly #colours: Colours
  readonly #lines: string[] = []

  constructor({ width, colour }: TerminalOptions) {
    this.width = Math.max(NARROWEST, Math.floor(width) || 80)
    this.#colours = createColors(colour)
  }

  /**
   * A paragraph; lines after the first hang by the width of `lead`, which must be clean and is painted alike. A lead
   * that would leave too little room stands on lines of its own.
   */
  print(text: string, { lead = '', ink }: { lead?: string; ink?: Ink } = {}): void {
    const room = this.width - displayWidth(lead)
    if (room < Math.min(LEAST_ROOM, this.width / 2)) {
      const indent = /^ {0,8}/.exec(lead)?.[0] ?? ''
      this.print(lead.trim(), { lead: indent, ...(ink && { ink }) })
      this.print(text, { lead: `${indent}  `, ...(ink && { ink }) })
      return
    }
    const hang = ' '.repeat(displayWidth(lead))
    for (const [index, line] of wrap(visible(text), room).entries()) {
      const plain = `${index === 0 ? lead : hang}${line.replaceAll('\u00a0', ' ')}`.trimEnd()
      const painted = ink ? this.#colours[ink](plain) : plain
      this.#lines.push(painted)
    }
  }

  /**
   * Rows in columns, each as wide as its widest cell, two spaces between; a last column of text takes the rest and
   * wraps. Where they do not fit, every row becomes its first cell with the others named below it.
   */
  table(heads: readonly string[], rows: readonly (readonly string[])[], numeric: ReadonlySet<number>): void {
    const cells = [heads, ...rows].map((row) => row.map((cell) => visible(cell)))
    const widths = heads.map((_, column) => Math.max(...cells.map((row) => displayWidth(row[column] ?? ''))))
    const fits = widths.reduce((sum, width) => sum + width + 2, -2) <= this.width
    if (!fits) {
      for (const row of rows) {
        this.print(row[0] ?? '')
        for (const [column, cell] of row.entries())
          if (column > 0 && cell !== '') this.print(cell, { lead: `  ${heads[column]}: ` })
      }
      return
    }
    for (const [index, row] of cells.entries()) {
      const line = row.map((cell, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - displayWidth(cell))
        return numeric.has(column) ? space + cell : cell + space
      })
      const plain = line.join('  ').replaceAll('\u00a0', ' ').trimEnd()
      this.#lines.push(index === 0 ? this.#colours.dim(plain) : plain)
    }
  }

  /** Text whose line breaks mean something, each line wrapped by itself. */
  block(text: string, lead: string): void {
    for (const line of visibleText(text).split('\n')) {
      const indent =
        /^[ \t]*/
          .exec(line)?.[0]
          .replaceAll('\t', '  ')
          .slice(0, this.width / 8) ?? ''
      this.print(line, { lead: lead + indent })
    }
  }

  /** A blank line, never two. */
  gap(): void {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#lines.push('')
  }

  heading(text: string): void {
    this.gap()
    this.print(text, { ink: 'bold' })
  }

  toString(): string {
    return `${this.#lines.join('\n').trimEnd()}\n`
  }
}

/** Characters that take two columns: East Asian wide and full-width forms (Unicode TR 11), and emoji. */
const WIDE =
  /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** Columns a text takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += /\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1
  return width
}

/** Breaks a text at spaces; a word wider than the line is broken where it must be. Nothing is left out. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/[ \n\t]+/).filter((part) => part !== '')) {
    let rest = word
    const joined = line === '' ? rest : `${line} ${rest}`
    if (displayWidth(joined) <= width) {
      line = joined
      continue
    }
    if (line !== '') lines.push(line)
    while (displayWidth(rest) > width) {
      const head = fitting(rest, width)
      lines.push(head)
      rest = rest.slice(head.length)
    }
    line = rest
  }
  if (line !== '' || lines.length === 0) lines.push(line)
  return lines
}

/** The longest start of a word that fits, at least one character. */
function fitting(word: string, width: number): string {
  let head = ''
  for (const character of word) {
    if (head !== '' && displayWidth(head + character) > width) break
    head += character
  }
  return head
}
