import { muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** Has the model write training prompts from seeds: self-instruct, and harder versions of a task. */
export const SYNTHETIC_PROMPTS: CampaignClass = {
  name: 'synthetic-prompts',
  summary: 'Has the model write training prompts.',
  compose: (world, random, own) =>
    muster(
      world,
      random,
      drawTraits(
        world,
        random,
        {
          class: 'synthetic-prompts',
          tactics: ['T01', 'T04', 'T08'],
          task: 'synthetic',
          corpora: random.sample(['instructions', 'business', 'code'] as const, 2),
        },
        own,
      ),
    ),
}
