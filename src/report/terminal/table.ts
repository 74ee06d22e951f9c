import type { Campaign, ScanResult } from '../../record/index.ts'
import { membersOf, strongestReasons } from '../digest.ts'
import { count, counted, length, magnitude, span } from '../format.ts'
import { visible } from '../visible.ts'
import { evidenceWords, verdictSign, verdictWords } from '../words.ts'
import { displayWidth, Paper, type TerminalOptions } from './paper.ts'
import { printQuality } from './quality.ts'

const VERDICT_INK = { confirmed: 'red', suspected: 'yellow', watch: 'cyan' } as const

/**
 * The campaigns of a result for a terminal: a row each where the width allows it, else stacked lines, with the
 * three strongest reasons; then what the data could not show. Nothing is cut off: long words break.
 */
export function renderTable(result: ScanResult, options: TerminalOptions): string {
  const paper = new Paper(options)
  paper.print(
    `${span(result.window.from, result.window.to)} (${length(result.window.from, result.window.to)}, UTC)`,
    { ink: 'dim' },
  )
  paper.gap()
  if (result.campaigns.length === 0) {
    paper.print('No campaign was found.', { ink: 'bold' })
    paper.print('That is not proof that there is none: what could not be checked is listed below.')
  }
  const rows = result.campaigns.map(cells)
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => displayWidth(row[column] ?? ''))),
  )
  const asRows = widths.reduce((sum, width) => sum + width + 2, 0) + NARROWEST_LAST <= paper.width
  if (asRows && rows.length > 0) paper.print('families', { lead: aligned(HEADINGS, widths), ink: 'dim' })
  for (const [index, campaign] of result.campaigns.entries()) {
    const ink = campaign.review === 'cleared' ? 'green' : VERDICT_INK[campaign.verdict]
    if (asRows) paper.print(campaign.families.join(', '), { lead: aligned(rows[index] ?? [], widths), ink })
    else printStacked(paper, campaign, ink)
    printReasons(paper, campaign)
    paper.gap()
  }
  if (result.campaigns.some(({ review }) => review === 'unreviewed')) {
    paper.print(
      'One person must review a campaign before anyone acts on it; every action should be reversible.',
    )
  }
  printQuality(paper, result.data_quality)
  return paper.toString()
}

/** The families stand in a last column that takes what room is left, and wraps. */
const HEADINGS = ['verdict', 'campaign', 'accounts', 'requests'] as const
const NARROWEST_LAST = 24
const NUMERIC = new Set([2, 3])

function cells(campaign: Campaign): string[] {
  return [
    `${verdictSign(campaign)} ${verdictWords(campaign)}`,
    visible(campaign.id),
    count(campaign.accounts.length),
    count(campaign.requests),
  ]
}

function aligned(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((text, column) => {
      const room = ' '.repeat((widths[column] ?? 0) - displayWidth(text))
      return NUMERIC.has(column) ? room + text : text + room
    })
    .map((text) => `${text}  `)
    .join('')
}

function printStacked(paper: Paper, campaign: Campaign, ink: 'green' | 'red' | 'yellow' | 'cyan'): void {
  const { linked } = membersOf(campaign)
  paper.print(`${visible(campaign.id)}: ${verdictWords(campaign)}`, {
    lead: `${verdictSign(campaign)} `,
    ink,
  })
  const also = linked.length > 0 ? ` (and ${count(linked.length)} linked)` : ''
  paper.print(
    `${counted(campaign.accounts.length, 'account')}${also}, ${counted(campaign.requests, 'request')}, ${magnitude(campaign.tokens)} tokens`,
    { lead: '  ' },
  )
  paper.print(`families: ${campaign.families.join(', ')}`, { lead: '  ' })
}

function printReasons(paper: Paper, campaign: Campaign): void {
  for (const [index, item] of strongestReasons(campaign, 3).entries()) {
    const [figure] = evidenceWords(item.axis, item.p_value)
    paper.print(`${item.observation} (${item.family}, ${figure})`, { lead: `  ${index + 1}. ` })
  }
}
