import { DAY } from '../world.ts'
import { muster } from './muster.ts'
import { drawCleanTies, drawTies, drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** Stays below every limit: a few requests a day from each account, and a pool that grows by a few accounts a day. */
export const SLOW_RAMP: CampaignClass = {
  name: 'slow-ramp',
  summary: 'A few requests a day per account; the pool grows slowly.',
  compose: (world, random, own) =>
    muster(
      world,
      random,
      drawTraits(
        world,
        random,
        {
          class: 'slow-ramp',
          tactics: ['T01', 'T04', 'T05', 'T13'],
          size: Math.round(random.logUniform(60, 240) * Math.max(0.3, Math.min(2, world.scale))),
          load: random.range(6, 16),
          spread: random.range(0.1, 0.3),
          from: world.start + random.range(0, 1) * DAY,
          to: world.start + (world.days - random.range(0, 1)) * DAY,
          ramps: true,
          rhythm: random.pick(['round-the-clock', 'human'] as const),
          duty: { days: random.range(0.7, 1), hours: 24 },
          ties: random.chance(0.5) ? drawCleanTies(random) : drawTies(random),
        },
        own,
      ),
    ),
}
