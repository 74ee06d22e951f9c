import { existsSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import type { Command } from 'commander'
import { StillwatchError } from '../errors/index.ts'
import { fieldMapOf, readKnown, readReleases, unusedIn } from '../readers/index.ts'
import type { Known, Release } from '../record/index.ts'
import { type ReadOwnLogs, readOwnLogs } from '../rehearse/index.ts'
import { mixInto, type Scenario, simulate } from '../simulate/index.ts'
import { shareOption } from './options.ts'
import { filesOf } from './own-files.ts'
import type { Progress } from './progress.ts'
import { chosenScenario, type ScenarioFlags } from './scenario-options.ts'

/** What is composed, and the provider's own logs that it is to be mixed into. */
export interface ComposeFlags extends ScenarioFlags {
  into?: string[]
  accounts?: string
  networks?: string
  known?: string
  releases?: string
  map: string[]
  share?: number
}

export interface Composed {
  readonly scenario: Scenario
  /** The provider's own logs; undefined where everything is simulated. */
  readonly own: ReadOwnLogs | undefined
  /** Whom the provider knows already, and the releases that it told of. */
  readonly known: readonly Known[]
  readonly releases: readonly Release[]
  /** What of the releases file could not be used, in sentences. */
  readonly unused: readonly string[]
}

/** Of the own logs' requests, where nothing else is said. */
const SHARE = 0.02

/** Adds the options that mix campaigns into the provider's own logs. */
export function withIntoOptions(command: Command): Command {
  return command
    .option('--into <files...>', 'mix the campaigns into your own logs; these are only read, never changed')
    .option('--accounts <file>', 'with --into: what you know of your accounts')
    .option('--releases <file>', 'with --into: model, time of your releases')
    .option(
      '--map <field=path...>',
      'with --into: where a field stands in your logs, for example account=metadata.user_api_key_team_id',
      [],
    )
    .option(
      '--share <x>',
      `with --into: a campaign’s requests as a share of yours, 0 to 1 (default: ${SHARE})`,
      shareOption,
    )
}

/**
 * Composes what the flags say.
 * @param progress of reading own logs
 * @param out the folder that will be written to; own logs, and files that tell of them, may not lie in it
 * @throws StillwatchError
 */
export async function composed(flags: ComposeFlags, out: string, progress: Progress): Promise<Composed> {
  const chosen = chosenScenario(flags)
  if (flags.into === undefined) refuseAlone(flags)
  if (flags.into === undefined) {
    return { scenario: simulate(chosen), own: undefined, known: [], releases: [], unused: [] }
  }
  const known = flags.known === undefined ? [] : (await readKnown(flags.known)).rows
  const table = flags.releases === undefined ? undefined : await readReleases(flags.releases)
  const releases = table?.rows ?? []
  const unused = table ? unusedIn('The releases file', table) : []
  progress.step('Reading your logs')
  const own = await readOwnLogs(flags.into, {
    map: fieldMapOf(flags.map),
    accounts: flags.accounts,
    releases,
    onProgress: (state) => progress.update(state),
  }).finally(() => progress.done())
  const beside = await filesOf(flags.accounts, flags.networks, flags.known, flags.releases)
  for (const file of [...own.files, ...beside.map(({ path }) => path)]) refuseInside(out, file)
  const scenario = mixInto({ ...chosen, own: own.own, share: flags.share ?? SHARE })
  return { scenario, own, known, releases, unused }
}

/** Options that tell of own logs mean nothing without them. */
function refuseAlone(flags: ComposeFlags): void {
  const alone = (['accounts', 'releases', 'networks', 'known', 'share'] as const).find(
    (name) => flags[name] !== undefined,
  )
  if (alone === undefined && flags.map.length === 0) return
  throw new StillwatchError(
    'SW_USAGE',
    `--${alone ?? 'map'} tells of your own logs, and none are named.`,
    'Name them with --into, or leave it out.',
  )
}

/** What lies in the folder that is written to could be replaced. */
function refuseInside(folder: string, file: string): void {
  const way = relative(realOf(resolve(folder)), realpathSync(file))
  if (way.split(sep, 1)[0] === '..' || isAbsolute(way)) return
  throw new StillwatchError(
    'SW_USAGE',
    `${file} lies in ${folder}, where this command writes.`,
    'Name another folder with --out, so that your files stay as they are.',
  )
}

/** The real path of a folder that may not be there yet. */
function realOf(path: string): string {
  if (existsSync(path)) return realpathSync(path)
  const parent = dirname(path)
  return parent === path ? path : resolve(realOf(parent), relative(parent, path))
}
