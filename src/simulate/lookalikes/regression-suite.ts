import { cron } from '../arrivals.ts'
import { openAccount } from '../identity.ts'
import { engage } from '../population.ts'
import { oneOf, worker } from '../speakers.ts'
import { drawInstructions } from './helpers.ts'
import type { Lookalike } from './types.ts'

/** The same probes every night, to notice when answers change. */
export const REGRESSION_SUITE: Lookalike = {
  kind: 'regression-suite',
  count: 6,
  compose: (world, random) => {
    const holder = openAccount(world, random)
    const probes = world.text.corpus('instructions', holder.language, `regression-${random.hex(6)}`)
    const count = random.int(10, 60)
    const task = random.pick(['reasoning', 'grading', 'agentic'] as const)
    const queue = `regression-${random.hex(8)}`
    engage(world, random, holder, {
      plan: cron([random.int(0, 23)], count, random.pick([0, 0, 15, 30]), true),
      speak: worker(world.text, {
        instruct: oneOf(drawInstructions(task, holder.language, random, 1)),
        next: (run) => probes.at(run.next(queue) % count),
      }),
      lines: [world.space.server(random)],
      style: 'sdk',
    })
    return [holder]
  },
}
