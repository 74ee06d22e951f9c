import { chatter } from '../speakers.ts'
import { LANGUAGES } from '../text/languages.ts'
import { DOMAINS } from '../text/source.ts'
import { muster } from './muster.ts'
import { replaySessions } from './store-replay.ts'
import { drawTraits, type Traits } from './traits.ts'
import type { CampaignClass } from './types.ts'

const OF_TEXT = [
  'wording',
  'task',
  'languages',
  'corpora',
  'edition',
  'variants',
  'paraphrase',
  'partition',
  'follows',
] as const satisfies readonly (keyof Traits)[]

/**
 * Resold access: each account carries many customers' talk, and the harvest of one of them moves over all. In half of the
 * stations the operator harvests: it replays saved sessions through a harness.
 */
export const TRANSFER_STATION: CampaignClass = {
  name: 'transfer-station',
  summary: 'Hides a harvest, or the replay of saved sessions, inside resold, shared accounts.',
  compose: (world, random, own) => {
    const users = random.int(20, 200)
    const named = random.chance(0.5)
    // Whoever says what a station sends wants that sent.
    const replays = random.chance(0.5) && OF_TEXT.every((trait) => own?.[trait] === undefined)
    const traits = drawTraits(
      world,
      random,
      {
        class: 'transfer-station',
        tactics: replays ? ['T01', 'T09', 'T10', 'T11', 'T12'] : ['T01', 'T04', 'T05', 'T11', 'T12'],
        size: Math.round(random.logUniform(8, 60)),
        load: random.logUniform(16, 120),
        cover: random.range(0.5, 0.8),
        partition: 'queue',
        ...(replays && { task: 'agentic' }),
      },
      own,
    )
    muster(world, random, traits, {
      ...(replays && replaySessions(world, random)),
      cover: () =>
        chatter(world.text, {
          languages: random.sample(LANGUAGES, 4),
          domains: DOMAINS,
          answer: 800,
          goes_on: 0.4,
          ...(named ? { end_users: users } : {}),
        }),
    })
  },
}
