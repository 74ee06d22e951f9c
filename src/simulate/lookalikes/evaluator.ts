import { jobAt, jobs, together } from '../arrivals.ts'
import { drawLanguage } from '../text/languages.ts'
import { DAY, HOUR } from '../world.ts'
import { drawCorpus, drawInstructions, group, severalAccounts, sweeper } from './helpers.ts'
import type { Lookalike } from './types.ts'

/** Sweeps public suites with a step-by-step prompt, now and then and on the day of a release. */
export const EVALUATOR: Lookalike = {
  kind: 'evaluator',
  count: 14,
  compose: (world, random) => {
    const language = random.chance(0.6) ? 'en' : drawLanguage(random)
    const holders = group(world, random, severalAccounts(random, 20), { language })
    const corpus = drawCorpus(world, random, language, true)
    const instructions = drawInstructions(
      random.pick(['reasoning', 'reasoning', 'agentic']),
      language,
      random,
      random.pick([1, 1, 2]),
    )
    const rate = random.range(8, 40)
    const size = random.logUniform(60, 900) / holders.length
    const name = `evaluator-${random.hex(8)}`
    for (const holder of holders) {
      const onRelease = jobAt(world.release.time + random.range(0.5, 14) * HOUR, size, rate)
      const plan = random.chance(0.6) ? together(onRelease, jobs(0.08, size, rate)) : jobs(0.14, size, rate)
      sweeper(
        world,
        random,
        holder,
        plan,
        { name, corpus, instructions },
        { lines: [world.space.server(random)] },
      )
    }
    const roll = random.next()
    const first = holders[0]?.account
    if (first && roll < 0.3) {
      world.known.push({
        id: first.account_id,
        status: 'evaluator',
        reason: 'third-party evaluator, agreement on file',
        expires_at: world.start + (roll < 0.08 ? -30 : 200) * DAY,
      })
    }
    return holders
  },
}
