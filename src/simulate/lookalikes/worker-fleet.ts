import { quota } from '../arrivals.ts'
import { drawIntensity, onDuty } from '../campaigns/intensity.ts'
import { contract, openAccount } from '../identity.ts'
import type { Random } from '../random.ts'
import { drawLanguage } from '../text/languages.ts'
import type { World } from '../world.ts'
import { drawCorpus, drawInstructions, sweeper } from './helpers.ts'
import type { Lookalike } from './types.ts'

/**
 * One customer's queue of jobs on autoscaled workers, each with an account of its own: equal loads, one work list of
 * which each takes the next item, busy and idle together. It says that it is one customer in one way or another.
 */
export const WORKER_FLEET: Lookalike = {
  kind: 'worker-fleet',
  count: 3,
  compose: (world, random) => {
    const language = random.chance(0.6) ? 'en' : drawLanguage(random)
    const task = random.pick([
      'reasoning',
      'grading',
      'synthetic',
      'rewriting',
      'agentic',
      'agentic',
    ] as const)
    const sweep = {
      name: `fleet-${random.hex(8)}`,
      corpus: drawCorpus(world, random, language, random.chance(0.2)),
      instructions: drawInstructions(task, language, random, random.int(1, 2)),
    }
    const [from, to] = [world.start, world.start + world.days * 86_400_000]
    const rhythm = random.pick(['round-the-clock', 'shifts', 'pulses', 'human'] as const)
    const intensity = drawIntensity(world, random, rhythm)
    const duty = { days: random.range(0.4, 1), hours: random.pick([8, 12, 24]) }
    const lines = [world.space.fleet(random, random.int(4, 40))]
    const load = random.logUniform(12, 120)
    const says = declaration(world, random)
    return Array.from({ length: Math.round(random.logUniform(8, 60)) }, () => {
      const holder = openAccount(world, random, { language, plan: 'api', account: says })
      const count = Math.max(1, Math.round(load * random.logNormal(1, 0.1)))
      const plan = quota(
        count,
        onDuty(random, { duty, rhythm }, intensity),
        world.start,
        from,
        to,
        random.next(),
      )
      sweeper(world, random, holder, plan, sweep, { lines })
      return holder
    })
  },
}

/** By what the provider can see that these accounts are one customer's. */
function declaration(world: World, random: Random) {
  const way = random.weighted([
    ['card', 35],
    ['organization', 25],
    ['mail-domain', 25],
    ['contract', 15],
  ])
  if (way === 'card') return { payment_fingerprint: `card_${random.hex(16)}` }
  if (way === 'organization') return { organization_id: `org_${random.hex(12)}` }
  if (way === 'mail-domain') return { email_domain: `${random.hex(6)}-jobs.com` }
  return contract(world, random)
}
