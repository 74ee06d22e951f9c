import type { Campaign, CampaignPicture } from '../../record/index.ts'
import { count, counted, day, momentOf } from '../format.ts'
import { html, type Markup } from '../markup.ts'
import { visible } from '../visible.ts'
import { rowsDrawing } from './rows.ts'

type Timeline = CampaignPicture['timeline']

const WIDTH = 1000
const LEFT = 150
const RIGHT = 968
const TOP = 54
const TOTAL_HEIGHT = 130
const MAX_COLUMNS = 420

/** Requests over time: the sum of the core accounts with closures and releases, below it every account. */
export function timelineFigure(campaign: Campaign, { timeline }: CampaignPicture, place: string): Markup {
  if (timeline.total.length === 0) return html`<p class="quiet">No activity was recorded for drawing.</p>`
  const { total, step } = coarsen(timeline)
  const end = timeline.start + step * total.length
  const x = (time: number) =>
    round(LEFT + ((time - timeline.start) / (end - timeline.start)) * (RIGHT - LEFT))
  const top = niceCeiling(Math.max(1, ...total))
  const floor = TOP + TOTAL_HEIGHT
  const marks = timeline.marks.filter(({ time }) => time >= timeline.start && time <= end)
  const places = storeys(marks.map(({ time }) => x(time)))
  const peak = total.indexOf(Math.max(...total))
  const unit = stepWords(step)
  const summary = `Requests ${unit} of campaign ${visible(campaign.id)}: at most ${count(Math.max(...total))}, from ${momentOf(timeline.start + peak * step)}.`
  return html`<figure class="timeline" data-heat data-left="${LEFT}" data-right="${RIGHT}">
<div class="scroller" tabindex="0" role="region" aria-label="Drawing of activity over time, ${place}">
<svg viewBox="0 0 ${WIDTH} ${floor + 26}" role="img" aria-label="${summary}">
${[0, 0.5, 1].map((part) => {
  const y = floor - part * TOTAL_HEIGHT
  return html`<line class="grid" x1="${LEFT}" x2="${RIGHT}" y1="${y}" y2="${y}"/><text class="axis" x="${LEFT - 10}" y="${y + 4}" text-anchor="end">${count(top * part)}</text>`
})}
${dayTicks(timeline.start, end).map(
  (time) =>
    html`<line class="tick" x1="${x(time)}" x2="${x(time)}" y1="${TOP}" y2="${floor + 4}"/><text class="axis" x="${x(time)}" y="${floor + 20}" text-anchor="middle">${tickLabel(time)}</text>`,
)}
<path class="total" d="${area(total, top, TOTAL_HEIGHT, floor)}"/>
<path class="selected-sum" data-selected-sum data-floor="${floor}" data-tall="${TOTAL_HEIGHT}" data-top="${top}" d=""/>
${marks.map(({ time, kind }, index) => {
  const y = TOP - 18 - 20 * (places[index] ?? 0)
  return html`<g class="event ${kind ?? ''}"><line x1="${x(time)}" x2="${x(time)}" y1="${y + 8}" y2="${floor}"/><circle cx="${x(time)}" cy="${y}" r="9"/><text x="${x(time)}" y="${y + 4}" text-anchor="middle">${index + 1}</text></g>`
})}
</svg>
${rowsDrawing(timeline, { left: LEFT, right: RIGHT, width: WIDTH })}
<div class="rows needs-script" data-rows tabindex="0" role="group" aria-label="Activity of every core account, ${place}: arrow keys go from row to row, Enter selects"><canvas></canvas><div data-spacer></div></div>
</div>
<figcaption>
<div class="controls needs-script"><button type="button" data-taller>Tall rows</button><span class="legend"><span><svg class="ramp" viewBox="0 0 50 10" aria-hidden="true">${[1, 2, 3, 4, 5].map((level) => html`<rect class="h${level}" x="${(level - 1) * 10}" width="10" height="10"/>`)}</svg><span data-scale></span> requests ${unit}</span> <span><svg class="ramp" viewBox="0 0 4 10" aria-hidden="true"><rect class="opened" width="4" height="10"/></svg>account opened</span> <span><svg class="ramp" viewBox="0 0 4 10" aria-hidden="true"><rect class="closed" width="4" height="10"/></svg>account closed</span></span></div>
<p class="status needs-script" role="status" data-status>${counted(timeline.lanes.length, 'account')}, a row each, in the order they first appeared. Point at a row, or reach it by the arrow keys; select it to see what it shares.</p>
${marks.length > 0 && html`<ol class="events">${marks.map(({ time, label, kind }) => html`<li class="${kind ?? ''}"><time>${momentOf(time)}</time> ${label}</li>`)}</ol>`}
<p class="quiet">Above, requests ${unit} of all core accounts; below, the accounts one by one. Times are UTC.</p>
</figcaption>
</figure>`
}

/** On which of two storeys each mark's number stands, so that neighbours do not cover each other. */
function storeys(xs: readonly number[]): number[] {
  const last = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  return xs.map((x) => {
    const storey = x - (last[0] ?? 0) >= 20 ? 0 : 1
    last[storey] = x
    return storey
  })
}

/** Steps are added up in equal runs until no more than MAX_COLUMNS are left. */
function coarsen({ total, step_ms }: Timeline): { total: number[]; step: number } {
  const run = Math.ceil(total.length / MAX_COLUMNS)
  const columns = Math.ceil(total.length / run)
  return {
    total: Array.from({ length: columns }, (_, index) =>
      total.slice(index * run, (index + 1) * run).reduce((sum, value) => sum + value, 0),
    ),
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
