import { chatter } from '../speakers.ts'
import { LANGUAGES } from '../text/languages.ts'
import { DOMAINS } from '../text/source.ts'
import { muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** Resold access: each account carries many customers' talk, and the harvest of one of them moves over all. */
export const TRANSFER_STATION: CampaignClass = {
  name: 'transfer-station',
  summary: 'Hides a harvest inside resold, shared accounts.',
  compose: (world, random, own) => {
    const users = random.int(20, 200)
    const named = random.chance(0.5)
    muster(
      world,
      random,
      drawTraits(
        world,
        random,
        {
          class: 'transfer-station',
          tactics: ['T01', 'T04', 'T05', 'T11', 'T12'],
          size: Math.round(random.logUniform(8, 60)),
          load: random.logUniform(16, 120),
          cover: random.range(0.5, 0.8),
          partition: 'queue',
        },
        own,
      ),
      {
        cover: () =>
          chatter(world.text, {
            languages: random.sample(LANGUAGES, 4),
            domains: DOMAINS,
            answer: 800,
            goes_on: 0.4,
            ...(named ? { end_users: users } : {}),
          }),
      },
    )
  },
}
