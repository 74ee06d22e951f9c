import { DAY } from '../world.ts'
import { muster } from './muster.ts'
import { drawTraits, NO_TIES } from './traits.ts'
import type { CampaignClass } from './types.ts'

/**
 * Knows that a contract shields: every handful of accounts is a company of its own, verified as a business, with one card
 * and one mail domain, but too young or unpaid. Between the companies there are address ranges and the work alone.
 */
export const SHELL_COMPANIES: CampaignClass = {
  name: 'shell-companies',
  summary: 'Poses as many verified businesses without standing.',
  compose: (world, random, own) => {
    const traits = drawTraits(
      world,
      random,
      {
        class: 'shell-companies',
        tactics: ['T01', 'T04', 'T05', 'T15'],
        size: Math.round(random.logUniform(24, 120)),
        ties: { ...NO_TIES, range: random.range(0.3, 0.8) },
      },
      own,
    )
    const companies = Array.from({ length: Math.ceil(traits.size / random.int(4, 10)) }, () => {
      const paid = random.chance(0.7)
      return {
        organization_id: `org_${random.hex(12)}`,
        verification: 'business',
        plan: paid ? random.pick(['team', 'enterprise']) : 'free',
        payment_fingerprint: `card_${random.hex(16)}`,
        email_domain: `${random.hex(6)}.com`,
        created_at: Math.floor(world.start - (paid ? random.range(3, 50) : random.range(90, 400)) * DAY),
      }
    })
    muster(world, random, traits, {
      account: (slot) => {
        const company = companies[slot % companies.length] ?? random.pick(companies)
        const created = Math.min(company.created_at + random.range(0, 20) * DAY, world.start - DAY)
        return { ...company, created_at: Math.floor(created) }
      },
    })
  },
}
