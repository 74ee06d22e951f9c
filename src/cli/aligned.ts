import { displayWidth, type Paper } from '../report/index.ts'

/**
 * Prints rows in columns: the first left, the others right. The first row is the heading. Where the width does not
 * allow it, each row becomes a few lines of its own, every value behind its heading. Texts must be clean.
 */
export function printRows(paper: Paper, rows: readonly (readonly string[])[]): void {
  const [heading = [], ...body] = rows
  const widths = heading.map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))))
  if (widths.reduce((sum, own) => sum + own + 2, 0) > paper.width) {
    for (const [first = '', ...values] of body) {
      paper.print(first, { lead: '  ' })
      for (const [at, value] of values.entries()) paper.print(value, { lead: `    ${heading[at + 1]}: ` })
    }
    return
  }
  const padded = (text: string, column: number): string => {
    const room = ' '.repeat((widths[column] ?? 0) - displayWidth(text))
    return column === 0 ? text + room : room + text
  }
  for (const [at, row] of rows.entries()) {
    const cells = row.map(padded)
    const last = cells.at(-1) ?? ''
    const lead = `  ${cells.slice(0, -1).join('  ')}  ${' '.repeat(last.length - last.trimStart().length)}`
    paper.print(last, at === 0 ? { lead, ink: 'dim' } : { lead })
  }
}
