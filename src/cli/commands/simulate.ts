import { Command, Option } from 'commander'
import {
  leakage,
  SCENARIOS,
  type ScenarioName,
  simulate,
  type TrafficFormat,
  writeScenario,
} from '../../simulate/index.ts'
import { withExamples } from '../help.ts'
import { integerOption, numberOption } from '../options.ts'
import { printJson } from '../terminal.ts'
import { wrap } from '../wrap.ts'

interface SimulateFlags {
  scenario: ScenarioName
  seed: number
  scale: number
  out: string
  corpus?: string
  format: TrafficFormat[]
  gzip?: boolean
  leakage?: boolean
  json?: boolean
  quiet?: boolean
}

export function simulateCommand(): Command {
  const command = new Command('simulate')
    .description('compose labelled traffic: campaigns among innocent look-alikes')
    .addOption(
      new Option('--scenario <name>', 'what to compose').choices(Object.keys(SCENARIOS)).default('demo'),
    )
    .option('--seed <n>', 'the same seed gives the same traffic', integerOption, 1)
    .option('--scale <x>', 'accounts and volume; 1 is about 3,000 accounts', numberOption, 1)
    .option('--out <dir>', 'folder to write to', 'stillwatch-simulation')
    .option('--corpus <dir>', 'folder of a data pack with real prompts; without it texts come from grammars')
    .addOption(
      new Option('--format <names...>', 'what the traffic is written as')
        .choices(['native', 'litellm'])
        .default(['native']),
    )
    .option('--gzip', 'compress the traffic')
    .option('--leakage', 'also check that no single field gives the campaigns away')
    .option('--json', 'say what was written as JSON')
    .option('--quiet', 'print nothing but errors')
    .addHelpText(
      'after',
      `\nScenarios:\n${Object.entries(SCENARIOS)
        .map(([name, { description }]) => wrap(`${name.padEnd(17)} ${description}`, 2))
        .join('\n')}`,
    )
    .action(async (flags: SimulateFlags) => {
      const scenario = simulate({
        scenario: flags.scenario,
        seed: flags.seed,
        scale: flags.scale,
        ...(flags.corpus !== undefined && { corpus: flags.corpus }),
      })
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
  ])
}
