import { Command } from 'commander'
import pc from 'picocolors'
import { StillwatchError } from '../../errors/index.ts'
import { TACTICS, tacticOf } from '../../tactics/index.ts'
import { sightOf, type TacticSight } from '../tactics/sight.ts'
import { wrap } from '../wrap.ts'

export function tacticsCommand(): Command {
  return new Command('tactics')
    .description(
      'list the tactics of harvesting campaigns: what shows, who looks the same, which signals see them',
    )
    .argument('[id]', 'one of them in full, for example T05')
    .option('--json', 'machine-readable')
    .addHelpText(
      'after',
      `
Examples:
  stillwatch tactics
  stillwatch tactics T18
  stillwatch tactics --json`,
    )
    .action((id: string | undefined, { json }: { json?: boolean }) => {
      if (id === undefined) {
        const all = TACTICS.map(sightOf)
        if (json) console.log(JSON.stringify(all, null, 2))
        else for (const sight of all) console.log(rowOf(sight))
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
      console.log(json ? JSON.stringify(sight, null, 2) : pageOf(sight))
    })
}

function rowOf({ id, name, signals, fields }: TacticSight): string {
  const seen =
    signals.length > 0
      ? `seen by ${signals.map((signal) => signal.id).join(', ')}`
      : fields.length > 0
        ? 'no signal of its own'
        : 'nothing shows in telemetry'
  return `${pc.bold(id)}  ${name}\n${pc.dim(wrap(seen, 5))}`
}

function pageOf(sight: TacticSight): string {
  const { id, name, shows, lookalikes, atlas, sources, fields, signals } = sight
  return [
    `${pc.bold(id)}  ${name}`,
    wrap(shows, 2),
    ...part('looks the same, and is innocent', lookalikes),
    ...part('shows in', fields),
    ...part(
      'seen by',
      signals.map(
        (signal) => `${signal.id} (${signal.axis}: ${signal.family}; needs ${signal.needs.join(' or ')})`,
      ),
    ),
    ...part(
      'MITRE ATLAS',
      atlas.map((technique) => `${technique.id} ${technique.name}`),
    ),
    ...part(
      'sources',
      sources.map(
        ({ publisher, title, date, second_hand: indirect }) =>
          `${publisher}: ${title} (${date}${indirect ? '; read second-hand' : ''})`,
      ),
    ),
  ].join('\n')
}

function part(title: string, items: readonly string[]): string[] {
  return ['', `  ${pc.dim(title)}`, ...(items.length > 0 ? items : ['nothing']).map((item) => wrap(item, 4))]
}
