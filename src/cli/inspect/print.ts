import { type Field, REQUEST_FIELDS } from '../../record/index.ts'
import { count, counted, Paper, percent, type TerminalOptions } from '../../report/index.ts'
import type { FieldCoverage, FileInspection, Inspection } from './inspection.ts'
import type { Reach, SignalReach } from './reach.ts'

/** The inspection for a terminal. */
export function renderInspection(
  inspection: Inspection,
  reach: Reach,
  samples: readonly Record<string, unknown>[],
  options: TerminalOptions,
): string {
  const paper = new Paper(options)
  for (const file of inspection.files) printFile(paper, file)
  for (const path of inspection.empty) paper.print(`${path}: no row in it`, { ink: 'dim' })
  for (const { path, message, advice } of inspection.problems) {
    paper.print(`${path}: not read`, { ink: 'yellow' })
    paper.print(message, { lead: '  ' })
    paper.print(advice, { lead: '  ' })
  }
  paper.gap()
  paper.print(totals(inspection), { ink: 'bold' })
  for (const [index, sample] of samples.entries()) {
    paper.heading(`Record ${index + 1}`)
    printSample(paper, sample)
  }
  paper.gap()
  printCoverage(paper, inspection.fields, inspection.records, 'records')
  printAccounts(paper, inspection)
  printReach(paper, reach)
  return paper.toString()
}

function printFile(paper: Paper, file: FileInspection): void {
  const { path, framing, dialect, compression, records, unreadable, passedOver, complete, examples } = file
  const counts = [
    counted(records, 'record'),
    `${count(unreadable)} unreadable`,
    ...(passedOver > 0 ? [`${count(passedOver)} passed over (no requests to a model)`] : []),
    ...(complete ? [] : ['only the beginning was read (--limit)']),
  ]
  paper.print(path, { ink: 'bold' })
  paper.print(`${dialect} · ${framing} · ${compression === 'none' ? 'not compressed' : compression}`, {
    lead: '  ',
  })
  paper.print(counts.join(', '), { lead: '  ' })
  for (const problem of problemsOf(file)) paper.print(problem, { lead: '    ', ink: 'yellow' })
  for (const { line, reason } of examples)
    paper.print(`line ${line}: ${reason}`, { lead: '    ', ink: 'yellow' })
}

function problemsOf({ notUtf8, repeatedColumns }: FileInspection): string[] {
  return [
    ...(notUtf8 > 0 ? [`${counted(notUtf8, 'line')} with bytes that are not UTF-8`] : []),
    ...(repeatedColumns > 0 ? ['several columns of one name: the first that says something is used'] : []),
  ]
}

function totals({ records, accounts, from, to }: Inspection): string {
  const day = (time: number | undefined) => new Date(time ?? 0).toISOString().slice(0, 16).replace('T', ' ')
  return `${counted(records, 'usable record')} of ${counted(accounts, 'account')}, ${day(from)} to ${day(to)} UTC`
}

function printSample(paper: Paper, sample: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(sample)
  const room = Math.max(...names.map((name) => name.length))
  for (const name of names) {
    const value = sample[name]
    paper.print(Array.isArray(value) ? value.join(', ') : String(value), {
      lead: `  ${name.padEnd(room)}  `,
    })
  }
}

/** Fields that are there with their share, aligned; those that are not in one line. */
function printCoverage(
  paper: Paper,
  fields: readonly FieldCoverage[],
  whole: number,
  of: 'records' | 'accounts',
): void {
  const there = fields.filter(({ records, dropped }) => records > 0 || dropped > 0)
  const missing = fields.filter((field) => !there.includes(field)).map(({ field }) => field)
  const table: Record<string, Field> = REQUEST_FIELDS
  const unusable = there.some(({ dropped }) => dropped > 0)
  const heads = [
    'Field',
    of,
    'share',
    ...(unusable ? ['unusable'] : []),
    ...(of === 'records' ? ['vouched for by'] : []),
  ]
  const rows = there.map(({ field, records, dropped }) => [
    field,
    count(records),
    percent(records / Math.max(1, whole)),
    ...(unusable ? [dropped === 0 ? '' : count(dropped)] : []),
    ...(of === 'records' ? [table[field]?.origin ?? ''] : []),
  ])
  paper.table(heads, rows, new Set(unusable ? [1, 2, 3] : [1, 2]))
  if (missing.length > 0) paper.print(missing.join(', '), { lead: 'absent: ', ink: 'dim' })
}

function printAccounts(paper: Paper, { accountsFile, accounts }: Inspection): void {
  if (!accountsFile) return
  const { path, joined, fields, unused } = accountsFile
  paper.gap()
  paper.print(
    `${path}: ${count(accountsFile.accounts)} accounts, among them ${count(joined)} of the ${count(accounts)} in the logs`,
    { ink: 'bold' },
  )
  for (const sentence of unused) paper.print(sentence, { lead: '  ', ink: 'yellow' })
  printCoverage(paper, fields, accountsFile.accounts, 'accounts')
}

function printReach(paper: Paper, { signals, verdict, because }: Reach): void {
  const usable = signals.filter((signal) => signal.usable)
  const ruledOut = signals.filter((signal) => !signal.usable)
  paper.heading(`Signals these logs allow: ${usable.length} of ${signals.length}`)
  printByReason(paper, usable, '+')
  if (ruledOut.length > 0) {
    paper.print(`Ruled out: ${ruledOut.length}`, { ink: 'bold' })
    printByReason(paper, ruledOut, '-')
  }
  paper.print(`The gravest verdict within reach is «${verdict}»: ${because}.`, {
    ink: verdict === 'confirmed' ? 'green' : 'yellow',
  })
}

/** Signals that stand or fall with the same field stand together. */
function printByReason(paper: Paper, signals: readonly SignalReach[], mark: string): void {
  const groups = new Map<string, string[]>()
  for (const { signal, reason } of signals) {
    const group = groups.get(reason)
    if (group) group.push(signal)
    else groups.set(reason, [signal])
  }
  for (const [reason, names] of groups) {
    paper.print(reason, { lead: `  ${mark} ` })
    paper.print(names.join(', '), { lead: '      ' })
  }
}
