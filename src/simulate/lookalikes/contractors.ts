import { between, human } from '../arrivals.ts'
import { openAccount } from '../identity.ts'
import { drawLanguage } from '../text/languages.ts'
import { DAY } from '../world.ts'
import { drawCorpus, drawInstructions, sweeper } from './helpers.ts'
import type { Lookalike } from './types.ts'

/**
 * Freelancers of a rating agency, from home and on accounts of their own: they came by its code within days, use the
 * rubric of its platform, and each rates other items. But for human hours and uneven loads it is a pool of harvesters,
 * and nothing that a provider sees says whether anybody trains on it; so no scenario has them but the one of their name.
 */
export const CONTRACTORS: Lookalike = {
  kind: 'contractors',
  count: 0,
  compose: (world, random) => {
    const language = random.chance(0.5) ? 'en' : drawLanguage(random)
    const referral = `REF-${random.hex(6).toUpperCase()}`
    const hired = world.start - random.range(2, 40) * DAY
    const sweep = {
      name: `agency-${random.hex(8)}`,
      corpus: drawCorpus(world, random, language, false),
      instructions: drawInstructions('grading', language, random, 1),
    }
    return Array.from({ length: Math.round(random.logUniform(12, 60)) }, () => {
      const opened = Math.floor(hired + random.exponential(2) * DAY)
      const holder = openAccount(world, random, {
        language,
        account: { created_at: opened, ...(random.chance(0.7) ? { referral_code: referral } : {}) },
      })
      const plan = human({
        per_day: random.logNormal(6, 0.8),
        zone: holder.zone,
        office: random.chance(0.3),
        session: random.range(5, 25),
        presence: random.range(0.3, 0.9),
        pause: random.range(60, 240),
      })
      sweeper(world, random, holder, between(plan, opened, Number.POSITIVE_INFINITY), sweep, {
        lines: [world.space.home(random)],
        style: 'browser',
      })
      return holder
    })
  },
}
