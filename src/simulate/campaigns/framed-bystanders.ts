import { between } from '../arrivals.ts'
import { drawActivity, drawRhythm, engage, ordinary } from '../population.ts'
import { worker } from '../speakers.ts'
import { DAY } from '../world.ts'
import { muster } from './muster.ts'
import { drawTies, drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/**
 * Makes strangers look like its own: its referral codes are posted in public, gift cards bought with its cards are
 * given away, and its prompt is published. Strangers use one of these, or a code and the prompt; none harvests.
 */
export const FRAMED_BYSTANDERS: CampaignClass = {
  name: 'framed-bystanders',
  summary: 'Spreads its codes, cards and prompt among innocent people.',
  compose: (world, random, given) => {
    const traits = drawTraits(
      world,
      random,
      {
        class: 'framed-bystanders',
        tactics: ['T01', 'T04', 'T05'],
        ties: { ...drawTies(random), card: random.range(0.3, 0.8), referral: random.range(0.3, 0.8) },
      },
      given,
    )
    const pool = muster(world, random, traits)
    const own = world.campaigns.at(-1)?.accounts ?? []
    const cards = shared(own.map((one) => one.payment_fingerprint))
    const codes = shared(own.map((one) => one.referral_code))
    const strangers = Math.max(4, Math.round(traits.size * random.range(0.15, 0.5)))
    for (const kind of [
      'framed-by-code',
      'framed-by-card',
      'framed-by-prompt',
      'framed-by-code-and-prompt',
    ]) {
      const accounts = Array.from({ length: strangers }, () => {
        const opened = traits.from + random.range(-20, 0.4 * world.days) * DAY
        const holder = ordinary(world, random, {
          account: {
            created_at: Math.floor(opened),
            ...(kind.includes('code') ? { referral_code: random.pick(codes) } : {}),
            ...(kind.includes('card') ? { payment_fingerprint: random.pick(cards) } : {}),
          },
        })
        if (kind.includes('prompt')) {
          const mine = world.text.corpus('instructions', holder.language, `own-${random.hex(8)}`)
          const begin = Math.max(opened, traits.from)
          const queue = `tries-${random.hex(8)}`
          engage(world, random, holder, {
            // Tried out a few times, on what one has oneself.
            plan: between(
              drawRhythm(holder, Math.min(2, drawActivity(random)), random),
              begin,
              begin + 6 * DAY,
            ),
            speak: worker(world.text, {
              instruct: pool.instruct,
              next: (run) => mine.at(run.next(queue)),
            }),
          })
        }
        return holder.account
      })
      world.lookalikes.push({ kind, accounts })
    }
  },
}

/** What several hold; everything that is held where nothing is shared. */
function shared(values: readonly (string | undefined)[]): string[] {
  const held = values.filter((value) => value !== undefined)
  const several = held.filter((value, at) => held.indexOf(value) !== at)
  return several.length > 0 ? several : held
}
