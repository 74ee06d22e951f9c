import { Random } from '../random.ts'
import { reply } from '../text/replies.ts'
import { muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** Measures whether answers were degraded: a few dozen probes from many accounts, word for word, again and again. */
export const COUNTERMEASURE_TESTING: CampaignClass = {
  name: 'countermeasure-testing',
  summary: 'Sends the same probes from many accounts to compare the answers.',
  compose: (world, random, own) => {
    const traits = drawTraits(
      world,
      random,
      { class: 'countermeasure-testing', tactics: ['T01', 'T23'], variants: 1 },
      own,
    )
    const [name = 'exam'] = traits.corpora
    const language = traits.languages[0] ?? 'en'
    const corpus = world.text.corpus(name, language, `probes-${random.hex(8)}`)
    const count = random.int(12, 60)
    muster(world, random, traits, {
      speak: (slot, pool) => (run) => (_, draw) => {
        const at = (slot * 7 + run.next(`${pool.id}/${slot}`)) % count
        const instruction = pool.instructions[at % pool.instructions.length] ?? draw.pick(pool.instructions)
        return {
          // Whatever the instruction draws, it draws the same for the same probe.
          ...instruction.apply(corpus.at(at).text, new Random(pool.id, at)),
          output: reply(world.text, instruction.task, language, draw),
          language,
          conversation: `conv_${draw.hex(12)}`,
        }
      },
    })
  },
}
