import { service } from '../arrivals.ts'
import { openAccount } from '../identity.ts'
import { engage } from '../population.ts'
import { chatter } from '../speakers.ts'
import { drawLanguage } from '../text/languages.ts'
import { DOMAINS } from '../text/source.ts'
import type { Lookalike } from './types.ts'

/** Resells access in small: a few accounts on one card, many customers, no harvest. */
export const RESELLER: Lookalike = {
  kind: 'reseller',
  count: 4,
  oneFirm: true,
  compose: (world, random) => {
    const card = `card_${random.hex(16)}`
    const users = random.int(10, 80)
    const languages = [drawLanguage(random), drawLanguage(random)]
    return Array.from({ length: random.int(3, 14) }, () => {
      const holder = openAccount(world, random, { account: { payment_fingerprint: card } })
      engage(world, random, holder, {
        plan: service(random.logNormal(7, 0.5), holder.zone, 0.7),
        speak: chatter(world.text, {
          languages,
          domains: DOMAINS,
          answer: 900,
          goes_on: 0.4,
          end_users: users,
        }),
        lines: [world.space.server(random)],
        style: 'sdk',
      })
      return holder
    })
  },
}
