import { DAY } from '../world.ts'
import { muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** Half of the pool's traffic moves to a new model within a day of its release. */
export const RELEASE_PIVOT: CampaignClass = {
  name: 'release-pivot',
  summary: 'Moves 40 to 60 % of its traffic to a new model within a day.',
  compose: (world, random, own) =>
    muster(
      world,
      random,
      drawTraits(
        world,
        random,
        {
          class: 'release-pivot',
          tactics: ['T01', 'T04', 'T05', 'T16'],
          from: world.start + random.range(0, 2.5) * DAY,
          to: world.start + (world.days - random.range(0, 1.5)) * DAY,
          load: random.logUniform(20, 220),
          pivots: true,
        },
        own,
      ),
    ),
}
