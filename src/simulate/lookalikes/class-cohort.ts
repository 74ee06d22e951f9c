import { between, human } from '../arrivals.ts'
import { openAccount } from '../identity.ts'
import { engage } from '../population.ts'
import { chatter, oneOf, worker } from '../speakers.ts'
import { drawInstruction } from '../text/instructions.ts'
import { drawLanguage } from '../text/languages.ts'
import { DAY, HOUR } from '../world.ts'
import type { Lookalike } from './types.ts'

/** A class or a hackathon: one sign-up day, one address, a programme, the same homework. */
export const CLASS_COHORT: Lookalike = {
  kind: 'class-cohort',
  count: 4,
  compose: (world, random) => {
    const language = drawLanguage(random)
    const hackathon = random.chance(0.4)
    const line = world.space.site(random.pick(['education', 'corporate'] as const), random, random.int(1, 2))
    const signup = world.start + random.range(hackathon ? 0 : -20, hackathon ? 11 : 5) * DAY
    const until = hackathon ? signup + 2.5 * DAY : Number.POSITIVE_INFINITY
    const domain = random.chance(0.6) ? `${random.hex(4)}-college.edu` : undefined
    const homework = world.text.corpus(
      random.pick(['maths', 'exam', 'code'] as const),
      language,
      `class-${random.hex(6)}`,
    )
    const exercises = random.int(8, 40)
    const instruction = drawInstruction('reasoning', language, random)
    return Array.from({ length: Math.round(random.logUniform(12, 60)) }, () => {
      const holder = openAccount(world, random, {
        language,
        plan: 'free',
        account: {
          created_at: Math.floor(signup + random.range(0, 4) * HOUR),
          ...(domain ? { email_domain: domain } : {}),
          ...(random.chance(0.7) ? { program: hackathon ? 'startup' : 'education' } : {}),
        },
      })
      const plan = human({
        per_day: random.logNormal(hackathon ? 9 : 1.6, 0.8),
        zone: holder.zone,
        office: !hackathon,
        session: 5,
        presence: hackathon ? 1 : 0.5,
        pause: 70,
      })
      const copies = random.chance(0.35)
      engage(world, random, holder, {
        plan: between(plan, signup, until),
        speak: copies
          ? worker(world.text, {
              instruct: oneOf([instruction]),
              next: (_, draw) => homework.at(draw.int(0, exercises)),
            })
          : chatter(world.text, {
              languages: [language],
              domains: ['study', 'code'],
              answer: 900,
              goes_on: 0.4,
            }),
        lines: random.chance(0.8) ? [line, world.space.home(random)] : [world.space.home(random), line],
      })
      return holder
    })
  },
}
