import { muster } from './muster.ts'
import { drawTraits, NO_TIES } from './traits.ts'
import type { CampaignClass } from './types.ts'

/**
 * Knows that who is openly one customer is shown to a person and not accused, and takes care to be: all its accounts
 * are on one card, or in one organisation without standing, or have one mail domain, or sit in one office.
 */
export const ONE_CUSTOMER: CampaignClass = {
  name: 'one-customer',
  summary: 'Poses as one customer: one card, organisation, mail domain or office.',
  compose: (world, random, own) => {
    const traits = drawTraits(
      world,
      random,
      {
        class: 'one-customer',
        tactics: ['T01', 'T02', 'T04', 'T05'],
        size: Math.round(random.logUniform(20, 120)),
        ties: { ...NO_TIES, range: random.range(0.3, 0.8) },
      },
      own,
    )
    const says = random.pick([
      { payment_fingerprint: `card_${random.hex(16)}` },
      { organization_id: `org_${random.hex(12)}`, verification: 'email' },
      { email_domain: `${random.hex(6)}.com` },
    ])
    const office = world.space.site('corporate', random, random.int(1, 3))
    muster(world, random, traits, random.chance(0.25) ? { line: office } : { account: () => says })
  },
}
