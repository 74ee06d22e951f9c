import { muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** The model as a reward model: rubrics and verdicts over a corpus of answers. */
export const GRADING: CampaignClass = {
  name: 'grading',
  summary: 'Uses the model as a reward model.',
  compose: (world, random, own) =>
    muster(
      world,
      random,
      drawTraits(
        world,
        random,
        { class: 'grading', tactics: ['T01', 'T02', 'T04', 'T07'], task: 'grading' },
        own,
      ),
    ),
}
