import { worker } from '../speakers.ts'
import { appSystem } from '../text/systems.ts'
import { muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/**
 * Hides among the users of a public application: its long system prompt comes first, word for word, and the pool's own
 * instruction is a small part of what is sent.
 */
export const BORROWED_TEMPLATE: CampaignClass = {
  name: 'borrowed-template',
  summary: 'Wraps its instruction in a popular application’s system prompt.',
  compose: (world, random, own) => {
    const traits = drawTraits(
      world,
      random,
      { class: 'borrowed-template', tactics: ['T01', 'T04', 'T05', 'T14'] },
      own,
    )
    const known = world.publicPrompts
    const prompt = known.length > 0 ? random.pick(known) : appSystem(random, 1_800)
    muster(world, random, traits, {
      speak: (slot, pool) => (run) => {
        const speak = worker(world.text, { instruct: pool.instruct, next: pool.next(slot) })(run)
        return (time, draw) => {
          const said = speak(time, draw)
          return { ...said, system: said.system === undefined ? prompt : `${prompt}\n\n${said.system}` }
        }
      },
    })
  },
}
