import { openAccount } from '../identity.ts'
import { drawRhythm, engage } from '../population.ts'
import { tracer } from '../speakers.ts'
import { drawInstruction } from '../text/instructions.ts'
import { appSystem } from '../text/systems.ts'
import type { Lookalike } from './types.ts'

/** Developers with the same coding agent: harness strings, tools, many turns, long outputs. */
export const CODING_AGENTS: Lookalike = {
  kind: 'coding-agents',
  count: 6,
  compose: (world, random) => {
    const system = `${drawInstruction('agentic', 'en', random, 'system').text}\n${appSystem(random, 1500)}`
    const tools = random.sample(
      ['read_file', 'write_file', 'run_shell', 'search', 'apply_patch', 'browser'],
      4,
    )
    return Array.from({ length: Math.round(random.logUniform(8, 60)) }, () => {
      const holder = openAccount(world, random)
      engage(world, random, holder, {
        plan: drawRhythm(holder, Math.min(60, random.logNormal(2.2, 1.1)), random),
        speak: tracer(world.text, {
          system,
          language: 'en',
          tools,
          turns: random.range(4, 14),
          next: (_, draw) => ({
            text: world.text.ask(holder.language, 'code', draw),
            language: holder.language,
          }),
        }),
        style: 'tool',
      })
      return holder
    })
  },
}
