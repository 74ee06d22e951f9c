import { service } from '../arrivals.ts'
import { connection, drawClients, ROUTES } from '../clients.ts'
import { contract, openAccount } from '../identity.ts'
import { engage } from '../population.ts'
import { passingOn } from '../speakers.ts'
import { drawLanguage } from '../text/languages.ts'
import { appSystem } from '../text/systems.ts'
import type { Lookalike } from './types.ts'

/** One product with accounts at several clouds, whose gateway sends again elsewhere what one of them refused. */
export const MULTI_CLOUD: Lookalike = {
  kind: 'multi-cloud',
  count: 3,
  oneFirm: true,
  compose: (world, random) => {
    const terms = random.chance(0.5)
      ? contract(world, random)
      : { payment_fingerprint: `card_${random.hex(16)}` }
    const language = drawLanguage(random)
    const system = appSystem(random, random.range(400, 1500))
    const line = world.space.fleet(random, random.int(3, 12))
    const clients = drawClients('sdk', random)
    const place = `gateway-${random.hex(8)}`
    const refused = random.range(0.01, 0.12)
    const per_day = random.logUniform(8, 60)
    return random.sample(ROUTES, random.int(2, ROUTES.length)).map((route) => {
      const holder = openAccount(world, random, { language, account: terms })
      engage(world, random, holder, {
        plan: service(per_day, holder.zone, 0.5),
        speak: (run) =>
          passingOn(
            (_, draw) => ({
              system,
              input: world.text.expand(language, 'ask.work', draw),
              output: world.text.answer(language, 'work', draw, 600),
              language,
            }),
            run,
            place,
            refused,
          ),
        lines: [line],
        connect: connection(random, { lines: [line], clients, route }),
      })
      return holder
    })
  },
}
