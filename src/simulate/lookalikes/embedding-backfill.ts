import { jobs } from '../arrivals.ts'
import { openAccount } from '../identity.ts'
import { engage } from '../population.ts'
import { EMBEDDING_MODEL } from '../settings.ts'
import type { Lookalike } from './types.ts'

/** Embeds a document base in bulk. */
export const EMBEDDING_BACKFILL: Lookalike = {
  kind: 'embedding-backfill',
  count: 5,
  compose: (world, random) => {
    const holder = openAccount(world, random, { plan: random.pick(['api', 'team', 'pro']) })
    engage(world, random, holder, {
      plan: jobs(0.25, random.logUniform(60, 500), 40),
      speak: () => (_, draw) => ({
        operation: 'embeddings',
        model: EMBEDDING_MODEL,
        input: world.text.document(holder.language, draw, draw.logNormal(1300, 0.4)),
        output: '',
        language: holder.language,
      }),
      lines: [world.space.server(random)],
      style: 'sdk',
    })
    return [holder]
  },
}
