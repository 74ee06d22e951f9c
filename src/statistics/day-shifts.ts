import type { Random } from './random.ts'

const HOURS_PER_DAY = 24

/** When one member of a group was active. */
export interface ActivitySeries {
  /** Active hours, as whole numbers since hour 0 of the window (a UTC midnight). Repeated hours count once. */
  readonly hours: ArrayLike<number>
  /** First and last hour (inclusive) in which the member could have been active at all. */
  readonly from: number
  readonly to: number
}

/** One member's active hours on the whole days of its span, for days of one kind (working or weekend). */
interface Track {
  /** The kind's days within the span, in order: activity moves in a circle over them. */
  readonly days: Int32Array
  /** Places in `days` that hold activity; the i-th one's hours of the day are hours[starts[i] .. starts[i + 1]). */
  readonly places: Int32Array
  readonly starts: Int32Array
  readonly hours: Uint8Array
}

/** What can move, and what stays where it was seen. */
export interface Movable {
  readonly tracks: readonly Track[]
  /** Per hour of the window, how many members are active there in every arrangement. */
  readonly fixed: Int32Array
  /** Whole-day arrangements of each member; 1 for a member that cannot move. */
  readonly positions: readonly number[]
  /** Per hour, the expected sum over pairs of different members of both being active, over all arrangements. */
  readonly expectedPairs: Float64Array
}

function trackOf(active: Uint8Array, days: number[]): Track {
  const places: number[] = []
  const starts = [0]
  const hours: number[] = []
  days.forEach((day, place) => {
    for (let hour = 0; hour < HOURS_PER_DAY; hour++) if (active[day * HOURS_PER_DAY + hour]) hours.push(hour)
    if (hours.length === starts[starts.length - 1]) return
    places.push(place)
    starts.push(hours.length)
  })
  return {
    days: Int32Array.from(days),
    places: Int32Array.from(places),
    starts: Int32Array.from(starts),
    hours: Uint8Array.from(hours),
  }
}

/**
 * Prepares a group's series for being moved by whole days. Only days that lie wholly inside a member's span (and the
 * window) move: a day cut short by the span's edge could not have held another day's activity. Hours outside the
 * window are left out.
 *
 * @param hours length of the window
 * @param startDay weekday of hour 0, 0 for Sunday as in `Date.getUTCDay`
 */
export function prepareShifts(series: readonly ActivitySeries[], hours: number, startDay: number): Movable {
  const isWeekend = (day: number) => (startDay + day) % 7 === 0 || (startDay + day) % 7 === 6
  const tracks: Track[] = []
  const positions: number[] = []
  const fixed = new Int32Array(hours)
  const sum = new Float64Array(hours)
  const squares = new Float64Array(hours)
  const presence = new Float64Array(hours)
  for (const { hours: activeHours, from, to } of series) {
    const active = new Uint8Array(hours)
    for (let i = 0; i < activeHours.length; i++) {
      if (activeHours[i] >= 0 && activeHours[i] < hours) active[activeHours[i]] = 1
    }
    const firstDay = Math.max(0, Math.ceil(from / HOURS_PER_DAY))
    const afterLast = Math.floor(Math.min(to + 1, hours) / HOURS_PER_DAY)
    const wholeDays = Array.from({ length: Math.max(0, afterLast - firstDay) }, (_, i) => firstDay + i)

    for (let hour = 0; hour < hours; hour++) presence[hour] = active[hour]
    let arrangements = 1
    for (const days of [wholeDays.filter((day) => !isWeekend(day)), wholeDays.filter(isWeekend)]) {
      const track = trackOf(active, days)
      if (days.length < 2 || track.places.length === 0) continue
      arrangements *= days.length
      tracks.push(track)
      for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
        let count = 0
        for (const day of days) {
          count += active[day * HOURS_PER_DAY + hour]
          active[day * HOURS_PER_DAY + hour] = 0
        }
        for (const day of days) presence[day * HOURS_PER_DAY + hour] = count / days.length
      }
    }
    positions.push(arrangements)
    for (let hour = 0; hour < hours; hour++) {
      fixed[hour] += active[hour]
      sum[hour] += presence[hour]
      squares[hour] += presence[hour] * presence[hour]
    }
  }
  return { tracks, fixed, positions, expectedPairs: sum.map((value, hour) => value * value - squares[hour]) }
}

/** Writes into `counts` how many members are active in each hour, every track turned by what `turn` says. */
export function countActive(
  { tracks, fixed }: Movable,
  counts: Int32Array,
  turn: (days: number) => number,
): void {
  counts.set(fixed)
  for (const { days, places, starts, hours } of tracks) {
    const by = turn(days.length)
    for (let i = 0; i < places.length; i++) {
      let place = places[i] + by
      if (place >= days.length) place -= days.length
      const midnight = days[place] * HOURS_PER_DAY
      for (let at = starts[i]; at < starts[i + 1]; at++) counts[midnight + hours[at]]++
    }
  }
}

/** Turns for `countActive`: none, and uniformly random ones. */
export const unmoved = () => 0
export const randomly = (random: Random) => (days: number) => random.integer(days)
