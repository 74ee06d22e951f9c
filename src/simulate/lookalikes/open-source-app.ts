import { openAccount } from '../identity.ts'
import { drawActivity, drawRhythm, engage } from '../population.ts'
import { chatter, drawDomains } from '../speakers.ts'
import { drawInstruction } from '../text/instructions.ts'
import { appSystem } from '../text/systems.ts'
import type { Lookalike } from './types.ts'

/** Unrelated users of one open-source app with one long system prompt; every other app asks for reasoning. */
export const OPEN_SOURCE_APP: Lookalike = {
  kind: 'open-source-app',
  count: 3,
  compose: (world, random) => {
    const nth = world.lookalikes.filter(({ kind }) => kind === 'open-source-app').length
    const reasons = nth % 2 === 0 ? `\n${drawInstruction('reasoning', 'en', random, 'system').text}` : ''
    const system = appSystem(random, random.range(900, 2600)) + reasons
    world.publicPrompts.push(system)
    const count = Math.round(random.logUniform(30, 160))
    return Array.from({ length: count }, () => {
      const holder = openAccount(world, random)
      engage(world, random, holder, {
        plan: drawRhythm(holder, drawActivity(random), random),
        speak: chatter(world.text, {
          languages: [holder.language],
          domains: drawDomains(random),
          system,
          answer: 1000,
          goes_on: 0.4,
        }),
        style: 'tool',
      })
      return holder
    })
  },
}
