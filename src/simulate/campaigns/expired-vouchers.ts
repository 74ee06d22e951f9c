import { DAY } from '../world.ts'
import { muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/**
 * Most of its accounts stand in the provider's list of known accounts as cleared, researchers or evaluators, with entries
 * that have run out: bought accounts with a past, or a list that nobody cleaned.
 */
export const EXPIRED_VOUCHERS: CampaignClass = {
  name: 'expired-vouchers',
  summary: 'Uses accounts that were vouched for once.',
  compose: (world, random, own) => {
    const traits = drawTraits(
      world,
      random,
      { class: 'expired-vouchers', tactics: ['T01', 'T04', 'T05'] },
      own,
    )
    muster(world, random, traits)
    const share = random.range(0.6, 0.95)
    for (const { account_id: id } of world.campaigns.at(-1)?.accounts ?? []) {
      if (!random.chance(share)) continue
      world.known.push({
        id,
        status: random.pick(['cleared', 'researcher', 'evaluator']),
        reason: 'reviewed once',
        // Some run out in the middle of the traffic.
        expires_at: Math.floor(
          world.start + (random.chance(0.3) ? random.range(0, 5) : -random.range(1, 300)) * DAY,
        ),
      })
    }
  },
}
