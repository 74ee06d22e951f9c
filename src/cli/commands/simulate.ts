import { join } from 'node:path'
import { Command, Option } from 'commander'
import { StillwatchError } from '../../errors/index.ts'
import { count } from '../../report/index.ts'
import {
  leakage,
  type Scenario,
  scenarioSchema,
  streamScenario,
  type TrafficFormat,
  trafficFile,
  writeContext,
  writeScenario,
} from '../../simulate/index.ts'
import { writeFailure } from '../../store/index.ts'
import { type ComposeFlags, composed, withIntoOptions } from '../composed.ts'
import { withExamples } from '../help.ts'
import { countOption, durationOption, speedOption } from '../options.ts'
import { refuseForeign } from '../own-files.ts'
import { progressBar } from '../progress.ts'
import { scenarioHelp, withScenarioOptions } from '../scenario-options.ts'
import { printJson } from '../terminal.ts'

const DAY = 86_400_000
/** Less delay than this, in milliseconds, nobody needs to hear of. */
const LATE = 2_000

const STREAM_ONLY = ['to', 'most', 'within', 'allowRemote']
const FILES_ONLY = ['gzip', 'leakage']
const LEAVE_ONE = 'Leave one of them out.'

interface SimulateFlags extends ComposeFlags {
  out: string
  schema?: boolean
  stream?: number
  to?: string
  most: number
  within: number
  allowRemote?: boolean
  format: TrafficFormat[]
  gzip?: boolean
  leakage?: boolean
  json?: boolean
  quiet?: boolean
}

export function simulateCommand(): Command {
  const command = withIntoOptions(
    withScenarioOptions(
      new Command('simulate').description('compose labelled traffic: campaigns among innocent look-alikes'),
    ),
  )
    .option('--out <dir>', 'folder to write to', 'stillwatch-simulation')
    .addOption(
      new Option('--format <names...>', 'what the traffic is written as')
        .choices(['native', 'litellm'])
        .default(['native'], 'native; with --into what your logs are'),
    )
    .option('--gzip', 'compress the traffic')
    .option('--leakage', 'also check that no single field gives the campaigns away')
    .option('--json', 'say what was written as JSON')
    .option('--quiet', 'print nothing but errors')
    .option('--schema', 'print the JSON Schema of a scenario file, and nothing else')
    .option(
      '--stream <speed>',
      'send requests when they are due, so many times as fast as real time',
      speedOption,
    )
    .option(
      '--to <where>',
      'with --stream: a file to append to, - for standard output, or the address of an HTTP intake (default: the traffic’s file)',
    )
    .option('--most <n>', 'with --stream: end after so many requests', countOption, 1_000_000)
    .option('--within <time>', 'with --stream: end after so long, for example 30m', durationOption, DAY)
    .option('--allow-remote', 'with --stream: let the intake be another machine')
    .addHelpText('after', scenarioHelp)
    .action(async (flags: SimulateFlags) => {
      if (flags.schema) {
        printJson(scenarioSchema())
        return
      }
      refuseWrongMode(flags, command)
      refuseForeign(flags.out)
      const { scenario, own } = await composed(flags, flags.out, progressBar(!flags.quiet && !flags.json))
      if (own && command.getOptionValueSource('format') === 'default') flags.format = [own.format]
      if (flags.stream !== undefined) await stream(scenario, flags, flags.stream)
      else await write(scenario, flags)
    })
  return withExamples(
    command,
    [
      'stillwatch simulate --scale 0.1 --gzip',
      'stillwatch simulate --scenario benign --seed 3 --format litellm --out traffic',
      'stillwatch simulate --scenario my-pool.yaml',
      'stillwatch simulate --preset case-d --scale 0.001',
      'stillwatch simulate --scale 0.1 --stream 3600 --to http://127.0.0.1:8080/v1/requests',
      "stillwatch simulate --preset case-g --scale 0.05 --into 'logs/*.ndjson.gz' --accounts accounts.csv",
      'stillwatch simulate --schema > scenario.schema.json',
    ],
    { exits: [3, 4] },
  )
}

