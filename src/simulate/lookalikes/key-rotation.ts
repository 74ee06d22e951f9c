import { between, service } from '../arrivals.ts'
import { contract, openAccount } from '../identity.ts'
import { engage } from '../population.ts'
import { drawLanguage } from '../text/languages.ts'
import { appSystem } from '../text/systems.ts'
import { DAY } from '../world.ts'
import type { Lookalike } from './types.ts'

/** A customer that moves its product to fresh service accounts every week: old ones close, new ones go on. */
export const KEY_ROTATION: Lookalike = {
  kind: 'key-rotation',
  count: 3,
  oneFirm: true,
  compose: (world, random) => {
    const terms = random.chance(0.5)
      ? contract(world, random)
      : { payment_fingerprint: `card_${random.hex(16)}` }
    const language = drawLanguage(random)
    const system = appSystem(random, random.range(500, 1500))
    const line = world.space.fleet(random, 4)
    const change = world.start + random.range(4, 10) * DAY
    const per_day = random.logUniform(4, 30)
    return Array.from({ length: random.int(4, 16) }, (_, at) => {
      const fresh = at % 2 === 1
      const holder = openAccount(world, random, {
        language,
        account: {
          ...terms,
          ...(fresh
            ? { created_at: Math.floor(change - random.range(0, 0.3) * DAY) }
            : { closed_at: Math.floor(change) }),
        },
      })
      engage(world, random, holder, {
        plan: between(service(per_day, holder.zone, 0.4), fresh ? change : 0, Number.POSITIVE_INFINITY),
        speak: () => (_, draw) => ({
          system,
          input: world.text.expand(language, 'ask.work', draw),
          output: world.text.answer(language, 'work', draw, 600),
          language,
        }),
        lines: [line],
        style: 'sdk',
      })
      return holder
    })
  },
}
