import { muster } from './muster.ts'
import { drawCleanTies, drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** Knows what is looked for: new wordings all the time, human hours, uneven loads, cover, clean identities. */
export const ADAPTIVE: CampaignClass = {
  name: 'adaptive',
  summary: 'Knows what is looked for: new wordings, human hours, cover, clean identities.',
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
          ties: drawCleanTies(random),
          load: random.logUniform(6, 50),
          spread: random.range(0.5, 0.9),
          cover: random.range(0.4, 0.8),
          paraphrase: true,
          partition: random.pick(['queue', 'overlap'] as const),
          rhythm: 'human',
        },
        own,
      ),
    ),
}
