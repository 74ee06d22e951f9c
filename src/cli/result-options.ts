import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { StillwatchError } from '../errors/index.ts'
import { type Marking, renderFollowUp, renderTable, shellWord, visible } from '../report/index.ts'
import type { ResultOptions, ScanOutcome } from './look.ts'
import { clickhouseOption, MARKING_NAMES, markingOption } from './options.ts'
import { outputOptions, printJson } from './terminal.ts'

/** What `scan` and `detect` take alike: what is known beside the traffic, and where results go. */
export interface ResultFlags {
  releases?: string
  known?: string
  out: string
  data?: string
  json?: boolean
  quiet?: boolean
  includeText?: boolean
  tlp: Marking
  clickhouse?: string
  followUp?: boolean
}

export function withResultOptions(command: Command): Command {
  return command
    .option('--releases <file>', 'model, time of your releases')
    .option(
      '--known <file>',
      'accounts or organisations already cleared, confirmed, or known as researchers or evaluators',
    )
    .option('--out <dir>', 'where campaigns.json, accounts.csv and report.html go', 'stillwatch-out')
    .option('--data <dir>', 'data folder; scans into the same folder add up (default: <out>/data)')
    .option('--include-text', 'put a few kept texts into the report')
    .addOption(
      new Option('--tlp <label>', 'who may see the report, by the Traffic Light Protocol 2.0')
        .choices(MARKING_NAMES)
        .argParser(markingOption)
        .default('TLP:AMBER+STRICT', 'amber+strict'),
    )
    .addOption(clickhouseOption())
    .option(
      '--follow-up',
      'only attach what is new since the last look to the campaigns that stand; a full pass alone finds new ones',
    )
    .option('--json', 'print the result as JSON instead of a table')
    .option('--quiet', 'print nothing but errors')
}

/** @throws StillwatchError SW_USAGE */
export function resultOptionsOf(flags: ResultFlags): ResultOptions {
  if (flags.followUp && flags.includeText) {
    throw new StillwatchError(
      'SW_USAGE',
      'A follow-up puts no texts into the report, so --follow-up and --include-text do not go together',
      'Leave one of them out: kept texts are in the report of a full pass.',
    )
  }
  if (flags.followUp && flags.releases !== undefined) {
    throw new StillwatchError(
      'SW_USAGE',
      'A follow-up shows the releases of the last full pass, so --follow-up and --releases do not go together',
      'Leave --releases out, and give it to the next full pass.',
    )
  }
  return {
    outDir: flags.out,
    includeText: flags.includeText ?? false,
    marking: flags.tlp,
    ...(flags.releases !== undefined && { releases: flags.releases }),
    ...(flags.known !== undefined && { known: flags.known }),
    ...(flags.data !== undefined && { dataDir: flags.data }),
    ...(flags.clickhouse !== undefined && { clickhouseUrl: flags.clickhouse }),
  }
}

/** For the help of both commands. */
export const FOLLOW_UP_NOTE =
  '--follow-up reads what is new, the last fortnight of accounts that may join, and at most one column of all that is stored, so it can run every hour; verdicts stay those of the last full pass, and new campaigns are found by full passes alone, so run one every night. Give it the same --known.'

export function isChatty({ quiet, json }: ResultFlags): boolean {
  return !quiet && !json
}

export function tellResult({ result, written, unread }: ScanOutcome, flags: ResultFlags): void {
  const chatty = isChatty(flags)
  // Where no table tells it, and nobody may be looking at the result. A follow-up's table is about the last full pass.
  if (!chatty || result.follow_up) for (const why of unread) console.error(`not read: ${visible(why)}`)
  if (flags.json) printJson(result)
  else if (chatty) {
    console.log(renderTable(result, outputOptions()))
    if (result.follow_up) console.log(renderFollowUp(result, outputOptions()))
    console.log(`Written: ${written.map(visible).join(', ')}`)
    const [first] = result.campaigns
    if (first) console.log(`Why: stillwatch explain ${first.id}${whereOptions(flags)}`)
  }
}

/** Where the next command finds what was just stored, unless it looks there anyway. A server's address may hold a password. */
export function whereOptions(flags: Pick<ResultFlags, 'out' | 'data' | 'clickhouse'>): string {
  return `${dataOption(flags)}${flags.clickhouse === undefined ? '' : ' --clickhouse URL'}`
}

function dataOption({ out, data }: Pick<ResultFlags, 'out' | 'data'>): string {
  const folder = data ?? join(out, 'data')
  if (folder === join('stillwatch-out', 'data')) return ''
  return ` --data ${shellWord(folder)}`
}
