import { openAccount } from '../identity.ts'
import { drawRhythm, engage } from '../population.ts'
import { oneOf, worker } from '../speakers.ts'
import { drawInstruction } from '../text/instructions.ts'
import { drawLanguage } from '../text/languages.ts'
import type { Lookalike } from './types.ts'

/** Teachers who have solutions explained step by step for their classes, with a prompt that goes round among them. */
export const TEACHERS: Lookalike = {
  kind: 'teachers',
  count: 3,
  compose: (world, random) => {
    const language = drawLanguage(random)
    const passedOn = drawInstruction('reasoning', language, random)
    return Array.from({ length: random.int(6, 25) }, () => {
      const holder = openAccount(world, random, { language })
      const instruction = random.chance(0.6) ? passedOn : drawInstruction('reasoning', language, random)
      const lessons = world.text.corpus(
        random.pick(['maths', 'exam'] as const),
        language,
        random.chance(0.4) ? 'public' : `lessons-${random.hex(6)}`,
      )
      const queue = `lessons-${random.hex(8)}`
      engage(world, random, holder, {
        plan: drawRhythm(holder, random.logUniform(0.5, 12), random),
        speak: worker(world.text, {
          instruct: oneOf([instruction]),
          next: (run) => lessons.at(run.next(queue)),
          follows: random.range(0, 0.4),
        }),
      })
      return holder
    })
  },
}
