import { drawRhythm, drawTalk, engage } from '../population.ts'
import { seats } from './helpers.ts'
import type { Lookalike } from './types.ts'

/** Many seats, one card, one address translation, office hours. */
export const ENTERPRISE_SEATS: Lookalike = {
  kind: 'enterprise-seats',
  count: 4,
  oneFirm: true,
  compose: (world, random) => {
    const line = world.space.site('corporate', random, random.int(1, 3))
    const holders = seats(world, random, random.int(18, 60))
    for (const holder of holders) {
      engage(world, random, holder, {
        plan: drawRhythm(holder, random.logNormal(2.2, 1), random),
        speak: drawTalk(world, holder, random),
        lines: [line],
      })
    }
    return holders
  },
}
