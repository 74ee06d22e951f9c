import { muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** One template and one corpus over the provider's own endpoint, clouds and aggregators. */
export const MULTI_ROUTE: CampaignClass = {
  name: 'multi-route',
  summary: 'Comes by the provider’s own endpoint, by clouds and by aggregators.',
  compose: (world, random, own) =>
    muster(
      world,
      random,
      drawTraits(
        world,
        random,
        { class: 'multi-route', tactics: ['T01', 'T04', 'T05'], every_route: true },
        own,
      ),
    ),
}
