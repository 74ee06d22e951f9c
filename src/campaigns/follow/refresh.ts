import type { Campaign, CampaignPicture } from '../../record/index.ts'
import type { Store } from '../../store/index.ts'
import type { RevisionName } from '../evidence/copies.ts'
import { MOST_LANES } from '../evidence/picture.ts'
import type { CampaignFigures } from './kept.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** What a core account did in one hour. Times in milliseconds since 1970. */
export interface HourOf {
  readonly account_id: string
  readonly hour: number
  readonly requests: number
  readonly tokens: number
  readonly first: number
  readonly last: number
}

/**
 * What the core accounts of some revisions (`campaign_accounts`) did on some days, hour by hour. Summed anew, not added to
 * what was known, as a row may have come twice. Cost: the rows of these accounts in the partitions of these days.
 * @param days `2026-05-01`, UTC
 */
export async function hoursOf(
  store: Store,
  revisions: readonly RevisionName[],
  days: readonly string[],
): Promise<HourOf[]> {
  if (revisions.length === 0 || days.length === 0) return []
  return store.query<HourOf>(
    `SELECT account_id, toUnixTimestamp(toStartOfHour(time)) * 1000 AS hour, count() AS requests,
       sum(input_tokens + output_tokens) AS tokens,
       toUnixTimestamp64Milli(min(time)) AS first, toUnixTimestamp64Milli(max(time)) AS last
     FROM requests FINAL
     WHERE toDate(time) IN {days:Array(Date)} AND account_id IN (
       SELECT account_id FROM campaign_accounts
       WHERE campaign_id IN {campaigns:Array(String)}
         AND concat(campaign_id, ' ', toString(revision)) IN {names:Array(String)})
     GROUP BY account_id, hour ORDER BY account_id, hour`,
    {
      days,
      campaigns: revisions.map(({ campaignId }) => campaignId),
      names: revisions.map(({ campaignId, revision }) => `${campaignId} ${revision}`),
    },
    { numbers: true },
  )
}

/** The days, and those that the steps of a picture's timeline reach into from them. */
export function wholeSteps(days: readonly string[], { timeline }: CampaignPicture): string[] {
  const { start, step_ms: step } = timeline
  const found = new Set(days)
  for (const day of days) {
    const from = Date.parse(day)
    for (let at = start + Math.floor((from - start) / step) * step; at < from + DAY; at += step)
      for (const one of daysFrom(at, step)) found.add(one)
  }
  return [...found]
}

/** The days that a step reaches into: with a year of traffic, three and more. */
function daysFrom(time: number, step: number): string[] {
  const days: string[] = []
  for (let at = time; at < time + step; at += DAY) days.push(dayOf(at))
  const last = dayOf(time + step - 1)
  return days.at(-1) === last ? days : [...days, last]
}

/** A timeline becomes no longer than so many steps: the clock of a request may be years ahead. */
const MOST_STEPS = 2_000

/** A campaign's figures and dates with these days as they are now. */
export function withHours(
  campaign: Campaign,
  days: CampaignFigures['days'],
  looked: ReadonlySet<string>,
  hours: readonly HourOf[],
): { campaign: Campaign; days: CampaignFigures['days'] } {
  const sums = new Map(Object.entries(days).filter(([day]) => !looked.has(day)))
  for (const { hour, requests, tokens } of hours) {
    const [before, tokensBefore] = sums.get(dayOf(hour)) ?? [0, 0]
    sums.set(dayOf(hour), [before + requests, tokensBefore + tokens])
  }
  const all = [...sums.values()]
  // No spread: an argument list ends at about a hundred thousand.
  const first = hours.reduce((least, hour) => Math.min(least, hour.first), Date.parse(campaign.first_seen))
  const last = hours.reduce((most, hour) => Math.max(most, hour.last), Date.parse(campaign.last_seen))
  return {
    campaign: {
      ...campaign,
      first_seen: new Date(first).toISOString(),
      last_seen: new Date(last).toISOString(),
      requests: all.reduce((sum, [requests]) => sum + requests, 0),
      tokens: all.reduce((sum, [, tokens]) => sum + tokens, 0),
    },
    days: Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/**
 * The picture's timeline with the steps that lie in days which were looked at as they are now, longer if need be.
 * What is before its start is not shown, nor what is far after its end, nor more lanes than a full pass draws.
 */
export function withActivity(
  picture: CampaignPicture,
  looked: ReadonlySet<string>,
  hours: readonly HourOf[],
): CampaignPicture {
  const { start, step_ms: step, total, lanes } = picture.timeline
  const slotOf = (time: number): number => Math.floor((time - start) / step)
  const most = Math.max(total.length, MOST_STEPS)
  const shown = hours.filter(({ hour }) => hour >= start && slotOf(hour) < most)
  const length = shown.reduce((longest, { hour }) => Math.max(longest, slotOf(hour) + 1), total.length)
  const isLooked = Array.from({ length }, (_, slot) =>
    daysFrom(start + slot * step, step).every((day) => looked.has(day)),
  )
  const refreshed = (values: readonly number[], own: readonly HourOf[]): number[] => {
    const next = isLooked.map((fresh, slot) => (fresh ? 0 : (values[slot] ?? 0)))
    for (const { hour, requests } of own) if (isLooked[slotOf(hour)]) next[slotOf(hour)] += requests
    return next
  }
  const byAccount = new Map<string, HourOf[]>()
  for (const one of shown) byAccount.set(one.account_id, [...(byAccount.get(one.account_id) ?? []), one])
  const drawn = new Set(lanes.map(({ account_id }) => account_id))
  // Who has no lane in a picture that is full was left out of it, and has sent more than what is known here.
  const fresh = [...byAccount.keys()]
    .filter((account) => !drawn.has(account))
    .slice(0, Math.max(0, MOST_LANES - lanes.length))
  return {
    ...picture,
    timeline: {
      ...picture.timeline,
      total: refreshed(total, shown),
      lanes: [...lanes, ...fresh.map((account_id) => ({ account_id, values: [] }))].map((lane) => ({
        ...lane,
        values: refreshed(lane.values, byAccount.get(lane.account_id) ?? []),
      })),
    },
  }
}

export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
