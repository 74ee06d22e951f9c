import { EMBEDDING_MODEL } from '../settings.ts'
import { muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** Copies the embedding model: bulk inputs that cover as much as possible, split over the pool. */
export const EMBEDDINGS: CampaignClass = {
  name: 'embeddings',
  summary: 'Copies the embedding model.',
  ownWords: false,
  compose: (world, random, own) => {
    const traits = drawTraits(
      world,
      random,
      {
        class: 'embeddings',
        tactics: ['T01', 'T02', 'T21'],
        corpora: ['instructions', 'trivia', 'business', 'code'],
        load: random.logUniform(40, 300),
      },
      own,
    )
    const length = random.logUniform(60, 900)
    muster(world, random, traits, {
      speak: (slot, pool) => (run) => (_, draw) => {
        const item = pool.next(slot)(run, draw)
        const input = `${item.text} ${world.text.document(item.language, draw, draw.logNormal(length, 0.4))}`
        return { operation: 'embeddings', model: EMBEDDING_MODEL, input, output: '', language: item.language }
      },
    })
  },
}
