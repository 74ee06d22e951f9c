import { muster, openCampaign } from './muster.ts'
import { drawTies, drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/**
 * One operator with one work list, split into cells of five to nine accounts that share nothing with each other: keys,
 * wording, clients and settings are each cell's own, and every cell is too small to be confirmed.
 */
export const MANY_SMALL_POOLS: CampaignClass = {
  name: 'many-small-pools',
  summary: 'Splits one harvest over cells too small to be sure of.',
  compose: (world, random, own) => {
    const traits = drawTraits(
      world,
      random,
      {
        class: 'many-small-pools',
        tactics: ['T01', 'T04', 'T05', 'T13', 'T14'],
        size: Math.round(random.logUniform(25, 100)),
        partition: 'queue',
        variants: 1,
      },
      own,
    )
    const campaign = openCampaign(world, traits)
    for (let left = traits.size; left > 0; ) {
      const size = Math.min(left, random.int(5, 9))
      left -= size
      muster(world, random, { ...traits, size, ties: own?.ties ?? drawTies(random) }, { joins: campaign })
    }
  },
}
