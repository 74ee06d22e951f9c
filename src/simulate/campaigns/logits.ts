import { worker } from '../speakers.ts'
import { muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** Takes the distribution itself: top log-probabilities and many samples of each answer. */
export const LOGITS: CampaignClass = {
  name: 'logits',
  summary: 'Takes log-probabilities and many samples.',
  compose: (world, random, own) => {
    const top = random.pick([3, 5, 5, 10, 20])
    const samples = random.pick([1, 1, 4, 8])
    const share = random.range(0.5, 1)
    const traits = drawTraits(
      world,
      random,
      {
        class: 'logits',
        tactics: ['T01', 'T04', 'T20'],
        task: random.pick(['reasoning', 'grading'] as const),
      },
      own,
    )
    muster(world, random, traits, {
      speak: (slot, pool) =>
        worker(world.text, {
          instruct: pool.instruct,
          next: pool.next(slot),
          extra: (draw) => ({
            ...(draw.chance(share) ? { top_logprobs: top } : {}),
            ...(samples > 1 ? { choice_count: samples } : {}),
          }),
        }),
    })
  },
}
