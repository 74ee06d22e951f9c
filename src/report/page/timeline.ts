import type { Campaign, CampaignPicture } from '../../record/index.ts'
import { count, day, momentOf } from '../format.ts'
import { html, type Markup } from '../markup.ts'
import { shorten, visible } from '../visible.ts'

type Timeline = CampaignPicture['timeline']

const WIDTH = 1000
const LEFT = 150
const RIGHT = 968
const TOP = 34
const TOTAL_HEIGHT = 130
const LANE = 24
const MAX_COLUMNS = 420
const MAX_LANES = 16

/** Requests over time: the sum of the core accounts, below it the busiest ones on one common scale. */
export function timelineFigure(campaign: Campaign, { timeline }: CampaignPicture, place: string): Markup {
  if (timeline.total.length === 0) return html`<p class="quiet">No activity was recorded for drawing.</p>`
  const { total, lanes, step } = coarsen(timeline)
  const end = timeline.start + step * total.length
  const x = (time: number) =>
    round(LEFT + ((time - timeline.start) / (end - timeline.start)) * (RIGHT - LEFT))
  const top = niceCeiling(Math.max(1, ...total))
  const laneTop = Math.max(1, ...lanes.flatMap(({ values }) => values))
  const floor = TOP + TOTAL_HEIGHT
  const bottom = floor + 14 + lanes.length * LANE
  const marks = timeline.marks.filter(({ time }) => time >= timeline.start && time <= end)
  const peak = total.indexOf(Math.max(...total))
  const unit = stepWords(step)
  const summary = `Requests ${unit} of campaign ${visible(campaign.id)}: at most ${count(Math.max(...total))}, from ${momentOf(timeline.start + peak * step)}.`
  return html`<figure class="timeline">
<div class="scroller" tabindex="0" role="region" aria-label="Drawing of activity over time, ${place}">
<svg viewBox="0 0 ${WIDTH} ${bottom + 30}" role="img" aria-label="${summary}">
${[0, 0.5, 1].map((part) => {
  const y = floor - part * TOTAL_HEIGHT
  return html`<line class="grid" x1="${LEFT}" x2="${RIGHT}" y1="${y}" y2="${y}"/><text class="axis" x="${LEFT - 10}" y="${y + 4}" text-anchor="end">${count(top * part)}</text>`
})}
${dayTicks(timeline.start, end).map(
  (time) =>
    html`<line class="tick" x1="${x(time)}" x2="${x(time)}" y1="${TOP}" y2="${bottom + 4}"/><text class="axis" x="${x(time)}" y="${bottom + 20}" text-anchor="middle">${tickLabel(time)}</text>`,
)}
<path class="total" d="${area(total, top, TOTAL_HEIGHT, floor)}"/>
${lanes.map(({ account_id, values }, index) => {
  const base = floor + 14 + (index + 1) * LANE - 4
  return html`<g><title>${account_id}</title><text class="lane-label" x="${LEFT - 10}" y="${base - 3}" text-anchor="end">${shorten(account_id, 19)}</text><path class="lane" d="${area(values, laneTop, LANE - 7, base)}"/><line class="grid" x1="${LEFT}" x2="${RIGHT}" y1="${base}" y2="${base}"/></g>`
})}
${marks.map(({ time }, index) => html`<g class="event"><line x1="${x(time)}" x2="${x(time)}" y1="${TOP - 10}" y2="${bottom}"/><circle cx="${x(time)}" cy="${TOP - 18}" r="9"/><text x="${x(time)}" y="${TOP - 14}" text-anchor="middle">${index + 1}</text></g>`)}
</svg>
</div>
<figcaption>
${marks.length > 0 && html`<ol class="events">${marks.map(({ time, label }) => html`<li><time>${momentOf(time)}</time> ${label}</li>`)}</ol>`}
<p class="quiet">Above, requests ${unit} of all core accounts. ${lanes.length > 0 && html`Below, the ${lanes.length === 1 ? 'busiest account' : `${lanes.length} busiest accounts`}, all on one scale (at most ${count(laneTop)} ${unit}).`} Times are UTC.</p>
</figcaption>
</figure>`
}

/** Steps are added up in equal runs until no more than MAX_COLUMNS are left. */
function coarsen({ total, lanes, step_ms }: Timeline): {
  total: number[]
  lanes: { account_id: string; values: number[] }[]
  step: number
} {
  const run = Math.ceil(total.length / MAX_COLUMNS)
  const columns = Math.ceil(total.length / run)
  const add = (values: readonly number[]) =>
    Array.from({ length: columns }, (_, index) =>
      values.slice(index * run, (index + 1) * run).reduce((sum, value) => sum + value, 0),
    )
  return {
    total: add(total),
    lanes: lanes.slice(0, MAX_LANES).map(({ account_id, values }) => ({ account_id, values: add(values) })),
    step: step_ms * run,
  }
}

/** A stepped area: every step keeps its own width, nothing is smoothed. */
function area(values: readonly number[], top: number, height: number, floor: number): string {
  const width = (RIGHT - LEFT) / values.length
  const steps = values.map((value) => `V${round(floor - (value / top) * height)}h${round(width * 100) / 100}`)
  return `M${LEFT} ${floor}${steps.join('')}V${floor}Z`
}

/** Midnights (UTC), at most about twelve, or the two ends of a window within one day. */
function dayTicks(start: number, end: number): number[] {
  const dayLength = 86_400_000
  const days = (end - start) / dayLength
  if (days < 1) return [start, end]
  const every = [1, 2, 7, 14, 28, 91, 182, 364].find((step) => days / step <= 12) ?? 728
  const first = Math.ceil(start / dayLength) * dayLength
  const ticks: number[] = []
  for (let time = first; time <= end; time += every * dayLength) ticks.push(time)
  return ticks
}

function tickLabel(time: number): string {
  const date = new Date(time)
  return time % 86_400_000 === 0 ? day(date) : `${day(date)} ${date.toISOString().slice(11, 16)}`
}

function stepWords(step: number): string {
  const hours = step / 3_600_000
  if (hours === 1) return 'per hour'
  if (hours === 24) return 'per day'
  return hours > 1 ? `per ${round(hours)} hours` : `per ${round(hours * 60)} minutes`
}

/** The next plain multiple of a power of ten whose half is plain as well. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const nice = [1, 1.2, 1.4, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value) ?? 10
  return Math.max(2, Math.round(nice * power))
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
