import { join } from 'node:path'
import { Command } from 'commander'
import { fieldMapOf } from '../../readers/index.ts'
import { type ReadOwnLogs, rehearse, type Traffic } from '../../rehearse/index.ts'
import { shellWord } from '../../report/index.ts'
import { type WrittenFiles, writeScenario } from '../../simulate/index.ts'
import { putInPlace, writeFailure } from '../../store/index.ts'
import { type ComposeFlags, composed, withIntoOptions } from '../composed.ts'
import { withExamples } from '../help.ts'
import { countOption, durationOption } from '../options.ts'
import { replaceEarlierRun } from '../own-files.ts'
import { progressBar } from '../progress.ts'
import { renderRehearsal } from '../rehearsal-table.ts'
import { scenarioHelp, withScenarioOptions } from '../scenario-options.ts'
import { outputOptions, printJson } from '../terminal.ts'
import { VERSION } from '../version.ts'

interface RehearseFlags extends ComposeFlags {
  every?: number
  out: string
  threads?: number
  json?: boolean
  quiet?: boolean
}

export function rehearseCommand(): Command {
  const command = withIntoOptions(
    withScenarioOptions(
      new Command('rehearse').description(
        'would we have seen it? compose campaigns, run detection as time goes on, measure what was seen when',
      ),
    ),
  )
    .option('--networks <file>', 'with --into: prefix, asn, kind of networks')
    .option('--known <file>', 'with --into: accounts or organisations already cleared or known')
    .option(
      '--every <time>',
      'between passes, for example 1h or 30m (default: so that the whole takes about 28 passes)',
      durationOption,
    )
    .option(
      '--out <dir>',
      'folder for results; traffic/ and data/ in it are replaced',
      'stillwatch-rehearsal',
    )
    .option('--threads <n>', 'worker threads (default: one a core, at most 8)', countOption)
    .option('--json', 'print the result as JSON instead of a table')
    .option('--quiet', 'print nothing but errors')
    .addHelpText('after', scenarioHelp)
    .action(async (flags: RehearseFlags) => {
      const chatty = !flags.quiet && !flags.json
      const bar = progressBar(chatty)
      const dataDir = join(flags.out, 'data')
      if (!flags.into) bar.step('Composing the traffic')
      const { scenario, own, known, releases, unused } = await composed(flags, flags.out, bar)
      replaceEarlierRun(flags.out)
      const folder = join(flags.out, 'traffic')
      const formats = [own?.format ?? 'native'] as const
      const written = await writeScenario(scenario, folder, { formats }).catch((error: unknown) => {
        throw writeFailure(folder, error)
      })
      const rehearsal = await rehearse({
        traffic: own ? mixed(own, written, flags) : [simulated(written)],
        known: own ? known : scenario.known,
        releases: own ? releases : scenario.releases,
        truth: scenario.truth,
        own,
        unused,
        dataDir,
        every: flags.every,
        threads: flags.threads,
        version: VERSION,
        onStep: (name) => bar.step(name),
        onProgress: (state) => bar.update(state),
      })
      const path = join(flags.out, 'rehearsal.json')
      putInPlace(path, `${JSON.stringify(rehearsal, null, 2)}\n`)
      if (flags.json) printJson(rehearsal)
      else if (chatty) {
        process.stdout.write(renderRehearsal(rehearsal, outputOptions()))
        const seen = rehearsal.campaigns.find(({ group }) => group !== null)
        if (seen)
          console.log(
            `Why ${seen.id} was seen: stillwatch explain ${seen.group} --data ${shellWord(dataDir)}`,
          )
        console.log(`Written: ${path}`)
      }
    })
  return withExamples(
    command,
    [
      'stillwatch rehearse',
      'stillwatch rehearse --scenario swarm --every 1h',
      'stillwatch rehearse --preset case-g --scale 0.1 --population 0.3',
      'stillwatch rehearse --scale 0.2 --json',
      "stillwatch rehearse --preset case-g --scale 0.05 --into 'logs/*.ndjson.gz' --accounts accounts.csv",
    ],
    {
      notes: [
        'The traffic is written to traffic/ in the output folder, the result to rehearsal.json, and what detection stored to data/, where stillwatch explain finds it.',
      ],
      exits: [3, 4],
    },
  )
}

function simulated({ traffic, accounts, networks }: WrittenFiles): Traffic {
  return { files: traffic, accounts, networks }
}

/** The provider's logs and the added ones; of the added accounts no more is known than of its own. */
function mixed(own: ReadOwnLogs, added: WrittenFiles, flags: RehearseFlags): Traffic[] {
  const { accounts, networks } = flags
  return [
    { files: own.files, accounts, networks, map: fieldMapOf(flags.map) },
    {
      files: added.traffic,
      ...(accounts !== undefined && { accounts: added.accounts }),
      ...(networks !== undefined && { networks: added.networks }),
    },
  ]
}
