import { chatter } from '../speakers.ts'
import { LANGUAGES } from '../text/languages.ts'
import { DOMAINS } from '../text/source.ts'
import { muster } from './muster.ts'
import { drawTraits, NO_TIES } from './traits.ts'
import type { CampaignClass } from './types.ts'

/**
 * One account that is many users, the harvest of one among them: nothing to join it with, and no group. Nobody can be
 * confirmed for it, and nobody innocent may be drawn in.
 */
export const ONE_ACCOUNT: CampaignClass = {
  name: 'one-account',
  summary: 'Is one account behind which many users sit, a harvester among them.',
  compose: (world, random, own) => {
    const users = random.int(40, 400)
    const named = random.chance(0.5)
    const traits = drawTraits(
      world,
      random,
      {
        class: 'one-account',
        tactics: ['T04', 'T05', 'T11', 'T12'],
        size: 1,
        load: random.logUniform(700, 3_000),
        cover: random.range(0.4, 0.8),
        rhythm: 'round-the-clock',
        ties: NO_TIES,
      },
      own,
    )
    muster(world, random, traits, {
      cover: () =>
        chatter(world.text, {
          languages: random.sample(LANGUAGES, 5),
          domains: DOMAINS,
          answer: 800,
          goes_on: 0.4,
          ...(named ? { end_users: users } : {}),
        }),
    })
  },
}
