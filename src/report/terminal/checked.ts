import type { Evidence } from '../../record/index.ts'
import { counted } from '../format.ts'
import { title } from '../words.ts'
import { Paper, type TerminalOptions } from './paper.ts'

/** What came of running the queries of a campaign's evidence again. */
export function renderChecked(
  checked: readonly {
    readonly item: Evidence
    readonly now: string
    readonly same: boolean
    readonly readSince: boolean
  }[],
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
      : `${differ.length} of ${counted(checked.length, 'query', 'queries')} run again say something else. ${explained(checked.some(({ readSince }) => readSince))}`,
  )
  return paper.toString()
}

/** What may have moved figures. The queries leave out what is later than the pass's last request, not what came late. */
function explained(readSince: boolean): string {
  return readSince
    ? 'Logs or account data were read since the last full pass: requests that came late and newer account data explain that, as does what was erased. The next full pass counts anew.'
    : 'No logs or account data were read since the last full pass: what was erased since explains that, or that this pass no longer found the campaign; nothing else should.'
}
