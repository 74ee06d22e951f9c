import { type Command, Option } from 'commander'
import { StillwatchError } from '../errors/index.ts'
import { CASES, presetPlan, readScenario, SCENARIOS, type SimulateOptions } from '../simulate/index.ts'
import { integerOption, numberOption } from './options.ts'
import { wrap } from './wrap.ts'

/** What is composed, as `simulate` and `rehearse` are told. */
export interface ScenarioFlags {
  scenario?: string
  preset?: string
  seed?: number
  scale?: number
  population?: number
  corpus?: string
}

const USUAL_SCENARIO = 'demo'
/** Published cases are of an industrial size: a hundredth of the largest fits on a laptop. */
const USUAL_FACTOR = 0.01

/** Adds the options that say what is composed. */
export function withScenarioOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--scenario <name>', `a scenario by name, or a YAML file (default: ${USUAL_SCENARIO})`)
        .choices(Object.keys(SCENARIOS))
        .argParser((value) => value),
    )
    .addOption(
      new Option('--preset <case>', 'a published case, times --scale, among innocent look-alikes').choices(
        Object.keys(CASES),
      ),
    )
    .option('--seed <n>', 'the same seed gives the same traffic (default: the file’s, else 1)', integerOption)
    .option(
      '--scale <x>',
      `accounts and volume; 1 is about 3,000 accounts. Of a preset: the factor (default: ${USUAL_FACTOR})`,
      numberOption,
    )
    .option('--population <x>', 'with --preset: scale of the innocent population (default: 1)', numberOption)
    .option('--corpus <dir>', 'folder of a data pack with real prompts; without it texts come from grammars')
}

/** What there is to compose, for a help page. */
export function scenarioHelp(): string {
  const list = (entries: Readonly<Record<string, { readonly description: string }>>): string =>
    Object.entries(entries)
      .map(([name, { description }]) => wrap(`${name.padEnd(22)} ${description}`, 2))
      .join('\n')
  const presets = Object.entries(CASES).map(([name, { description, assumed }]) => {
    const what = assumed.length > 0 ? ` (assumed: ${assumed.join(', ')})` : ''
    return [name, { description: `${description}${what}` }]
  })
  return `\nScenarios:\n${list(SCENARIOS)}\n\nPresets:\n${list(Object.fromEntries(presets))}`
}

/**
 * The options of `simulate` that the flags mean.
 * @throws StillwatchError SW_USAGE where two things are to be composed; what `readScenario` and `presetPlan` throw
 */
export function chosenScenario(flags: ScenarioFlags): SimulateOptions {
  if (flags.preset !== undefined && flags.scenario !== undefined) {
    throw new StillwatchError(
      'SW_USAGE',
      'Both a scenario and a preset were named.',
      'Name one of them; a scenario file can hold several campaigns.',
    )
  }
  if (flags.population !== undefined && flags.preset === undefined) {
    throw new StillwatchError(
      'SW_USAGE',
      '--population goes with --preset.',
      'Say --scale, or population in the scenario file.',
    )
  }
  const common = {
    ...(flags.seed !== undefined && { seed: flags.seed }),
    ...(flags.corpus !== undefined && { corpus: flags.corpus }),
  }
  if (flags.preset !== undefined) {
    return {
      ...common,
      scenario: presetPlan(flags.preset, flags.scale ?? USUAL_FACTOR),
      scale: flags.population ?? 1,
    }
  }
  const named = flags.scenario ?? USUAL_SCENARIO
  return {
    ...common,
    scenario: Object.hasOwn(SCENARIOS, named) ? named : fromFile(named),
    ...(flags.scale !== undefined && { scale: flags.scale }),
  }
}

function fromFile(path: string): SimulateOptions['scenario'] {
  if (/[./\\]/.test(path)) return readScenario(path)
  throw new StillwatchError(
    'SW_USAGE',
    `there is no scenario "${path}"`,
    `Choose one of ${Object.keys(SCENARIOS).join(', ')}, or name a YAML file.`,
  )
}
