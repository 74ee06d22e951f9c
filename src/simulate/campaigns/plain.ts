import { muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** A pool that asks for reasoning over a swept corpus and hides nothing. */
export const PLAIN: CampaignClass = {
  name: 'plain',
  summary: 'Hides nothing; reasoning, hidden reasoning, synthetic prompts or rewriting.',
  compose: (world, random, own) => {
    const task = random.pick(['reasoning', 'reasoning', 'hidden', 'synthetic', 'rewriting'] as const)
    const tactics = { reasoning: 'T05', hidden: 'T06', synthetic: 'T08', rewriting: 'T22' }[task]
    muster(
      world,
      random,
      drawTraits(
        world,
        random,
        {
          class: 'plain',
          tactics: ['T01', 'T02', 'T03', 'T04', tactics],
          task,
          load: random.logUniform(24, 260),
          spread: random.logUniform(0.03, 0.3),
          cover: random.range(0, 0.06),
        },
        own,
      ),
    )
  },
}
