import { muster } from './muster.ts'
import { drawCleanTies, drawPeriod, drawTies, drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** Hundreds to thousands of accounts with three to six requests each. */
export const SWARM: CampaignClass = {
  name: 'swarm',
  summary: 'Hundreds of accounts with three to six requests each.',
  compose: (world, random, own) => {
    const { from, to } = drawPeriod(world, random)
    const length = random.pick([0.15, 0.3, 0.6]) * (to - from)
    muster(
      world,
      random,
      drawTraits(
        world,
        random,
        {
          class: 'swarm',
          tactics: ['T01', 'T04', 'T05', 'T13'],
          size: Math.round(random.logUniform(220, 800) * Math.max(0.2, Math.min(3, world.scale))),
          load: random.range(3.4, 5.2),
          spread: 0.15,
          cover: random.pick([0, 0, 0.1]),
          from,
          to: from + length,
          ties: random.chance(0.5) ? drawCleanTies(random) : drawTies(random),
          duty: { days: random.pick([0.1, 0.2, 0.5]), hours: random.logUniform(1, 24) },
          rhythm: random.pick(['round-the-clock', 'shifts', 'human'] as const),
        },
        own,
      ),
    )
  },
}
