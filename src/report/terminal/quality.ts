import type { DataQuality } from '../../record/index.ts'
import { count, counted, percent } from '../format.ts'
import { incompleteFields, unreachable } from '../reachability.ts'
import type { Paper } from './paper.ts'

/** What the data held, what it lacked, and what that puts out of reach. */
export function printQuality(paper: Paper, quality: DataQuality): void {
  paper.heading('What was checked, and what could not be')
  paper.print(
    `${counted(quality.records, 'record')} of ${counted(quality.accounts, 'account')} (${count(quality.accounts_joined)} with account data); ${counted(quality.unreadable, 'unreadable line')}, ${counted(quality.duplicates, 'duplicate')}.`,
  )
  const { this_run: run } = quality
  if (run) {
    paper.print(
      `This run read ${counted(run.records, 'record')} from ${counted(run.files, 'file')} (${counted(run.unreadable, 'unreadable line')}); earlier runs read the others.`,
    )
  }
  for (const warning of quality.warnings) paper.print(warning, { lead: '! ', ink: 'yellow' })
  const fields = incompleteFields(quality)
  if (fields.length > 0) {
    paper.print(
      `Fields not always present: ${fields.map(({ field, share }) => `${field} ${percent(share)}`).join(', ')}.`,
    )
  }
  for (const { signal, reason } of quality.signals_left_out)
    paper.print(`${signal} left out: ${reason}`, { lead: '- ' })
  const blocked = unreachable(quality)
  if (blocked === null)
    paper.print('The result does not say which signals ran, so what was out of reach is unknown.')
  else for (const sentence of blocked) paper.print(sentence, { lead: '! ', ink: 'yellow' })
}