async function write(scenario: Scenario, flags: SimulateFlags): Promise<void> {
  const written = await writeScenario(scenario, flags.out, {
    formats: flags.format,
    gzip: flags.gzip ?? false,
  }).catch((error: unknown) => {
    throw writeFailure(flags.out, error)
  })
  const leaks = flags.leakage ? worstLeaks(scenario) : undefined
  if (flags.json) printJson({ ...written, ...(leaks && { leakage: leaks }) })
  if (flags.json || flags.quiet) return
  console.log(
    `${count(written.requests)} requests, ${count(Math.round(written.mean_bytes))} bytes each on average.`,
  )
  console.log(
    `Written: ${[...written.traffic, written.accounts, written.networks, written.releases, written.known, written.truth].join(', ')}`,
  )
  for (const { class: name, feature, auc } of leaks ?? [])
    console.log(`${name.padEnd(17)} most telling single field: ${feature}, AUC ${auc.toFixed(2)}`)
}

/** Per class of campaign, the single field that tells it best. */
function worstLeaks({ requests, accounts, truth, networks }: Scenario) {
  return leakage(requests, accounts, truth, networks).flatMap(({ class: name, leaks: [worst] }) =>
    worst ? [{ class: name, feature: worst.feature, auc: worst.auc }] : [],
  )
}

/** What says nothing to the other way of writing. */
function refuseWrongMode(flags: SimulateFlags, command: Command): void {
  const [wrong] = (flags.stream === undefined ? STREAM_ONLY : FILES_ONLY).filter(
    (name) => command.getOptionValueSource(name) === 'cli',
  )
  if (flags.leakage && flags.quiet && !flags.json)
    throw new StillwatchError('SW_USAGE', '--quiet says nothing, also not what --leakage finds.', LEAVE_ONE)
  if (flags.stream !== undefined && flags.format.length > 1)
    throw new StillwatchError('SW_USAGE', '--stream sends one format.', 'Name one with --format.')
  if (wrong === undefined) return
  const option = command.options.find((one) => one.attributeName() === wrong)?.long ?? wrong
  throw new StillwatchError(
    'SW_USAGE',
    flags.stream === undefined ? `${option} goes with --stream.` : `${option} does not go with --stream.`,
    LEAVE_ONE,
  )
}

/** The traffic may go to standard output, so what is said about it goes elsewhere then. */
async function stream(scenario: Scenario, flags: SimulateFlags, speed: number): Promise<void> {
  const [format = 'native'] = flags.format
  const context = await writeContext(scenario, flags.out).catch((error: unknown) => {
    throw writeFailure(flags.out, error)
  })
  const to = flags.to ?? join(flags.out, trafficFile(format))
  const streamed = await streamScenario(scenario, {
    to,
    format,
    speed,
    most: flags.most,
    within: flags.within,
    anywhere: flags.allowRemote ?? false,
  }).catch((error: unknown) => {
    throw error instanceof StillwatchError ? error : writeFailure(to, error)
  })
  if (flags.json && to !== '-') printJson({ ...streamed, ...context, to })
  if (flags.json || flags.quiet) return
  const say = to === '-' ? console.error : console.log
  const reached = streamed.reached === undefined ? '' : `, up to ${new Date(streamed.reached).toISOString()}`
  say(`${count(streamed.requests)} requests to ${to}${reached}.`)
  if (streamed.cut) say('The bounds of --most and --within ended it before the traffic did.')
  if (streamed.retries > 0) say(`${count(streamed.retries)} posts were made again.`)
  if (streamed.lag > LATE)
    say(`It was up to ${Math.round(streamed.lag / 1000)} s late: choose a lower speed.`)
  say(`Written: ${Object.values(context).join(', ')}`)
}
