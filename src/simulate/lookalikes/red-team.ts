import { drawRhythm, engage } from '../population.ts'
import { oneOf, worker } from '../speakers.ts'
import { DAY } from '../world.ts'
import { drawCorpus, drawInstructions, group } from './helpers.ts'
import type { Lookalike } from './types.ts'

/** Tries to get at hidden reasoning, with the provider's permission. */
export const RED_TEAM: Lookalike = {
  kind: 'red-team',
  count: 2,
  compose: (world, random) => {
    const holders = group(world, random, Math.round(random.logUniform(2, 30)), { language: 'en' })
    const corpus = drawCorpus(world, random, 'en', random.chance(0.5))
    for (const holder of holders) {
      const queue = `red-${random.hex(8)}`
      engage(world, random, holder, {
        plan: drawRhythm(holder, random.logNormal(8, 0.6), random),
        speak: worker(world.text, {
          instruct: oneOf(drawInstructions('hidden', 'en', random, 8)),
          next: (run) => corpus.at(run.next(queue)),
        }),
      })
    }
    for (const { account } of random.chance(0.6) ? holders : []) {
      world.known.push({
        id: account.account_id,
        status: 'researcher',
        reason: 'red team, permission in writing',
        expires_at: world.start + 90 * DAY,
      })
    }
    return holders
  },
}
