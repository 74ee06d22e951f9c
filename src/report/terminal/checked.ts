import type { Evidence } from '../../record/index.ts'
import { counted } from '../format.ts'
import { title } from '../words.ts'
import { Paper, type TerminalOptions } from './paper.ts'

/** What came of running the queries of a campaign's evidence again. */
export function renderChecked(
  checked: readonly { readonly item: Evidence; readonly now: string; readonly same: boolean }[],
  options: TerminalOptions,
): string {
  const paper = new Paper(options)
  const differ = checked.filter(({ same }) => !same)
  paper.heading('Checked')
  for (const { item, now, same } of checked) {
    paper.print(`${title(item.signal)} (${item.family}): ${same ? 'the same' : `now “${now}”`}`, {
      lead: same ? '✓ ' : '✗ ',
    })
  }
  paper.gap()
  paper.print(
    differ.length === 0
      ? `${counted(checked.length, 'query', 'queries')} run again: every figure is as stated.`
      : `${differ.length} of ${counted(checked.length, 'query', 'queries')} run again say something else. Requests or accounts that were erased since explain that; nothing else should.`,
  )
  return paper.toString()
}
