import { muster } from './muster.ts'
import { drawCleanTies, drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** Virtual cards, unique devices, residential lines: only sign-ups, content and timing tie the accounts. */
export const CLEAN_IDENTITY: CampaignClass = {
  name: 'clean-identity',
  summary: 'Has at most a sign-up batch, a referral or a client build in common.',
  compose: (world, random, own) =>
    muster(
      world,
      random,
      drawTraits(
        world,
        random,
        {
          class: 'clean-identity',
          tactics: ['T02', 'T04', 'T05', 'T15'],
          ties: drawCleanTies(random),
          size: Math.round(random.logUniform(20, Math.max(30, 180 * Math.min(2.2, world.scale)))),
        },
        own,
      ),
    ),
}
