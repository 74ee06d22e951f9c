import { DAY } from '../world.ts'
import { muster } from './muster.ts'
import { drawCleanTies, drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** Opens its accounts under a programme for students, founders or researchers, in bursts. */
export const PROGRAMME_ABUSE: CampaignClass = {
  name: 'programme-abuse',
  summary: 'Opens its accounts under a programme in bursts.',
  compose: (world, random, own) => {
    const clean = drawCleanTies(random)
    const from = world.start + random.range(1, 5) * DAY
    muster(
      world,
      random,
      drawTraits(
        world,
        random,
        {
          class: 'programme-abuse',
          tactics: ['T01', 'T04', 'T05', 'T17'],
          program: random.pick(['education', 'startup', 'research']),
          ties: {
            ...clean,
            batch: random.range(0.5, 0.95),
            mail: random.chance(0.5) ? random.range(0.3, 0.9) : 0,
          },
          from,
          to: from + random.range(3, 9) * DAY,
        },
        own,
      ),
    )
  },
}
