import { Command, Option } from 'commander'
import { StillwatchError } from '../../errors/index.ts'
import type { IntakeSummary } from '../../intake/index.ts'
import { fieldMapOf } from '../../readers/index.ts'
import { count, visible } from '../../report/index.ts'
import { unreadableRows } from '../file-warnings.ts'
import { withExamples } from '../help.ts'
import { countOption } from '../options.ts'
import { progressBar } from '../progress.ts'
import { intakeWarnings } from '../quality.ts'
import {
  FOLLOW_UP_NOTE,
  isChatty,
  type ResultFlags,
  resultOptionsOf,
  tellResult,
  whereOptions,
  withResultOptions,
} from '../result-options.ts'
import { readOnly, type ScanOptions, scan, type TextMode, unreadOf } from '../scan.ts'
import { printJson } from '../terminal.ts'
import { wrap } from '../wrap.ts'

interface ScanFlags extends ResultFlags {
  accounts?: string
  map: string[]
  networks?: string
  text: TextMode
  threads?: number
  detect: boolean
}

export function scanCommand(): Command {
  const command = new Command('scan')
    .description('read request logs, find campaigns, write the results')
    .argument('<files...>', 'log files or globs, .gz and .zst included; - reads standard input')
    .option('--accounts <file>', 'what you know of your accounts (CSV, NDJSON, JSON or Parquet)')
    .option(
      '--map <field=path...>',
      'where a field stands in your logs, for example account=metadata.user_api_key_team_id',
      [],
    )
    .option('--networks <file>', 'prefix, asn, kind of networks')
    .addOption(
      new Option(
        '--text <mode>',
        'customer text to keep: none, the start of 1 % of inputs, or the first 16,384 characters of all',
      )
        .choices(['none', 'exemplars', 'keep'])
        .default('none'),
    )
    .option('--threads <n>', 'worker threads (default: one a core, at most 8)', countOption)
    .option('--no-detect', 'only read and store; stillwatch detect looks for campaigns later')
  withResultOptions(command).action(async (files: string[], flags: ScanFlags) => {
    if (!flags.detect && flags.followUp) {
      throw new StillwatchError(
        'SW_USAGE',
        '--no-detect only stores, and --follow-up looks for campaigns',
        'Leave one of them out; stillwatch detect --follow-up looks at what was stored.',
      )
    }
    if (!flags.detect) refuseUnread(command)
    const bar = progressBar(isChatty(flags))
    const options: ScanOptions = {
      ...resultOptionsOf(flags),
      files,
      map: fieldMapOf(flags.map),
      textMode: flags.text,
      followUp: flags.followUp ?? false,
      ...(flags.accounts !== undefined && { accounts: flags.accounts }),
      ...(flags.networks !== undefined && { networks: flags.networks }),
      ...(flags.threads !== undefined && { threads: flags.threads }),
    }
    if (flags.detect) tellResult(await scan(options, bar), flags)
    else tellStored(await readOnly(options, bar), flags)
  })
  return withExamples(
    command,
    [
      'stillwatch scan logs/*.ndjson.gz --accounts accounts.csv',
      'zcat litellm.json.gz | stillwatch scan - --map account=metadata.user_api_key_team_id',
      'stillwatch scan today.parquet --data ./watch --known known.csv --json',
      'stillwatch scan last-hour.ndjson.gz --follow-up --data ./watch --known known.csv',
      'stillwatch scan today.ndjson --text exemplars --include-text --tlp red',
    ],
    { notes: [FOLLOW_UP_NOTE], exits: [3, 4] },
  )
}

/** Options that tell how to look for campaigns, or how to show them, mean nothing where nobody looks. */
function refuseUnread(command: Command): void {
  const given = (['known', 'releases', 'includeText', 'tlp'] as const).find(
    (name) => command.getOptionValueSource(name) === 'cli',
  )
  if (given === undefined) return
  const flag = given === 'includeText' ? 'include-text' : given
  throw new StillwatchError(
    'SW_USAGE',
    `--no-detect only stores, and --${flag} is for looking`,
    `Leave it out, and give it to stillwatch detect.`,
  )
}

/** What was stored and what was lost, where nobody looked for campaigns: a later look no longer knows all of it. */
function tellStored(intake: IntakeSummary, flags: ScanFlags): void {
  const { records, duplicates, unreadable, accounts } = intake
  const warnings = intakeWarnings(intake)
  const chatty = isChatty(flags)
  if (!chatty) {
    // No result tells of them later.
    const lost = [...unreadOf(intake), ...unreadableRows(intake.files)]
    for (const why of lost) console.error(`not read: ${visible(why)}`)
  }
  if (flags.json) printJson({ records, duplicates, unreadable, accounts, warnings })
  else if (chatty) {
    const rows = `${count(records)} records read (${count(duplicates)} known before), `
    console.log(`${rows}${count(unreadable)} rows unreadable; ${count(accounts)} accounts are stored.`)
    for (const warning of warnings) console.log(wrap(visible(`! ${warning}`)))
    console.log(`Campaigns: stillwatch detect${whereOptions(flags)}`)
  }
}
