import { drawRhythm, engage } from '../population.ts'
import { oneOf, worker } from '../speakers.ts'
import { drawLanguage } from '../text/languages.ts'
import { drawInstructions, seats } from './helpers.ts'
import type { Lookalike } from './types.ts'

/** Compliance wants the reasoning behind every decision: several seats of one business ask for it all day. */
export const AUDIT_REASONING: Lookalike = {
  kind: 'audit-reasoning',
  count: 4,
  compose: (world, random) => {
    const language = random.chance(0.55) ? 'en' : drawLanguage(random)
    const holders = seats(world, random, random.int(4, 22), { language })
    const line = world.space.site('corporate', random, random.int(1, 2))
    const instructions = drawInstructions('reasoning', language, random, random.int(1, 2))
    const cases = world.text.corpus('business', language, `audit-${random.hex(6)}`)
    const queue = `audit-${random.hex(8)}`
    for (const holder of holders) {
      engage(world, random, holder, {
        plan: drawRhythm(holder, random.logNormal(7, 0.6), random),
        speak: worker(world.text, {
          instruct: oneOf(instructions),
          next: (run) => cases.at(run.next(queue)),
        }),
        lines: [line],
      })
    }
    return holders
  },
}
