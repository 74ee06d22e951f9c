import { tracer } from '../speakers.ts'
import { drawInstruction } from '../text/instructions.ts'
import { muster } from './muster.ts'
import { drawTraits } from './traits.ts'
import type { CampaignClass } from './types.ts'

/** Harvests whole traces: tasks from a list, tools, many turns. */
export const AGENTIC: CampaignClass = {
  name: 'agentic',
  summary: 'Harvests whole traces of an agent.',
  ownWords: false,
  compose: (world, random, own) => {
    const traits = drawTraits(
      world,
      random,
      {
        class: 'agentic',
        tactics: ['T01', 'T04', 'T09'],
        task: 'agentic',
        corpora: random.sample(['code', 'business', 'instructions'] as const, 2),
        load: random.logUniform(24, 240),
      },
      own,
    )
    const harnesses = Array.from({ length: traits.variants }, () =>
      drawInstruction('agentic', traits.languages[0] ?? 'en', random, 'system'),
    )
    const tools = random.sample(
      ['read_file', 'write_file', 'run_shell', 'search', 'apply_patch', 'submit'],
      4,
    )
    const turns = random.range(4, 16)
    muster(world, random, traits, {
      speak: (slot, pool) =>
        tracer(world.text, {
          system: harnesses[slot % harnesses.length]?.text ?? '',
          language: traits.languages[0] ?? 'en',
          tools,
          turns,
          next: pool.next(slot),
        }),
    })
  },
}
