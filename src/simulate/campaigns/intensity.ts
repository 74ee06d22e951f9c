import { weekday } from '../arrivals.ts'
import type { Random } from '../random.ts'
import { HOUR, type World } from '../world.ts'
import type { Rhythm, Traits } from './traits.ts'

/**
 * Requests per hour of the window, up to a factor: the pool's, or those of one worker where these are scattered.
 * @param zone hours east of UTC
 */
export function drawIntensity(
  world: World,
  random: Random,
  rhythm: Rhythm,
  zone: number = random.int(-8, 9),
): Float64Array {
  const hours = new Float64Array(world.days * 24)
  const begin = random.int(6, 11)
  const length = random.int(8, 15)
  let busy = false
  for (let hour = 0; hour < hours.length; hour++) {
    const local = (((hour + zone) % 24) + 24) % 24
    if (rhythm === 'round-the-clock') hours[hour] = random.chance(0.02) ? 0.1 : random.range(0.85, 1.15)
    if (rhythm === 'shifts') hours[hour] = (local - begin + 24) % 24 < length ? random.range(0.8, 1.2) : 0.03
    if (rhythm === 'pulses') {
      if (random.chance(busy ? 0.22 : 0.09)) busy = !busy
      hours[hour] = busy ? random.range(0.8, 1.2) : 0.01
    }
    if (rhythm === 'human' || rhythm === 'scattered') {
      const free = weekday(world.start + hour * HOUR) >= 5
      hours[hour] = (local >= 8 && local < 23 ? random.range(0.6, 1.4) : AT_NIGHT) * (free ? 0.7 : 1)
    }
  }
  return hours
}

/** What is left of people's requests at night. */
const AT_NIGHT = 0.08

/** The hours of the pool in which one worker works; all of them where nothing would be left. */
export function onDuty(
  random: Random,
  traits: Pick<Traits, 'duty' | 'rhythm'>,
  intensity: Float64Array,
): Float64Array {
  const drawn = random.int(0, 23)
  // Whoever keeps waking hours works in these: `intensity` is of one zone, and its first busy hour is its morning.
  const begin = traits.rhythm === 'scattered' ? morningOf(intensity) : drawn
  const days = Array.from({ length: intensity.length / 24 }, () => random.chance(traits.duty.days))
  const own = intensity.map((value, hour) =>
    days[Math.floor(hour / 24)] && (hour - begin + 24) % 24 < traits.duty.hours ? value : 0.01 * value,
  )
  return own
}

/** One life, or several where the provider closes the account and the pool opens another. */
export function drawLives(
  random: Random,
  traits: Traits,
  closings: readonly number[],
): (readonly [number, number])[] {
  if (!random.chance(traits.closed)) return [[traits.from, traits.to]]
  const span = traits.to - traits.from
  const lives: (readonly [number, number])[] = []
  let from = traits.from
  for (const closing of random.chance(0.35) ? closings : [random.pick(closings)]) {
    const end = traits.from + closing * span + random.range(0, 6) * HOUR
    lives.push([from, end])
    from = end + random.logUniform(2, 50) * HOUR
  }
  lives.push([from, traits.to])
  return lives.filter(([begin, end]) => end > begin)
}

/** The hour of the day, UTC, in which somebody with waking hours begins. */
function morningOf(intensity: Float64Array): number {
  const busy = (hour: number): boolean => intensity[(hour + 24) % 24] > AT_NIGHT
  return Array.from({ length: 24 }, (_, hour) => hour).find((hour) => busy(hour) && !busy(hour - 1)) ?? 0
}
