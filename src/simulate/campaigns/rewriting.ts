import { muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** Has answers rewritten until they would pass a censor. */
export const REWRITING: CampaignClass = {
  name: 'rewriting',
  summary: 'Has answers rewritten to be safe under censorship.',
  compose: (world, random, own) =>
    muster(
      world,
      random,
      drawTraits(
        world,
        random,
        { class: 'rewriting', tactics: ['T01', 'T04', 'T22'], task: 'rewriting' },
        own,
      ),
    ),
}
