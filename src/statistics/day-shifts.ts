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

/** The window's days; `startDay` is the weekday of the first, 0 for Sunday as in `Date.getUTCDay`. */
export function isWeekend(day: number, startDay: number): boolean {
  const weekday = (startDay + day) % 7
  return weekday === 0 || weekday === 6
}

/** One member's activity on the whole days of its span, for days of one kind (working or weekend). */
interface Track {
  /** The kind's days within the span, in order: activity turns in a circle over them. */
  readonly days: Int32Array
  /** Places in `days` that hold activity; the i-th one's entries are starts[i] .. starts[i + 1] - 1. */
  readonly places: Int32Array
  readonly starts: Int32Array
  /** Hour of the day and mark of each entry. */
  readonly hours: Uint8Array
  readonly marks: Float64Array
  /** By the number of days turned, once it has been asked for. */
  readonly turned: (Turned | undefined)[]
}

/** A track turned by some days: the hour of the window of each entry, and the weighted sum of the squared marks there. */
interface Turned {
  readonly at: Int32Array
  readonly own: number
}

/** Per hour of the window, the sum over members of their marks and of their squared marks. */
interface HourlySums {
  readonly sum: Float64Array
  readonly squares: Float64Array
}

/** What can move, and what stays where it was seen. */
export interface Movable {
  readonly tracks: readonly Track[]
  /** Of each track, how many turns it has, and room for one of them. */
  readonly turns: Uint32Array
  readonly drawn: Uint32Array
  readonly fixed: HourlySums
  /** Arrangements of each member; 1 for a member that cannot move. */
  readonly arrangements: readonly number[]
  /** Per hour, the mean over all arrangements of the sum over ordered pairs of different members of their marks' product. */
  readonly expectedPairs: Float64Array
}

/** The marks of these days' activity, taken out of `marked` (marks per hour of the window, 0 where inactive). */
function takeTrack(marked: Float64Array, days: readonly number[]): Track {
  const places: number[] = []
  const starts = [0]
  const hours: number[] = []
  const marks: number[] = []
  days.forEach((day, place) => {
    for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
      const mark = marked[day * HOURS_PER_DAY + hour]
      if (mark === 0) continue
      hours.push(hour)
      marks.push(mark)
      marked[day * HOURS_PER_DAY + hour] = 0
    }
    if (hours.length === starts[starts.length - 1]) return
    places.push(place)
    starts.push(hours.length)
  })
  return {
    days: Int32Array.from(days),
    places: Int32Array.from(places),
    starts: Int32Array.from(starts),
    hours: Uint8Array.from(hours),
    marks: Float64Array.from(marks),
    turned: new Array(days.length),
  }
}

function turnedBy(track: Track, turn: number, weights: Float64Array): Turned {
  const { days, places, starts, hours, marks } = track
  const at = new Int32Array(hours.length)
  let own = 0
  for (let i = 0; i < places.length; i++) {
    const midnight = days[(places[i] + turn) % days.length] * HOURS_PER_DAY
    for (let entry = starts[i]; entry < starts[i + 1]; entry++) {
      at[entry] = midnight + hours[entry]
      own += weights[at[entry]] * marks[entry] * marks[entry]
    }
  }
  const turned = { at, own }
  track.turned[turn] = turned
  return turned
}

/** Adds a track's mean mark, over all its turns, to each hour it can reach. */
function addMean({ days, hours, marks }: Track, presence: Float64Array): void {
  for (const day of days) {
    for (let i = 0; i < hours.length; i++) presence[day * HOURS_PER_DAY + hours[i]] += marks[i] / days.length
  }
}

/**
 * Prepares a group's series for being turned by whole days. Activity in hour h carries the mark `marks[h]` > 0 and
 * keeps it where it goes. Only days that lie wholly inside a member's span (and the window, `marks.length` hours long)
 * move: a day cut short by the span's edge could not have held another day's activity. Hours outside the window are
 * left out.
 */
export function prepareShifts(
  series: readonly ActivitySeries[],
  marks: Float64Array,
  startDay: number,
): Movable {
  const length = marks.length
  const tracks: Track[] = []
  const arrangements: number[] = []
  const fixed = { sum: new Float64Array(length), squares: new Float64Array(length) }
  const mean = { sum: new Float64Array(length), squares: new Float64Array(length) }
  for (const { hours, from, to } of series) {
    const marked = new Float64Array(length)
    for (let i = 0; i < hours.length; i++)
      if (hours[i] >= 0 && hours[i] < length) marked[hours[i]] = marks[hours[i]]
    const firstDay = Math.max(0, Math.ceil(from / HOURS_PER_DAY))
    const afterLast = Math.floor(Math.min(to + 1, length) / HOURS_PER_DAY)
    const days = Array.from({ length: Math.max(0, afterLast - firstDay) }, (_, i) => firstDay + i)
    const presence = new Float64Array(length)
    let count = 1
    for (const kind of [
      days.filter((day) => !isWeekend(day, startDay)),
      days.filter((day) => isWeekend(day, startDay)),
    ]) {
      if (kind.length < 2) continue
      const track = takeTrack(marked, kind)
      if (track.places.length === 0) continue
      tracks.push(track)
      addMean(track, presence)
      count *= kind.length
    }
    arrangements.push(count)
    for (let hour = 0; hour < length; hour++) {
      const rest = marked[hour]
      fixed.sum[hour] += rest
      fixed.squares[hour] += rest * rest
      mean.sum[hour] += presence[hour] + rest
      mean.squares[hour] += (presence[hour] + rest) ** 2
    }
  }
  const expectedPairs = mean.sum.map((sum, hour) => sum * sum - mean.squares[hour])
  const turns = Uint32Array.from(tracks, ({ days }) => days.length)
  return { tracks, turns, drawn: new Uint32Array(turns.length), fixed, arrangements, expectedPairs }
}

/**
 * Writes each hour's sum of marks into `sum`, with every track turned by a random number of days, or by none.
 * @param weights of the hours; the same in every call for one group
 * @returns the weighted sum of the squared marks, which is what the members meet of themselves
 */
export function sumMarks(
  { tracks, turns, drawn, fixed }: Movable,
  sum: Float64Array,
  weights: Float64Array,
  random?: Random,
): number {
  sum.set(fixed.sum)
  let alone = 0
  for (let hour = 0; hour < weights.length; hour++) alone += weights[hour] * fixed.squares[hour]
  if (random) random.integers(turns, drawn)
  else drawn.fill(0)
  for (let t = 0; t < tracks.length; t++) {
    const track = tracks[t]
    const { at, own } = track.turned[drawn[t]] ?? turnedBy(track, drawn[t], weights)
    const { marks } = track
    for (let entry = 0; entry < at.length; entry++) sum[at[entry]] += marks[entry]
    alone += own
  }
  return alone
}
