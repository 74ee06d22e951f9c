import { createColors } from 'picocolors'
import { visible, visibleText } from '../visible.ts'

export interface TerminalOptions {
  /** Columns; nothing printed is wider. Where there is no terminal, 80 is usual. At least 40. */
  readonly width: number
  readonly colour: boolean
}

type Colours = Pick<ReturnType<typeof createColors>, 'bold' | 'dim' | 'cyan' | 'yellow' | 'green' | 'red'>
type Ink = keyof Colours

/** Lines of a terminal. Colour is put on after wrapping, so it never counts as width. */
export class Paper {
  readonly width: number
  readonly #colours: Colours
  readonly #lines: string[] = []

  constructor({ width, colour }: TerminalOptions) {
    this.width = Math.max(40, Math.floor(width) || 80)
    this.#colours = createColors(colour)
  }

  /** A paragraph; lines after the first hang by the width of `lead`, which must be clean and is painted alike. */
  print(text: string, { lead = '', ink }: { lead?: string; ink?: Ink } = {}): void {
    const hang = ' '.repeat(displayWidth(lead))
    for (const [index, line] of wrap(visible(text), this.width - hang.length).entries()) {
      const plain = `${index === 0 ? lead : hang}${line.replaceAll('\u00a0', ' ')}`.trimEnd()
      const painted = ink ? this.#colours[ink](plain) : plain
      this.#lines.push(painted)
    }
  }

  /** Text whose line breaks mean something, each line wrapped by itself. */
  block(text: string, lead: string): void {
    for (const line of visibleText(text).split('\n')) {
      const indent =
        /^[ \t]*/
          .exec(line)?.[0]
          .replaceAll('\t', '  ')
          .slice(0, this.width / 4) ?? ''
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

/** Characters that take two columns: East Asian wide and full-width forms, and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

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
