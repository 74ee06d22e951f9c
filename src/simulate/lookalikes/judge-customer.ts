import { jobs, service } from '../arrivals.ts'
import { drawLanguage } from '../text/languages.ts'
import { drawCorpus, drawInstructions, group, seats, severalAccounts, sweeper } from './helpers.ts'
import type { Lookalike } from './types.ts'

/** Lets the model judge answers of its own product: rubrics, scores, JSON verdicts. */
export const JUDGE_CUSTOMER: Lookalike = {
  kind: 'judge-customer',
  count: 10,
  oneFirm: true,
  compose: (world, random) => {
    const language = random.chance(0.65) ? 'en' : drawLanguage(random)
    const count = severalAccounts(random, 40)
    const holders = random.chance(0.4)
      ? seats(world, random, count, { language })
      : group(world, random, count, { language })
    const sweep = {
      name: `judge-${random.hex(8)}`,
      corpus: drawCorpus(world, random, language, random.chance(0.3)),
      instructions: drawInstructions('grading', language, random, random.int(1, 3)),
    }
    const per_day = random.logUniform(8, 90) / holders.length
    for (const holder of holders) {
      const plan = random.chance(0.5) ? service(per_day, holder.zone, 0.6) : jobs(0.25, per_day * 4, 12)
      sweeper(world, random, holder, plan, sweep, { lines: [world.space.server(random)] })
    }
    return holders
  },
}
