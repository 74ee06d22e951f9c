import { jobs, service, together } from '../arrivals.ts'
import { openAccount } from '../identity.ts'
import { engage } from '../population.ts'
import { EMBEDDING_MODEL } from '../settings.ts'
import type { Lookalike } from './types.ts'

/** Embeds a document base in bulk, or its users' questions all day. */
export const EMBEDDING_BACKFILL: Lookalike = {
  kind: 'embedding-backfill',
  count: 14,
  compose: (world, random) => {
    const holder = openAccount(world, random, { plan: random.pick(['api', 'team', 'pro']) })
    const length = random.logUniform(60, 1800)
    engage(world, random, holder, {
      plan: random.chance(0.4)
        ? jobs(0.25, random.logUniform(40, 400), 40)
        : together(
            service(random.logUniform(1, 25), holder.zone, 0.7),
            jobs(0.05, random.logUniform(30, 200), 40),
          ),
      speak: () => (_, draw) => ({
        operation: 'embeddings',
        model: EMBEDDING_MODEL,
        input: world.text.document(holder.language, draw, draw.logNormal(length, 0.6)),
        output: '',
        language: holder.language,
      }),
      lines: [world.space.server(random)],
      style: 'sdk',
    })
    return [holder]
  },
}
