import { Command } from 'commander'
import pc from 'picocolors'
import { SIGNALS } from '../../signals/index.ts'
import { wrap } from '../wrap.ts'

export function signalsCommand(): Command {
  return new Command('signals')
    .description('list every signal with its family, the fields it needs, innocent causes and references')
    .option('--json', 'machine-readable')
    .action(({ json }: { json?: boolean }) => {
      if (json) {
        const plain = SIGNALS.map(
          ({ id, title, family, axis, tactics, needs, innocentCauses, references, query }) => {
            return {
              id,
              title,
              family,
              axis,
              tactics,
              needs,
              innocent_causes: innocentCauses,
              references,
              query: query.trim(),
            }
          },
        )
        console.log(JSON.stringify(plain, null, 2))
        return
      }
      for (const signal of SIGNALS) {
        console.log(
          `${pc.bold(signal.id)}  ${pc.dim(`${signal.axis}: ${signal.family}`)}  ${signal.tactics.join(' ')}`,
        )
        console.log(wrap(signal.title, 2))
        console.log(wrap(`needs ${signal.needs.join(', ')}`, 2))
        console.log(wrap(`innocent when: ${signal.innocentCauses.join('; ')}`, 2))
        console.log(wrap(`see ${signal.references.join('; ')}`, 2))
        console.log('')
      }
    })
}
