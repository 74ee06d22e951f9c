import { Command } from 'commander'
import { StillwatchError } from '../../errors/index.ts'
import type { TacticRehearsal } from '../../rehearse/index.ts'
import { Paper } from '../../report/index.ts'
import { TACTICS, tacticOf } from '../../tactics/index.ts'
import { withExamples } from '../help.ts'
import { lastRehearsal, USUAL_REHEARSAL } from '../tactics/last-rehearsal.ts'
import { sightOf, type TacticSight } from '../tactics/sight.ts'
import { outputOptions, printJson } from '../terminal.ts'

export function tacticsCommand(): Command {
  const command = new Command('tactics')
    .description(
      'list the tactics of harvesting campaigns: what shows, who looks the same, which signals see them',
    )
    .argument('[id]', 'one of them in full, for example T05')
    .option('--json', 'machine-readable')
    .option('--rehearsal <file>', `what a rehearsal measured (default: ${USUAL_REHEARSAL}, if it is there)`)
    .action((id: string | undefined, { json, rehearsal: path }: { json?: boolean; rehearsal?: string }) => {
      const rehearsal = lastRehearsal(path)
      if (id === undefined) {
        const all = TACTICS.map((tactic) => sightOf(tactic, rehearsal))
        if (json) printJson(all)
        else
          process.stdout.write(
            printed((paper) => {
              for (const sight of all) printRow(paper, sight)
            }),
          )
        return
      }
      const tactic = tacticOf(id.toUpperCase())
      if (!tactic) {
        throw new StillwatchError(
          'SW_TACTIC_UNKNOWN',
          `There is no tactic ${id}.`,
          `They are numbered ${TACTICS[0]?.id} to ${TACTICS.at(-1)?.id}; stillwatch tactics lists them.`,
        )
      }
      const sight = sightOf(tactic, rehearsal)
      if (json) printJson(sight)
      else process.stdout.write(printed((paper) => printPage(paper, sight)))
    })
  return withExamples(
    command,
    [
      'stillwatch tactics',
      'stillwatch tactics T18',
      'stillwatch tactics --rehearsal stillwatch-rehearsal/rehearsal.json --json',
    ],
    { exits: [3, 5] },
  )
}

function printed(print: (paper: Paper) => void): string {
  const paper = new Paper(outputOptions())
  print(paper)
  return paper.toString()
}

function printRow(paper: Paper, { id, name, signals, fields, rehearsed }: TacticSight): void {
  paper.print(`${id}  ${name}`, { ink: 'bold' })
  const seen =
    signals.length > 0
      ? `seen by ${signals.map((signal) => signal.id).join(', ')}`
      : fields.length > 0
        ? 'no signal of its own'
        : 'nothing shows in telemetry'
  paper.print(seen, { lead: '     ', ink: 'dim' })
  if (rehearsed) paper.print(measured(rehearsed), { lead: '     ' })
}

function measured({ campaigns, detected, recall }: TacticRehearsal): string {
  return `last rehearsal: ${detected} of ${campaigns} seen, recall ${(100 * recall).toFixed(1)} %`
}

function printPage(paper: Paper, sight: TacticSight): void {
  const { id, name, shows, lookalikes, atlas, sources, fields, signals, rehearsed } = sight
  paper.print(`${id}  ${name}`, { ink: 'bold' })
  paper.print(shows, { lead: '  ' })
  const part = (title: string, items: readonly string[]): void => {
    paper.gap()
    paper.print(title, { lead: '  ', ink: 'dim' })
    for (const item of items.length > 0 ? items : ['nothing']) paper.print(item, { lead: '    ' })
  }
  part('looks the same, and is innocent', lookalikes)
  part('shows in', fields)
  part(
    'seen by',
    signals.map(
      (signal) => `${signal.id} (${signal.axis}: ${signal.family}; needs ${signal.needs.join(' or ')})`,
    ),
  )
  if (rehearsed) part('measured', [measured(rehearsed)])
  part(
    'MITRE ATLAS',
    atlas.map((technique) => `${technique.id} ${technique.name}`),
  )
  part(
    'sources',
    sources.map(
      ({ publisher, title, date, second_hand: indirect }) =>
        `${publisher}: ${title} (${date}${indirect ? '; read second-hand' : ''})`,
    ),
  )
}
