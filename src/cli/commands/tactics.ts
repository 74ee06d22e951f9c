import { Command } from 'commander'
import { StillwatchError } from '../../errors/index.ts'
import { Paper } from '../../report/index.ts'
import { TACTICS, tacticOf } from '../../tactics/index.ts'
import { withExamples } from '../help.ts'
import { sightOf, type TacticSight } from '../tactics/sight.ts'
import { outputOptions, printJson } from '../terminal.ts'

export function tacticsCommand(): Command {
  const command = new Command('tactics')
    .description(
      'list the tactics of harvesting campaigns: what shows, who looks the same, which signals see them',
    )
    .argument('[id]', 'one of them in full, for example T05')
    .option('--json', 'machine-readable')
    .action((id: string | undefined, { json }: { json?: boolean }) => {
      if (id === undefined) {
        const all = TACTICS.map(sightOf)
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
      const sight = sightOf(tactic)
      if (json) printJson(sight)
      else process.stdout.write(printed((paper) => printPage(paper, sight)))
    })
  return withExamples(
    command,
    ['stillwatch tactics', 'stillwatch tactics T18', 'stillwatch tactics --json'],
    {
      exits: [5],
    },
  )
}

function printed(print: (paper: Paper) => void): string {
  const paper = new Paper(outputOptions())
  print(paper)
  return paper.toString()
}

function printRow(paper: Paper, { id, name, signals, fields }: TacticSight): void {
  paper.print(`${id}  ${name}`, { ink: 'bold' })
  const seen =
    signals.length > 0
      ? `seen by ${signals.map((signal) => signal.id).join(', ')}`
      : fields.length > 0
        ? 'no signal of its own'
        : 'nothing shows in telemetry'
  paper.print(seen, { lead: '     ', ink: 'dim' })
}

function printPage(paper: Paper, sight: TacticSight): void {
  const { id, name, shows, lookalikes, atlas, sources, fields, signals } = sight
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
