import type { CampaignPicture, Lane } from '../../record/index.ts'
import { count } from '../format.ts'
import { html, type Markup } from '../markup.ts'
import { shorten } from '../visible.ts'

const ROW = 14
/** Rows that fit a printed page beside the sum. */
const MOST_ROWS = 24
const LEVELS = 5

interface Frame {
  readonly left: number
  readonly right: number
  readonly width: number
}

/**
 * The accounts' activity for paper and for readers without scripts: a row each, of many accounts every so many-th in
 * the order they appeared, so that the picture stays the same.
 */
export function rowsDrawing(
  { lanes, marks, start, step_ms }: CampaignPicture['timeline'],
  frame: Frame,
): Markup {
  if (lanes.length === 0) return html``
  const shown = sample(lanes)
  const most = Math.max(1, ...shown.flatMap(({ values }) => values))
  const steps = Math.max(1, ...shown.map(({ values }) => values.length))
  const unit = (frame.right - frame.left) / steps
  const x = (time: number) => round(frame.left + ((time - start) / step_ms) * unit)
  const bottom = ROW * shown.length
  return html`<div class="paper"><svg viewBox="0 0 ${frame.width} ${bottom + 6}" aria-hidden="true">
${shown.map((lane, index) => row(lane, index * ROW, most, unit, frame.left, x))}
${marks.map(({ time, kind }) => html`<line class="row-mark ${kind ?? ''}" x1="${x(time)}" x2="${x(time)}" y1="0" y2="${bottom}"/>`)}
</svg>${shown.length < lanes.length && html`<p class="quiet">${count(shown.length)} of ${count(lanes.length)} accounts, taken evenly in the order they first appeared.</p>`}</div>`
}

function sample(lanes: readonly Lane[]): Lane[] {
  if (lanes.length <= MOST_ROWS) return [...lanes]
  return Array.from(
    { length: MOST_ROWS },
    (_, index) => lanes[Math.floor((index * lanes.length) / MOST_ROWS)],
  ).filter((lane) => lane !== undefined)
}

/** One path a level: hundreds of cells as five elements. */
function row(
  { account_id, values, opened, closed }: Lane,
  y: number,
  most: number,
  unit: number,
  left: number,
  x: (time: number) => number,
): Markup {
  const cells = Array.from({ length: LEVELS }, () => '')
  values.forEach((value, step) => {
    if (value <= 0) return
    const level = Math.min(LEVELS - 1, Math.floor((LEVELS * Math.log(value)) / Math.log(most + 1)))
    cells[level] += `M${round(left + step * unit)} ${y}h${round(unit)}v${ROW - 2}h-${round(unit)}z`
  })
  return html`<g><text class="lane-label" x="${left - 10}" y="${y + ROW - 4}" text-anchor="end">${shorten(account_id, 20)}</text>${cells.map((d, level) => d !== '' && html`<path class="h${level + 1}" d="${d}"/>`)}${opened !== undefined && html`<rect class="opened" x="${x(opened)}" y="${y}" width="2.5" height="${ROW - 2}"/>`}${closed !== undefined && html`<rect class="closed" x="${x(closed)}" y="${y}" width="2.5" height="${ROW - 2}"/>`}</g>`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
