import { openAccount } from '../identity.ts'
import { drawActivity, drawRhythm, engage } from '../population.ts'
import { oneOf, worker } from '../speakers.ts'
import { drawInstruction } from '../text/instructions.ts'
import type { Lookalike } from './types.ts'

/** Journalists and translators who have texts rewritten, with prompts that go round among colleagues. */
export const REWRITERS: Lookalike = {
  kind: 'rewriters',
  count: 3,
  compose: (world, random) => {
    const passedOn = drawInstruction('rewriting', 'en', random)
    return Array.from({ length: random.int(8, 30) }, () => {
      const holder = openAccount(world, random)
      const own = drawInstruction('rewriting', holder.language, random)
      const instruction = holder.language === 'en' && random.chance(0.6) ? passedOn : own
      engage(world, random, holder, {
        plan: drawRhythm(holder, drawActivity(random), random),
        speak: worker(world.text, {
          instruct: oneOf([instruction]),
          next: (_, draw) => ({
            text: world.text.ask(holder.language, 'writing', draw),
            language: holder.language,
          }),
        }),
      })
      return holder
    })
  },
}
