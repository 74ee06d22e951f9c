import { DAY } from '../world.ts'
import { muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** The provider closes accounts mid-way; new ones take over their shards, rates and templates. */
export const REGROWTH: CampaignClass = {
  name: 'regrowth',
  summary: 'Replaces closed accounts; the new ones go on with the same work list.',
  compose: (world, random, own) =>
    muster(
      world,
      random,
      drawTraits(
        world,
        random,
        {
          class: 'regrowth',
          tactics: ['T01', 'T04', 'T05', 'T18'],
          task: random.pick(['reasoning', 'grading', 'synthetic'] as const),
          closed: random.range(0.45, 0.95),
          from: world.start + random.range(0, 2) * DAY,
          to: world.start + (world.days - random.range(0, 1.5)) * DAY,
          load: random.logUniform(20, 220),
        },
        own,
      ),
    ),
}
