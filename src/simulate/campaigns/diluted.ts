import { muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** A pool whose harvest is a tenth to four tenths of what its accounts send. */
export const DILUTED: CampaignClass = {
  name: 'diluted',
  summary: 'Sends 60 to 90 % ordinary talk.',
  compose: (world, random, own) =>
    muster(
      world,
      random,
      drawTraits(
        world,
        random,
        {
          class: 'diluted',
          tactics: ['T01', 'T04', 'T05', 'T12'],
          load: random.logUniform(6, 60),
          cover: random.range(0.6, 0.9),
          rhythm: random.pick(['shifts', 'human', 'round-the-clock'] as const),
        },
        own,
      ),
    ),
}
