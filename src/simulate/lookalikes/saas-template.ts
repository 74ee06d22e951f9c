import { service } from '../arrivals.ts'
import { engage } from '../population.ts'
import { drawLanguage } from '../text/languages.ts'
import { appSystem } from '../text/systems.ts'
import { group, seats } from './helpers.ts'
import type { Lookalike } from './types.ts'

/** A product with one template and bodies that never repeat, round the clock, on autoscaled workers. */
export const SAAS_TEMPLATE: Lookalike = {
  kind: 'saas-template',
  count: 14,
  compose: (world, random) => {
    const language = drawLanguage(random)
    const count = random.pick([1, 1, 1, 2, 3, 6, 12])
    const holders = random.chance(0.35)
      ? seats(world, random, count, { language })
      : group(world, random, count, { language })
    const system = appSystem(random, random.range(300, 2200))
    const rule = random.pick(['ask.work', 'ask.work', 'ask.writing', 'ask.code', 'ask.study'])
    const users = random.chance(0.4) ? random.int(20, 4000) : 0
    const per_day = random.logUniform(8, 200) / Math.sqrt(holders.length)
    for (const holder of holders) {
      const even = per_day * random.logNormal(1, 0.1)
      engage(world, random, holder, {
        plan: service(even, holder.zone, random.range(0.2, 0.9)),
        speak: () => (_, draw) => ({
          system,
          input: world.text.expand(language, rule, draw),
          output: world.text.answer(language, 'work', draw, draw.logNormal(500, 0.5)),
          language,
          ...(users > 0 ? { end_user: `u${draw.int(1, users)}` } : {}),
        }),
        lines: [
          random.chance(0.5) ? world.space.fleet(random, random.int(2, 12)) : world.space.server(random),
        ],
        style: 'sdk',
      })
    }
    return holders
  },
}
