import { service } from '../arrivals.ts'
import { openAccount } from '../identity.ts'
import { engage } from '../population.ts'
import { chatter } from '../speakers.ts'
import { LANGUAGES } from '../text/languages.ts'
import { DOMAINS } from '../text/source.ts'
import type { Lookalike } from './types.ts'

/** A chat front end: one account, hundreds of end users, every language. */
export const AGGREGATOR: Lookalike = {
  kind: 'aggregator',
  count: 4,
  compose: (world, random) => {
    const holder = openAccount(world, random, { plan: random.pick(['api', 'api', 'enterprise']) })
    engage(world, random, holder, {
      plan: service(random.logUniform(80, 500), holder.zone, random.range(0.3, 0.8)),
      speak: chatter(world.text, {
        languages: LANGUAGES,
        domains: DOMAINS,
        answer: 900,
        goes_on: 0.35,
        ...(random.chance(0.6) ? { end_users: random.int(60, 2000) } : {}),
      }),
      lines: [world.space.fleet(random, random.int(1, 6))],
      style: 'sdk',
    })
    return [holder]
  },
}
