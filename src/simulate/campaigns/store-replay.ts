import { Random } from '../random.ts'
import { drawInstruction } from '../text/instructions.ts'
import { countTokens, LANGUAGES } from '../text/languages.ts'
import { reply } from '../text/replies.ts'
import { DOMAINS } from '../text/source.ts'
import { appSystem } from '../text/systems.ts'
import type { World } from '../world.ts'
import { type MusterOptions, muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** Replays saved sessions of other products' users through a coding harness. */
export const STORE_REPLAY: CampaignClass = {
  name: 'store-replay',
  summary: 'Replays saved sessions of other products.',
  ownWords: false,
  compose: (world, random, own) => {
    const traits = drawTraits(
      world,
      random,
      {
        class: 'store-replay',
        tactics: ['T01', 'T09', 'T10'],
        task: 'agentic',
        languages: ['en'],
        load: random.logUniform(30, 240),
      },
      own,
    )
    muster(world, random, traits, replaySessions(world, random))
  },
}

/**
 * Saved sessions through a pool's own harness: many languages and products, turn after turn at the pace of a machine. Each
 * session is told by its number, so that it is the same on any account.
 */
export function replaySessions(
  world: World,
  random: Random,
): Required<Pick<MusterOptions, 'speak' | 'languages'>> {
  const harness = drawInstruction('agentic', 'en', random, 'system').text
  const products = Array.from({ length: random.int(2, 12) }, () => appSystem(random, 500))
  const queue = `replay-${random.hex(8)}`
  const speak: MusterOptions['speak'] = () => (run) => {
    let session = new Random(queue)
    let left = 0
    let history = 0
    let conversation = ''
    let language = session.pick(LANGUAGES)
    let system = ''
    return (_, draw) => {
      const fresh = left <= 0
      if (fresh) {
        session = new Random(queue, run.next(queue))
        left = session.int(2, 9)
        history = 0
        conversation = `conv_${session.hex(12)}`
        language = session.pick(LANGUAGES)
        system = `${harness}\n\n${session.pick(products)}`
      }
      left--
      const asked =
        fresh || session.chance(0.5)
          ? world.text.ask(language, session.pick(DOMAINS), session)
          : world.text.follow(language, session)
      const pasted = session.chance(0.2)
        ? `\n\n${world.text.document(language, session, session.logNormal(900, 0.8))}`
        : ''
      const input = `${asked}${pasted}`
      const output = reply(world.text, 'agentic', language, draw)
      const before = history
      history += countTokens(input, language) + countTokens(output, language)
      return {
        system,
        input,
        output,
        language,
        conversation,
        ...(before > 0 ? { history_tokens: before } : {}),
      }
    }
  }
  return { speak, languages: LANGUAGES }
}
