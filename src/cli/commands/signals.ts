import { Command } from 'commander'
import { Paper, type TerminalOptions } from '../../report/index.ts'
import { SIGNALS, type SignalInfo } from '../../signals/index.ts'
import { withExamples } from '../help.ts'
import { outputOptions, printJson } from '../terminal.ts'

export function signalsCommand(): Command {
  const command = new Command('signals')
    .description('list every signal with its family, the fields it needs, innocent causes and references')
    .option('--json', 'machine-readable, with the query behind each figure')
    .action(({ json }: { json?: boolean }) => {
      if (json) printJson(SIGNALS.map(signalJson))
      else process.stdout.write(renderSignals(outputOptions()))
    })
  return withExamples(command, ['stillwatch signals', "stillwatch signals --json | jq '.[].needs'"])
}

function signalJson(signal: SignalInfo): Record<string, unknown> {
  const { id, title, family, axis, tactics, needs, innocentCauses, references, query } = signal
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
}

const QUESTIONS = {
  coordination: 'Coordination: do these accounts act as one?',
  intent: 'Intent: does what they do look like copying a model?',
} as const

/** By axis, then as the catalogue has them; every part hangs under the same column. */
function renderSignals(options: TerminalOptions): string {
  const paper = new Paper(options)
  for (const axis of ['coordination', 'intent'] as const) {
    paper.heading(QUESTIONS[axis])
    for (const signal of SIGNALS.filter((one) => one.axis === axis)) {
      paper.gap()
      paper.print(`${signal.id} (${signal.family}) ${signal.tactics.join(' ')}`, { ink: 'cyan' })
      paper.print(signal.title, { lead: '  ' })
      paper.print(signal.needs.join(', '), { lead: '  needs          ' })
      paper.print(signal.innocentCauses.join('; '), { lead: '  innocent when  ' })
      paper.print(signal.references.join('; '), { lead: '  see            ', ink: 'dim' })
    }
  }
  return paper.toString()
}
