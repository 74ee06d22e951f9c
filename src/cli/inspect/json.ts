import type { FieldCoverage, Inspection } from './inspection.ts'
import type { Reach } from './reach.ts'

/** The inspection for programs, in the field names of the other outputs. */
export function inspectionJson(
  inspection: Inspection,
  { signals, verdict, because }: Reach,
  samples: readonly Record<string, unknown>[],
): Record<string, unknown> {
  const { files, problems, empty, records, accounts, from, to, fields, accountsFile } = inspection
  return {
    format: 'stillwatch.inspection/1',
    files: files.map(({ passedOver, notUtf8, repeatedColumns, ...file }) => ({
      ...file,
      passed_over: passedOver,
      not_utf8: notUtf8,
      repeated_columns: repeatedColumns,
    })),
    problems,
    empty,
    records,
    accounts,
    window: { from: isoOf(from), to: isoOf(to) },
    samples,
    field_coverage: coverageOf(fields, records),
    ...(accountsFile && {
      accounts_file: {
        path: accountsFile.path,
        accounts: accountsFile.accounts,
        joined: accountsFile.joined,
        field_coverage: coverageOf(accountsFile.fields, accountsFile.accounts),
        dropped: droppedOf(accountsFile.fields),
        unused: accountsFile.unused,
      },
    }),
    dropped: droppedOf(fields),
    // Spaces that keep a terminal from breaking a line mean nothing to programs.
    signals: signals.map((signal) => ({ ...signal, reason: signal.reason.replaceAll('\u00a0', ' ') })),
    gravest_verdict: { verdict, because },
  }
}

/** Shares of records by field, as in campaigns.json. */
function coverageOf(fields: readonly FieldCoverage[], whole: number): Record<string, number> {
  return Object.fromEntries(fields.map(({ field, records }) => [field, records / Math.max(1, whole)]))
}

function droppedOf(fields: readonly FieldCoverage[]): Record<string, number> {
  return Object.fromEntries(
    fields.filter(({ dropped }) => dropped > 0).map(({ field, dropped }) => [field, dropped]),
  )
}

function isoOf(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString()
}
