import { muster } from './muster.ts'
import { drawTraits, NO_TIES } from './traits.ts'
import type { CampaignClass } from './types.ts'

/**
 * Knows what is looked for: a wording for each request, human hours in every time zone, uneven loads, cover, a pool that
 * grows slowly, and identities with nothing in common but, at times, a few referrals.
 */
export const ADAPTIVE: CampaignClass = {
  name: 'adaptive',
  summary: 'Knows what is looked for: new wordings, human hours, slow growth, cover, clean identities.',
  compose: (world, random, own) =>
    muster(
      world,
      random,
      drawTraits(
        world,
        random,
        {
          class: 'adaptive',
          tactics: ['T05', 'T12', 'T13', 'T14', 'T15'],
          ties: { ...NO_TIES, referral: random.chance(0.25) ? random.range(0.1, 0.3) : 0 },
          load: random.logUniform(6, 50),
          spread: random.range(0.5, 0.9),
          cover: random.range(0.4, 0.8),
          paraphrase: true,
          partition: random.pick(['queue', 'overlap'] as const),
          rhythm: 'scattered',
          ramps: true,
          sleepers: true,
        },
        own,
      ),
    ),
}
