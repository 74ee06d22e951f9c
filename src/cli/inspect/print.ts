import { type Field, REQUEST_FIELDS } from '../../record/index.ts'
import { visible } from '../../report/index.ts'
import { wrap } from '../wrap.ts'
import type { FieldCoverage, FileInspection, Inspection } from './inspection.ts'
import { percent, type Reach, type SignalReach } from './reach.ts'

/** The inspection for a terminal. */
export function renderInspection(
  inspection: Inspection,
  reach: Reach,
  samples: readonly Record<string, unknown>[],
  width: number,
): string {
  return [
    ...inspection.files.flatMap((file) => renderFile(file, width)),
    ...inspection.problems.flatMap(({ path, message, advice }) => [
      `${visible(path)}  not read`,
      wrap(visible(message), 2, width),
      wrap(visible(advice), 2, width),
    ]),
    '',
    wrap(totals(inspection), 0, width),
    ...samples.flatMap((sample, index) => ['', `Record ${index + 1}`, ...renderSample(sample, width)]),
    '',
    ...coverageTable(inspection.fields, inspection.records, 'Field', 'records'),
    ...accountsTable(inspection),
    '',
    ...renderReach(reach, width),
  ].join('\n')
}

function renderFile(file: FileInspection, width: number): string[] {
  const { path, framing, dialect, compression, records, unreadable, passedOver, complete, examples } = file
  const counts = [
    `${count(records)} ${records === 1 ? 'record' : 'records'}`,
    `${count(unreadable)} unreadable`,
    ...(passedOver > 0 ? [`${count(passedOver)} passed over (no requests to a model)`] : []),
    ...(complete ? [] : ['only the beginning was read (--limit)']),
  ]
  return [
    visible(path),
    `  ${dialect} · ${framing} · ${compression === 'none' ? 'not compressed' : compression}`,
    wrap(counts.join(', '), 2, width),
    ...examples.map(({ line, reason }) => wrap(`line ${line}: ${visible(reason)}`, 4, width)),
  ]
}

function totals({ records, accounts, from, to }: Inspection): string {
  const day = (time: number | undefined) => new Date(time ?? 0).toISOString().slice(0, 16).replace('T', ' ')
  return `${count(records)} usable records of ${count(accounts)} accounts, ${day(from)} to ${day(to)} UTC`
}

function renderSample(sample: Readonly<Record<string, unknown>>, width: number): string[] {
  const names = Object.keys(sample)
  const room = Math.max(...names.map((name) => name.length))
  return names.map((name) => {
    const value = sample[name]
    const text = visible(Array.isArray(value) ? value.join(', ') : String(value))
    const lines = wrap(text, room + 4, width).trimStart()
    return `  ${name.padEnd(room)}  ${lines}`
  })
}

/** Fields that are there with their share, aligned; those that are not in one line. */
function coverageTable(fields: readonly FieldCoverage[], whole: number, title: string, of: string): string[] {
  const there = fields.filter(({ records, dropped }) => records > 0 || dropped > 0)
  const missing = fields.filter((field) => !there.includes(field)).map(({ field }) => field)
  const table: Record<string, Field> = REQUEST_FIELDS
  const rows = [
    [title, of, 'share', 'unusable', of === 'records' ? 'vouched for by' : ''],
    ...there.map(({ field, records, dropped }) => [
      field,
      count(records),
      percent(records / Math.max(1, whole)),
      dropped === 0 ? '' : count(dropped),
      of === 'records' ? (table[field]?.origin ?? '') : '',
    ]),
  ]
  return [...aligned(rows), ...(missing.length > 0 ? [wrap(`absent: ${missing.join(', ')}`, 0)] : [])]
}

function accountsTable({ accountsFile, accounts }: Inspection): string[] {
  if (!accountsFile) return []
  const { path, joined, fields } = accountsFile
  return [
    '',
    `${visible(path)}: ${count(accountsFile.accounts)} accounts, among them ${count(joined)} of the ${count(accounts)} in the logs`,
    ...coverageTable(fields, accountsFile.accounts, 'Field', 'accounts'),
  ]
}

/** The first and the last column to the left, figures to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || column === row.length - 1
          ? cell.padEnd(widths[column] ?? 0)
          : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}

function renderReach({ signals, verdict, because }: Reach, width: number): string[] {
  const usable = signals.filter((signal) => signal.usable)
  const ruledOut = signals.filter((signal) => !signal.usable)
  const whole = signals.length
  return [
    `Signals these logs allow: ${usable.length} of ${whole}`,
    ...byReason(usable, '+', width),
    ...(ruledOut.length > 0 ? [`Ruled out: ${ruledOut.length}`, ...byReason(ruledOut, '-', width)] : []),
    wrap(`The gravest verdict within reach is «${verdict}»: ${because}.`, 0, width),
  ]
}

/** Signals that stand or fall with the same field stand together. */
function byReason(signals: readonly SignalReach[], mark: string, width: number): string[] {
  const groups = new Map<string, string[]>()
  for (const { signal, reason } of signals) {
    const group = groups.get(reason)
    if (group) group.push(signal)
    else groups.set(reason, [signal])
  }
  return [...groups].flatMap(([reason, names]) => [
    `  ${mark} ${wrap(reason, 4, width).trimStart()}`,
    wrap(names.join(', '), 6, width),
  ])
}

function count(number: number): string {
  return number.toLocaleString('en')
}
