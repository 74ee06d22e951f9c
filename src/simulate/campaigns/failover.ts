import { passingOn, worker } from '../speakers.ts'
import { muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** Runs into limits and goes on elsewhere: what one account is refused with 429 or 403, the next one sends again. */
export const FAILOVER: CampaignClass = {
  name: 'failover',
  summary: 'What one account is refused, another sends again.',
  compose: (world, random, own) => {
    const refused = random.range(0.04, 0.14)
    const traits = drawTraits(
      world,
      random,
      { class: 'failover', tactics: ['T01', 'T04', 'T05', 'T11'], partition: 'queue' },
      own,
    )
    muster(world, random, traits, {
      speak: (slot, pool) => (run) => {
        const own = worker(world.text, { instruct: pool.instruct, next: pool.next(slot) })(run)
        return passingOn(own, run, `${pool.id}/refused`, refused)
      },
    })
  },
}
