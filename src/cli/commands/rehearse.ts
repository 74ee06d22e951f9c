import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { rehearse } from '../../rehearse/index.ts'
import { simulate, writeScenario } from '../../simulate/index.ts'
import { writeFailure } from '../../store/index.ts'
import { withExamples } from '../help.ts'
import { countOption, durationOption } from '../options.ts'
import { progressBar } from '../progress.ts'
import { renderRehearsal } from '../rehearsal-table.ts'
import { chosenScenario, type ScenarioFlags, scenarioHelp, withScenarioOptions } from '../scenario-options.ts'
import { outputOptions, printJson } from '../terminal.ts'
import { VERSION } from '../version.ts'

interface RehearseFlags extends ScenarioFlags {
  every?: number
  out: string
  threads?: number
  json?: boolean
  quiet?: boolean
}

export function rehearseCommand(): Command {
  const command = withScenarioOptions(
    new Command('rehearse').description(
      'would we have seen it? compose campaigns, run detection as time goes on, measure what was seen when',
    ),
  )
    .option(
      '--every <time>',
      'between passes, for example 1h or 30m (default: so that the whole takes about 56 passes)',
      durationOption,
    )
    .option('--out <dir>', 'folder for traffic and results; emptied first', 'stillwatch-rehearsal')
    .option('--threads <n>', 'worker threads (default: one a core, at most 8)', countOption)
    .option('--json', 'print the result as JSON instead of a table')
    .option('--quiet', 'print nothing but errors')
    .addHelpText('after', scenarioHelp)
    .action(async (flags: RehearseFlags) => {
      const chatty = !flags.quiet && !flags.json
      const bar = progressBar(chatty)
      const traffic = join(flags.out, 'traffic')
      const dataDir = join(flags.out, 'data')
      // Only what an earlier rehearsal wrote: the folder may be somebody's own.
      for (const part of [traffic, dataDir]) rmSync(part, { recursive: true, force: true })
      bar.step('Composing the traffic')
      const scenario = simulate(chosenScenario(flags))
      const written = await writeScenario(scenario, traffic)
      const rehearsal = await rehearse({
        traffic: [{ files: written.traffic, accounts: written.accounts, networks: written.networks }],
        known: scenario.known,
        releases: scenario.releases,
        truth: scenario.truth,
        into: [],
        dataDir,
        every: flags.every,
        threads: flags.threads,
        version: VERSION,
        onStep: (name) => bar.step(name),
      })
      const path = join(flags.out, 'rehearsal.json')
      try {
        mkdirSync(flags.out, { recursive: true })
        writeFileSync(path, `${JSON.stringify(rehearsal, null, 2)}\n`, { mode: 0o600 })
      } catch (error) {
        throw writeFailure(path, error)
      }
      if (flags.json) printJson(rehearsal)
      else if (chatty) {
        process.stdout.write(renderRehearsal(rehearsal, outputOptions()))
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
    ],
    {
      notes: [
        'The traffic is written to traffic/ in the output folder, the result to rehearsal.json, and what detection stored to data/, where stillwatch explain finds it.',
      ],
      exits: [3, 4],
    },
  )
}
