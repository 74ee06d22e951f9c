import { worker } from '../speakers.ts'
import { muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** As LiteLLM writes it where the caller asks for no message logging. */
const LEFT_OUT = 'redacted-by-litellm. litellm.turn_off_message_logging=True'
const PLACEHOLDERS = ['[REDACTED]', '[PII removed]', '<content hidden by gateway>', '***']

/**
 * Writes what callers can write: user, conversation and end-user ids that belong to somebody else, a header by which
 * the gateway leaves a part of the texts out, and placeholders around the rest, as if it were redacted.
 */
export const FORGED_IDS: CampaignClass = {
  name: 'forged-ids',
  summary: 'Forges every id that callers set, and has texts left out or look redacted.',
  compose: (world, random, own) => {
    const traits = drawTraits(
      world,
      random,
      { class: 'forged-ids', tactics: ['T01', 'T04', 'T05', 'T14'] },
      own,
    )
    const hidden = random.range(0.2, 0.6)
    const decorated = random.range(0.5, 1)
    const stolen = Array.from({ length: 40 }, () => `conv_${random.hex(12)}`)
    muster(world, random, traits, {
      speak: (slot, pool) => (run) => {
        const speak = worker(world.text, { instruct: pool.instruct, next: pool.next(slot) })(run)
        return (time, draw) => {
          const said = speak(time, draw)
          const forged = { ...said, conversation: draw.pick(stolen), end_user: `u${draw.int(1, 60)}` }
          if (draw.chance(hidden)) {
            return { ...forged, input: LEFT_OUT, output: LEFT_OUT, ...(said.system && { system: LEFT_OUT }) }
          }
          if (!draw.chance(decorated)) return forged
          const sign = draw.pick(PLACEHOLDERS)
          return { ...forged, system: said.system ?? sign, input: `${sign}\n${said.input}\n${sign}` }
        }
      },
    })
  },
}
