import { wrapped } from '../report/index.ts'
import { terminalWidth } from './terminal.ts'

/** Text broken at spaces to the terminal's width, indented. */
export function wrap(text: string, indent = 0, width = terminalWidth()): string {
  const pad = ' '.repeat(indent)
  return wrapped(text, Math.max(8, width - indent))
    .map((line) => pad + line)
    .join('\n')
}
