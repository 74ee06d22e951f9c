import { service } from '../arrivals.ts'
import { openAccount } from '../identity.ts'
import { drawActivity, drawRhythm, drawTalk, engage } from '../population.ts'
import { chatter } from '../speakers.ts'
import { appSystem } from '../text/systems.ts'
import type { Lookalike } from './types.ts'

/** One card for the accounts of many clients, each with a product of its own. */
export const AGENCY: Lookalike = {
  kind: 'agency',
  count: 5,
  oneFirm: true,
  compose: (world, random) => {
    const card = `card_${random.hex(16)}`
    const device = random.chance(0.5) ? `dev_${random.hex(16)}` : undefined
    const office = world.space.site('corporate', random, 1)
    return Array.from({ length: Math.round(random.logUniform(5, 40)) }, () => {
      const holder = openAccount(world, random, {
        plan: random.pick(['pro', 'team', 'api']),
        account: { payment_fingerprint: card, ...(device ? { device_fingerprint: device } : {}) },
      })
      const product = random.chance(0.6)
      const per_day = drawActivity(random) * 2
      engage(world, random, holder, {
        plan: product ? service(per_day, holder.zone, 0.8) : drawRhythm(holder, per_day, random),
        speak: product
          ? chatter(world.text, {
              languages: [holder.language],
              domains: ['work', 'life'],
              system: appSystem(random, random.range(400, 1500)),
              answer: 600,
              goes_on: 0.4,
            })
          : drawTalk(world, holder, random),
        lines: random.chance(0.5) ? [office] : [world.space.server(random)],
      })
      return holder
    })
  },
}
