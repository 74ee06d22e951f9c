import type { World } from '../../signals/index.ts'
import { inRuns, span, worldOf } from './worlds.ts'

/** A hidden pool among innocents, known by construction. */
export interface Scene {
  readonly world: World
  readonly pool: readonly number[]
  /** One firm with many seats, open about it, that asks for the same. */
  readonly firm: readonly number[]
  /** Strangers who use one public application. */
  readonly users: readonly number[]
}

const POOL = span(0, 40)
const FIRM = span(40, 58)
const EVERYBODY = 1_060
const USERS = span(100, EVERYBODY).filter((p) => p % 8 === 0)

/** @param barred members of the pool who are under contract, and who are vouched for */
export function poolAmongInnocents(barred: { contracted?: number[]; vouched?: number[] } = {}): Scene {
  const sweeping = (p: number): boolean => p < 58
  const world = worldOf({
    count: EVERYBODY,
    seed: 'scene',
    stratum: (p) => p % 2,
    keys: {
      // Households pay together, travel together or come from one place.
      'shared-card': [...inRuns(POOL, 4), FIRM, ...inRuns(span(100, EVERYBODY), 3)],
      'shared-address-range': [...inRuns(POOL, 13), FIRM, ...inRuns(span(101, EVERYBODY), 4)],
      'shared-device': [span(26, 30), span(0, 13).map((i) => 3 * i), ...inRuns(span(102, EVERYBODY), 5)],
      // What ties the pool's cells (four accounts to a card) to each other.
      'shared-referral': [span(2, 22), span(22, 40), ...inRuns(span(103, EVERYBODY), 6)],
    },
    organizations: [FIRM],
    instructions: [
      { holders: POOL, tokens: 8, bodies: 45, cue: 0, hit: 0.9 },
      { holders: FIRM, tokens: 8, bodies: 45, cue: 0, hit: 0.9 },
      { holders: USERS, tokens: 8, bodies: 30, cue: 2, hit: 0.6 },
    ],
    requests: () => 60,
    features: (p, random) =>
      sweeping(p) ? span(0, 64).map((f) => (f % 2 ? 5 : -5) + random.normal()) : undefined,
    ...barred,
  })
  return { world, pool: POOL, firm: FIRM, users: USERS }
}
