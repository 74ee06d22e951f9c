import { Command, Option } from 'commander'
import { leakage, scenarioSchema, simulate, type TrafficFormat, writeScenario } from '../../simulate/index.ts'
import { withExamples } from '../help.ts'
import { chosenScenario, type ScenarioFlags, scenarioHelp, withScenarioOptions } from '../scenario-options.ts'
import { printJson } from '../terminal.ts'

interface SimulateFlags extends ScenarioFlags {
  out: string
  schema?: boolean
  format: TrafficFormat[]
  gzip?: boolean
  leakage?: boolean
  json?: boolean
  quiet?: boolean
}

export function simulateCommand(): Command {
  const command = withScenarioOptions(
    new Command('simulate').description('compose labelled traffic: campaigns among innocent look-alikes'),
  )
    .option('--out <dir>', 'folder to write to', 'stillwatch-simulation')
    .addOption(
      new Option('--format <names...>', 'what the traffic is written as')
        .choices(['native', 'litellm'])
        .default(['native']),
    )
    .option('--gzip', 'compress the traffic')
    .option('--leakage', 'also check that no single field gives the campaigns away')
    .option('--json', 'say what was written as JSON')
    .option('--quiet', 'print nothing but errors')
    .option('--schema', 'print the JSON Schema of a scenario file, and nothing else')
    .addHelpText('after', scenarioHelp)
    .action(async (flags: SimulateFlags) => {
      if (flags.schema) {
        printJson(scenarioSchema())
        return
      }
      const scenario = simulate(chosenScenario(flags))
      const written = await writeScenario(scenario, flags.out, {
        formats: flags.format,
        gzip: flags.gzip ?? false,
      })
      if (flags.json) printJson(written)
      if (flags.json || flags.quiet) return
      console.log(
        `${written.requests.toLocaleString('en')} requests, ${Math.round(written.mean_bytes).toLocaleString('en')} bytes each on average.`,
      )
      console.log(
        `Written: ${[...written.traffic, written.accounts, written.networks, written.releases, written.known, written.truth].join(', ')}`,
      )
      if (!flags.leakage) return
      for (const { class: name, leaks } of leakage(
        scenario.requests,
        scenario.accounts,
        scenario.truth,
        scenario.networks,
      )) {
        const [worst] = leaks
        if (worst)
          console.log(
            `${name.padEnd(17)} most telling single field: ${worst.feature}, AUC ${worst.auc.toFixed(2)}`,
          )
      }
    })
  return withExamples(command, [
    'stillwatch simulate --scale 0.1 --gzip',
    'stillwatch simulate --scenario benign --seed 3 --format litellm --out traffic',
    'stillwatch simulate --scenario my-pool.yaml',
    'stillwatch simulate --preset case-d --scale 0.001',
    'stillwatch simulate --schema > scenario.schema.json',
  ])
}
