import type { Interval } from '../../src/statistics/index.ts'

/** A share, 0 to 1, as a percentage; a dash where there is none. */
export function percent(share: number | null, digits = 1): string {
  return share === null ? '-' : `${(100 * share).toFixed(digits)} %`
}

export function number(value: number): string {
  return value.toLocaleString('en')
}

export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(2)} GB`
}

export function interval({ lower, upper }: Interval, digits = 2): string {
  return `${(100 * lower).toFixed(digits)}-${(100 * upper).toFixed(digits)} %`
}

export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
