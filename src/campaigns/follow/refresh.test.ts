import { expect, test } from 'vitest'
import type { CampaignPicture } from '../../record/index.ts'
import { type HourOf, wholeSteps, withActivity } from './refresh.ts'

const HOUR = 3_600_000
const START = Date.parse('2026-01-01')

function pictureOf(stepHours: number, total: number[], lanes: CampaignPicture['timeline']['lanes']) {
  return {
    campaign_id: 'cmp',
    graph: { nodes: [], edges: [], omitted: 0 },
    timeline: { start: START, step_ms: stepHours * HOUR, total, lanes, marks: [] },
    exemplars: [],
  } satisfies CampaignPicture
}

function hourOf(account_id: string, at: string, requests: number): HourOf {
  const hour = Date.parse(at)
  return { account_id, hour, requests, tokens: requests, first: hour, last: hour }
}

test('a step is looked at in whole, however many days it has', () => {
  const picture = pictureOf(60, [9, 9], [{ account_id: 'a', values: [9, 9] }])
  expect(wholeSteps(['2026-01-01'], picture).sort()).toEqual(['2026-01-01', '2026-01-02', '2026-01-03'])
  // Of the second step, from noon of the third on, not all days are known.
  const looked = new Set(['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-05'])
  const hours = [hourOf('a', '2026-01-02T05:00Z', 4), hourOf('a', '2026-01-05T05:00Z', 1)]
  expect(withActivity(picture, looked, hours).timeline.total).toEqual([4, 9])
})

test('a request whose clock is years ahead makes no timeline of years', () => {
  const hours = [hourOf('a', '2026-01-02T05:00Z', 4), hourOf('a', '2099-01-01T05:00Z', 1)]
  const looked = new Set(['2026-01-01', '2026-01-02', '2099-01-01'])
  const { timeline } = withActivity(pictureOf(1, [], []), looked, hours)
  expect(timeline.total).toHaveLength(30)
  expect(timeline.lanes).toEqual([{ account_id: 'a', values: timeline.total }])
})

test('whom a full picture left out gets no lane of what is new alone', () => {
  const lanes = Array.from({ length: 6_000 }, (_, i) => ({ account_id: `a${i}`, values: [1] }))
  const hours = [hourOf('a1', '2026-01-01T00:00Z', 2), hourOf('left-out', '2026-01-01T00:00Z', 3)]
  const { timeline } = withActivity(pictureOf(24, [6_003], lanes), new Set(['2026-01-01']), hours)
  expect(timeline.lanes).toHaveLength(6_000)
  expect(timeline.total).toEqual([5])
})
