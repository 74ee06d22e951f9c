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
  readonly kind: Days
  /** Of each active hour, the place of its day among these days, the hour of the day, and the mark. */
  readonly places: readonly number[]
  readonly hours: readonly number[]
  readonly marks: readonly number[]
}

/** The entries of all tracks, one after the other: they are gone through a thousand times. */
interface Entries {
  /** Where each track's entries begin, and at last where they end. */
  readonly first: Uint32Array
  readonly marks: Float64Array
  /** Where each track's turns begin among those of all. */
  readonly firstTurn: Uint32Array
  /** Of each turn the weighted sum of the squared marks; not a number until it has been asked for. */
  readonly own: Float64Array
  /** Where the places of each track's entries after its turns begin, turn after turn. */
  readonly firstTarget: Uint32Array
  /** The hours that a turn takes the entries to; found when it is first asked for. */
  readonly targets: Uint32Array
}

/** Per hour of the window, the sum over members of their marks and of their squared marks. */
interface HourlySums {
  readonly sum: Float64Array
  readonly squares: Float64Array
  /** The weighted sum of the squared marks, once it has been asked for. */
  own?: number
}

/** What can move, and what stays where it was seen. */
export interface Movable {
  readonly tracks: readonly Track[]
  readonly entries: Entries
  /** Of each track, how many turns it has, and room for one of them. */
  readonly turns: Uint32Array
  readonly drawn: Uint32Array
  readonly fixed: HourlySums
  /** Arrangements of each member; 1 for a member that cannot move. */
  readonly arrangements: readonly number[]
}

/** Days of one kind, and the place of each day of the window among them (-1 for none). */
interface Days {
  readonly days: Int32Array
  readonly placeOf: Int32Array
  /** The first hours of the days, twice over: who turns past the last goes on with the first. */
  readonly midnights: Uint32Array
}

/** The working days, and the weekend days, from one day of the window to before another. */
function kindsOfDays(from: number, to: number, startDay: number): [Days, Days] {
  const ofKind = (weekend: boolean): Days => {
    const days: number[] = []
    const placeOf = new Int32Array(Math.max(0, to)).fill(-1)
    for (let day = from; day < to; day++) {
      if (isWeekend(day, startDay) === weekend) placeOf[day] = days.push(day) - 1
    }
    const midnights = Uint32Array.from([...days, ...days], (day) => day * HOURS_PER_DAY)
    return { days: Int32Array.from(days), placeOf, midnights }
  }
  return [ofKind(false), ofKind(true)]
}

/** The place among these days of the one that an hour of the window is on; -1 for none. */
function placeOfHour({ placeOf }: Days, hour: number): number {
  return placeOf[Math.floor(hour / HOURS_PER_DAY)] ?? -1
}

/** The activity on these days, if they can be turned and hold any. */
function takeTrack(kind: Days, active: readonly number[], marks: Float64Array): Track | undefined {
  if (kind.days.length < 2) return undefined
  const moved = active.filter((hour) => placeOfHour(kind, hour) >= 0)
  if (moved.length === 0) return undefined
  return {
    kind,
    places: moved.map((hour) => placeOfHour(kind, hour)),
    hours: moved.map((hour) => hour % HOURS_PER_DAY),
    marks: moved.map((hour) => marks[hour]),
  }
}

function entriesOf(tracks: readonly Track[]): Entries {
  const first = new Uint32Array(tracks.length + 1)
  const firstTurn = new Uint32Array(tracks.length + 1)
  const firstTarget = new Uint32Array(tracks.length + 1)
  tracks.forEach(({ hours, kind }, t) => {
    first[t + 1] = first[t] + hours.length
    firstTurn[t + 1] = firstTurn[t] + kind.days.length
    firstTarget[t + 1] = firstTarget[t] + hours.length * kind.days.length
  })
  const size = first[tracks.length]
  const entries = {
    first,
    marks: new Float64Array(size),
    firstTurn,
    own: new Float64Array(firstTurn[tracks.length]).fill(Number.NaN),
    firstTarget,
    targets: new Uint32Array(firstTarget[tracks.length]),
  }
  tracks.forEach(({ marks }, t) => {
    entries.marks.set(marks, first[t])
  })
  return entries
}

