import type { Random } from './random.ts'
import { DAY, HOUR } from './world.ts'

/**
 * When an actor sends: the times (milliseconds since 1970, any order) within the day that begins at `start`.
 * Times outside the day or the account's life are cut by the caller.
 */
export type Plan = (start: number, random: Random) => number[]

/** Relative activity per local hour of people at work, of people at home, and of everybody together. */
const OFFICE = [1, 1, 1, 1, 1, 2, 6, 20, 60, 95, 100, 92, 60, 80, 98, 95, 85, 60, 30, 16, 10, 7, 4, 2]
const HOME = [22, 12, 7, 4, 3, 4, 9, 18, 28, 34, 38, 40, 44, 42, 42, 44, 48, 56, 66, 82, 96, 100, 80, 46]
const CONSUMERS = [
  30, 20, 14, 11, 11, 14, 22, 38, 55, 70, 78, 80, 80, 80, 80, 80, 82, 84, 86, 88, 90, 85, 68, 46,
]

const SUMS = new Map([OFFICE, HOME, CONSUMERS].map((profile) => [profile, cumulate(profile)] as const))

function cumulate(profile: readonly number[]): number[] {
  let sum = 0
  return profile.map((value) => {
    sum += value
    return sum
  })
}

/** A moment of the day in milliseconds, drawn from a profile of 24 hours. */
function moment(sums: readonly number[], random: Random): number {
  const target = random.next() * (sums.at(-1) ?? 0)
  let hour = 0
  while ((sums[hour] ?? Number.POSITIVE_INFINITY) <= target) hour++
  return (hour + random.next()) * HOUR
}

function local(start: number, offset: number, zone: number): number {
  const shifted = offset - zone * HOUR
  return start + (((shifted % DAY) + DAY) % DAY)
}

/** 0 = Monday. */
export function weekday(start: number): number {
  return (Math.floor(start / DAY) + 3) % 7
}

export interface HumanRhythm {
  /** Mean requests a day over the whole window. */
  readonly per_day: number
  /** Hours east of UTC. */
  readonly zone: number
  readonly office: boolean
  /** Mean requests of one sitting. */
  readonly session: number
  /** Share of days on which the person shows up at all. */
  readonly presence: number
  /** Median seconds between requests of one sitting. */
  readonly pause: number
}

/** A person: sittings at their local hours on some days, with uneven pauses within. */
export function human(rhythm: HumanRhythm): Plan {
  const sums = SUMS.get(rhythm.office ? OFFICE : HOME) ?? []
  return (start, random) => {
    const free = weekday(start) >= 5
    const factor = rhythm.office ? (free ? 0.1 : 1.36) : free ? 1.12 : 0.95
    if (!random.chance(rhythm.presence)) return []
    const sittings = random.poisson((rhythm.per_day * factor) / rhythm.presence / rhythm.session)
    const times: number[] = []
    for (let sitting = 0; sitting < sittings; sitting++) {
      let time = local(start, moment(sums, random), rhythm.zone)
      const length = 1 + random.poisson(rhythm.session - 1)
      for (let turn = 0; turn < length; turn++) {
        times.push(time)
        time += 1000 * (4 + random.logNormal(rhythm.pause, 0.9))
      }
    }
    return times
  }
}

/** A service used by the public: round the clock, following its customers' day by `swing` (0 to 1). */
export function service(per_day: number, zone: number, swing: number): Plan {
  const sums = SUMS.get(CONSUMERS) ?? []
  return (start, random) => {
    const week = weekday(start) >= 5 ? 1 - 0.3 * swing : 1 + 0.12 * swing
    const count = random.poisson(per_day * week * random.logNormal(0.98, 0.15))
    return Array.from({ length: count }, () =>
      random.chance(swing) ? local(start, moment(sums, random), zone) : start + random.next() * DAY,
    )
  }
}

/** A timetable: `burst` requests at given UTC hours, beginning `minute` minutes past, on working days or daily. */
export function cron(hours: readonly number[], burst: number, minute: number, daily: boolean): Plan {
  return (start, random) => {
    if (!daily && weekday(start) >= 5) return []
    return hours.flatMap((hour) => {
      let time = start + hour * HOUR + minute * 60_000
      return Array.from({ length: random.poisson(burst) }, () => {
        time += random.exponential(2500)
        return time
      })
    })
  }
}

/** Now and then a job: `size` requests at an even pace of `rate` per minute, begun at any time of the day. */
export function jobs(chance: number, size: number, rate: number): Plan {
  return (start, random) => {
    if (!random.chance(chance)) return []
    return job(start + random.next() * 0.8 * DAY, random.logNormal(size, 0.5), rate, random)
  }
}

/** One job of the given size on the day on which `begin` falls. */
export function jobAt(begin: number, size: number, rate: number): Plan {
  return (start, random) => (begin >= start && begin < start + DAY ? job(begin, size, rate, random) : [])
}

function job(begin: number, size: number, rate: number, random: Random): number[] {
  const end = Math.floor(begin / DAY) * DAY + DAY
  const times: number[] = []
  let time = begin
  for (let sent = 0; sent < size && time < end; sent++) {
    times.push(time)
    time += random.exponential(60_000 / rate)
  }
  return times
}

/** Several plans on one account. */
export function together(...plans: readonly Plan[]): Plan {
  return (start, random) => plans.flatMap((plan) => plan(start, random))
}

/** A plan that begins and ends. */
export function between(plan: Plan, from: number, to: number): Plan {
  return (start, random) =>
    start + DAY <= from || start >= to ? [] : plan(start, random).filter((time) => time >= from && time < to)
}

/**
 * A share of a pool's work: exactly `quota` requests spread over the pool's hourly intensity (one value per hour
 * from `begin`) between `from` and `to`. Nothing is drawn for the day's total, so that equal quotas give equal
 * loads day by day.
 */
export function quota(
  quotaSize: number,
  intensity: Float64Array,
  begin: number,
  from: number,
  to: number,
  offset: number,
): Plan {
  const sums = new Float64Array(intensity.length + 1)
  for (let hour = 0; hour < intensity.length; hour++) {
    const time = begin + hour * HOUR
    const part = Math.max(0, Math.min(time + HOUR, to) - Math.max(time, from)) / HOUR
    sums[hour + 1] = (sums[hour] ?? 0) + (intensity[hour] ?? 0) * part
  }
  const total = sums[intensity.length] ?? 0
  const until = (time: number) => {
    const hour = Math.max(0, Math.min(intensity.length, Math.floor((time - begin) / HOUR)))
    return Math.floor(quotaSize * ((sums[hour] ?? 0) / total) + offset)
  }
  return (start, random) => {
    if (total <= 0) return []
    const first = Math.max(0, (start - begin) / HOUR)
    const low = sums[first] ?? total
    const high = sums[Math.min(intensity.length, first + 24)] ?? total
    return Array.from({ length: until(start + DAY) - until(start) }, () => {
      const target = low + random.next() * (high - low)
      let hour = first
      while (hour < intensity.length - 1 && (sums[hour + 1] ?? total) <= target) hour++
      const time = begin + hour * HOUR
      const lower = Math.max(time, from)
      return lower + random.next() * Math.max(1, Math.min(time + HOUR, to) - lower)
    })
  }
}
