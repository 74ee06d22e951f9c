import { service } from '../arrivals.ts'
import { drawLanguage } from '../text/languages.ts'
import { drawCorpus, drawInstructions, seats, severalAccounts, sweeper } from './helpers.ts'
import type { Lookalike } from './types.ts'

/** Makes training data with the provider's agreement. */
export const SYNTHETIC_DATA_CUSTOMER: Lookalike = {
  kind: 'synthetic-data-customer',
  count: 4,
  oneFirm: true,
  compose: (world, random) => {
    const language = random.chance(0.6) ? 'en' : drawLanguage(random)
    const holders = seats(world, random, severalAccounts(random, 40), { language })
    const sweep = {
      name: `synthetic-${random.hex(8)}`,
      corpus: drawCorpus(world, random, language, random.chance(0.3)),
      instructions: drawInstructions('synthetic', language, random, random.int(1, 3)),
    }
    const per_day = random.logUniform(20, 160) / holders.length
    for (const holder of holders) {
      sweeper(world, random, holder, service(per_day, holder.zone, random.range(0, 0.5)), sweep, {
        lines: [world.space.fleet(random, random.int(2, 8))],
      })
    }
    return holders
  },
}