/** The weighted sum of the squared marks of a track turned by some days. */
function squaresOf({ kind, places, hours, marks }: Track, turn: number, weights: Float64Array): number {
  let own = 0
  for (let i = 0; i < marks.length; i++)
    own += weights[kind.midnights[places[i] + turn] + hours[i]] * marks[i] * marks[i]
  return own
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
  const members: (readonly Track[])[] = []
  const fixed: HourlySums = { sum: new Float64Array(length), squares: new Float64Array(length) }
  // Most members could have been active on the same days as others.
  const kinds = new Map<string, [Days, Days]>()
  for (const { hours, from, to } of series) {
    const firstDay = Math.max(0, Math.ceil(from / HOURS_PER_DAY))
    const afterLast = Math.floor(Math.min(to + 1, length) / HOURS_PER_DAY)
    const name = `${firstDay} ${afterLast}`
    const both = kinds.get(name) ?? kindsOfDays(firstDay, afterLast, startDay)
    kinds.set(name, both)
    const active = inOrder(hours, length)
    const tracks = both.flatMap((days) => takeTrack(days, active, marks) ?? [])
    for (const hour of active) {
      if (tracks.some(({ kind }) => placeOfHour(kind, hour) >= 0)) continue
      fixed.sum[hour] += marks[hour]
      fixed.squares[hour] += marks[hour] ** 2
    }
    members.push(tracks)
  }
  const tracks = members.flat()
  const turns = Uint32Array.from(tracks, ({ kind }) => kind.days.length)
  return {
    tracks,
    entries: entriesOf(tracks),
    turns,
    drawn: new Uint32Array(turns.length),
    fixed,
    arrangements: members.map((own) => own.reduce((count, { kind }) => count * kind.days.length, 1)),
  }
}

/** Different hours of the window, ascending. */
function inOrder(hours: ArrayLike<number>, length: number): number[] {
  const active: number[] = []
  let sorted = true
  for (let i = 0; i < hours.length; i++) {
    if (!(hours[i] >= 0 && hours[i] < length)) continue
    if (active.length > 0 && hours[i] <= active[active.length - 1]) sorted = false
    active.push(hours[i])
  }
  return sorted ? active : [...new Set(active)].sort((a, b) => a - b)
}

/**
 * Writes each hour's sum of marks into `sum`, with every track turned by a random number of days, or by none.
 * @param weights of the hours; the same in every call for one group
 * @returns the weighted sum of the squared marks, which is what the members meet of themselves
 */
export function sumMarks(
  { tracks, entries, turns, drawn, fixed }: Movable,
  sum: Float64Array,
  weights: Float64Array,
  random?: Random,
): number {
  sum.set(fixed.sum)
  fixed.own ??= weights.reduce((own, weight, hour) => own + weight * fixed.squares[hour], 0)
  let alone = fixed.own
  if (random) random.integers(turns, drawn)
  else drawn.fill(0)
  const { first, marks, firstTurn, own, firstTarget, targets } = entries
  for (let t = 0; t < tracks.length; t++) {
    const turn = drawn[t]
    const at = firstTurn[t] + turn
    const from = first[t]
    const count = first[t + 1] - from
    const target = firstTarget[t] + turn * count
    if (Number.isNaN(own[at])) {
      findTargets(tracks[t], turn, targets, target)
      own[at] = squaresOf(tracks[t], turn, weights)
    }
    for (let i = 0; i < count; i++) sum[targets[target + i]] += marks[from + i]
    alone += own[at]
  }
  return alone
}

function findTargets({ kind, places, hours }: Track, turn: number, targets: Uint32Array, at: number): void {
  for (let i = 0; i < places.length; i++) targets[at + i] = kind.midnights[places[i] + turn] + hours[i]
}
