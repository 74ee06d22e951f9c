import { cron } from '../arrivals.ts'
import { connection, drawClients } from '../clients.ts'
import { drawCorpus, drawInstructions, group, severalAccounts, sweeper } from './helpers.ts'
import type { Lookalike } from './types.ts'

/** Team keys in continuous integration: at the full hour, from many addresses, several accounts in step. */
export const CI_FLEET: Lookalike = {
  kind: 'ci-fleet',
  count: 5,
  oneFirm: true,
  compose: (world, random) => {
    const holders = group(world, random, severalAccounts(random, 40), { language: 'en' })
    const hours = random.sample(
      Array.from({ length: 24 }, (_, hour) => hour),
      random.pick([1, 2, 4, 8, 24]),
    )
    const burst = random.range(3, 30) / Math.sqrt(hours.length * holders.length)
    const task = random.pick(['agentic', 'grading', 'rewriting', 'reasoning'] as const)
    const sweep = {
      name: `ci-${random.hex(8)}`,
      corpus: drawCorpus(world, random, 'en', false),
      instructions: drawInstructions(task, 'en', random, 1),
    }
    const minute = random.pick([0, 0, 0, 30])
    const clients = drawClients('sdk', random)
    for (const holder of holders) {
      const lines = [world.space.fleet(random, random.int(8, 40))]
      sweeper(world, random, holder, cron(hours, burst, minute, random.chance(0.6)), sweep, {
        connect: connection(random, { lines, clients, keys: random.int(1, 5) }),
        lines,
      })
    }
    return holders
  },
}
