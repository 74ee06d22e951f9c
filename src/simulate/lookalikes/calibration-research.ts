import { jobs } from '../arrivals.ts'
import { DAY } from '../world.ts'
import { drawCorpus, drawInstructions, group, severalAccounts, sweeper } from './helpers.ts'
import type { Lookalike } from './types.ts'

/** Research on calibration: log-probabilities and many samples of public questions. */
export const CALIBRATION_RESEARCH: Lookalike = {
  kind: 'calibration-research',
  count: 4,
  compose: (world, random) => {
    const holders = group(world, random, severalAccounts(random, 15), { language: 'en' })
    const sweep = {
      name: `calibration-${random.hex(8)}`,
      corpus: drawCorpus(world, random, 'en', true),
      instructions: drawInstructions(random.pick(['grading', 'reasoning'] as const), 'en', random, 1),
      extra: () => ({ top_logprobs: 5, choice_count: 4, temperature: 1 }),
    }
    const size = random.logUniform(40, 400) / Math.sqrt(holders.length)
    for (const holder of holders) {
      sweeper(world, random, holder, jobs(0.2, size, 15), sweep, {
        lines: [world.space.site('education', random, 4)],
      })
    }
    const first = holders[0]?.account
    if (first && random.chance(0.5)) {
      world.known.push({
        id: first.account_id,
        status: 'researcher',
        reason: 'university group, research access',
        expires_at: world.start + 150 * DAY,
      })
    }
    return holders
  },
}
