import type { Interval } from '../../src/statistics/index.ts'
import type { ClassFigures } from '../figures/quality.ts'
import { kindOf } from '../worlds/kinds.ts'
import { drawnFortnights } from './drawn-fortnights.ts'
import type { Measured } from './measured.ts'
import { gigabytes, number, percent, table } from './words.ts'

function classTable(classes: readonly ClassFigures[], kind = 'class'): string {
  return table(
    [kind, 'campaigns', 'accounts', 'recall', 'of it confirmed', 'missed whole', 'fragments', 'purity'],
    classes.map((one) => [
      one.class,
      one.campaigns,
      number(one.accounts),
      percent(one.recall),
      percent(one.recall_confirmed),
      one.missed,
      one.fragmentation === null ? '-' : one.fragmentation.toFixed(2),
      percent(one.purity),
    ]),
  )
}

export function otherTacticsSection({ otherTactics }: Pick<Measured, 'otherTactics'>): string[] {
  if (otherTactics.classes.length === 0) return []
  return ['Classes that no bar names:', classTable([...otherTactics.classes, otherTactics.all])]
}

export function classSection({ quality }: Pick<Measured, 'quality'>): string[] {
  return [
    '## Campaigns found, by class',
    'Recall counts accounts with at least one harvest request that are core members of confirmed or suspected groups; macro mean over campaigns. Fragments and purity are over the campaigns found: purity is the share of a group’s core accounts, innocents included, that are of its largest campaign, weighted by the campaign’s members in it.',
    classTable([...quality.classes, quality.all]),
    'By the language of what they send; `several` is two languages, or eight where saved sessions are replayed. Languages are drawn for each campaign, but for those, whatever its class:',
    classTable(quality.languages, 'language'),
    `Over all accused groups, groups of innocents alone among them, purity is ${percent(quality.purity, 2)}; a group with harvesters in it holds those of ${quality.merges === null ? '-' : quality.merges.toFixed(2)} campaigns on average (1 is none merged).`,
    `Groups that are mostly innocent, over the worlds with campaigns: ${quality.falseGroups.confirmed} confirmed, ${quality.falseGroups.suspected} suspected, ${quality.falseGroups.watch} watch (${quality.watchRate.toFixed(1)} watch groups per 100,000 accounts and day).`,
  ]
}

export function accusedSection({ accused }: Measured): string[] {
  return [
    '## Innocent accounts named, by what they are',
    'Over all worlds, campaign-free ones included; `ordinary` is nobody in particular.',
    accused.length === 0
      ? 'None.'
      : table(
          ['kind', 'confirmed', 'suspected', 'watch'],
          accused.map(({ kind, named }) => [kind, named.confirmed, named.suspected, named.watch]),
        ),
  ]
}

/** Every group that mostly accuses the innocent, and every campaign of which most went unaccused. */
export function mistakesSection({ worlds }: Measured): string[] {
  const wrong = worlds.flatMap(({ task, groups }) =>
    groups
      .filter(({ verdict, harvesters, accounts }) => verdict !== 'watch' && 2 * harvesters < accounts)
      .map((group) => [
        `${task.scenario} ${task.seed}`,
        group.verdict,
        `${group.accounts} (${group.harvesters})`,
        Object.entries(group.innocents)
          .map(([kind, accounts]) => `${accounts} ${kind}`)
          .join(', '),
        group.rank,
        group.summary,
      ]),
  )
  // Attackers have a table of their own.
  const classes = worlds.filter(({ task }) => kindOf(task.scenario) === 'campaigns')
  const missed = classes.flatMap(({ task, score }) =>
    score.campaigns
      .filter(({ recall }) => recall < 0.5)
      .map(({ id, accounts, recall }) => [`${task.scenario} ${task.seed}`, id, accounts, percent(recall, 0)]),
  )
  return [
    '## Accused wrongly: groups that are mostly innocent',
    wrong.length === 0
      ? 'None.'
      : table(
          ['world', 'verdict', 'accounts (harvesters)', 'who they are', 'intent rank', 'what was said'],
          wrong,
        ),
    '## Missed: campaigns of which less than half was accused',
    missed.length === 0 ? 'None.' : table(['world', 'campaign', 'accounts', 'recall'], missed),
  ]
}

export function benignSection({ benign, replayedArrivals, fortnights, decoys }: Measured): string[] {
  return [
    '## Worlds without campaigns',
    table(
      [
        '',
        'worlds',
        'candidate groups',
        'confirmed',
        'suspected',
        'watch',
        'confirmed per world, 95 %',
        'per candidate group',
      ],
      [
        [
          'benign fortnights with text',
          benign.fortnights,
          number(benign.candidates),
          benign.groups.confirmed,
          benign.groups.suspected,
          benign.groups.watch,
          `<= ${percent(benign.perFortnight.upper)}`,
          perGroup(benign.perFortnight, benign.candidates / benign.fortnights),
        ],
        ...(replayedArrivals.fortnights === 0
          ? []
          : [
              [
                'benign fortnights with the arrivals of real clients',
                replayedArrivals.fortnights,
                number(replayedArrivals.candidates),
                replayedArrivals.groups.confirmed,
                replayedArrivals.groups.suspected,
                replayedArrivals.groups.watch,
                `<= ${percent(replayedArrivals.perFortnight.upper)}`,
                perGroup(
                  replayedArrivals.perFortnight,
                  replayedArrivals.candidates / replayedArrivals.fortnights,
                ),
              ],
            ]),
        ...(fortnights === null
          ? []
          : [
              [
                `fortnights drawn from ${fortnights.populations} composed populations`,
                fortnights.fortnights,
                number(fortnights.candidates),
                fortnights.groups.confirmed,
                fortnights.groups.suspected,
                fortnights.groups.watch,
                `<= ${percent(fortnights.perFortnight.upper)}`,
                perGroup(fortnights.perFortnight, fortnights.candidates / fortnights.fortnights),
              ],
            ]),
        [
          'decoys (labels permuted within strata, each family by itself)',
          decoys.worlds,
          number(decoys.candidates),
          decoys.groups.confirmed,
          decoys.groups.suspected,
          decoys.groups.watch,
          `<= ${percent(decoys.perWorld.upper)}`,
          perGroup(decoys.perWorld, decoys.candidates / decoys.worlds),
        ],
      ],
    ),
    `Bounds are Clopper and Pearson’s, 95 %, and take each row’s worlds as independent. Several decoys are made of one world: were only the ${decoys.sources} worlds behind them independent, the bound would be ${percent(decoys.perSource.upper)}. Candidate groups overlap, so that they are no trials; the last column is the bound on worlds with a confirmed group over the mean number of candidate groups in one.`,
    ...(fortnights === null ? [] : [drawnFortnights(fortnights)]),
  ]
}

function perGroup({ upper }: Interval, candidates: number): string {
  return candidates > 0 ? `<= ${percent(upper / candidates, 4)}` : '-'
}

export function leakageSection({ worlds }: Measured): string[] {
  const rows = worlds.flatMap(({ task, leakage }) =>
    leakage.map(({ class: name, accounts, leaks }) => [
      name,
      task.seed,
      accounts,
      ...[0, 1, 2].map((i) => {
        const leak = leaks[i]
        return leak ? `${leak.feature} ${leak.higher ? 'high' : 'low'}: ${leak.auc.toFixed(3)}` : '-'
      }),
    ]),
  )
  return [
    '## Leakage: what one field alone gives away',
    'Area under the ROC curve of the most telling account-level features, harvesters against innocent accounts, direction chosen in hindsight. A value near 1 means the benchmark is too easy for that class.',
    table(['class', 'seed', 'accounts', 'first', 'second', 'third'], rows),
  ]
}

export function speedSection({ speed, machine }: Measured): string[] {
  if (speed === null) return []
  const { scan, traffic, count } = speed
  const best = Math.min(...count.seconds)
  const megabytes = traffic.bytes / 1e6
  return [
    '## Speed',
    `Files to verdicts of ${number(traffic.requests)} requests, ${number(Math.round(megabytes))} MB of NDJSON, ${number(Math.round(traffic.bytes / traffic.requests))} bytes a record, ${number(scan.accounts)} accounts; page cache warm, ${machine.cores} cores, load average before it ${machine.load_before_speed.map((load) => load.toFixed(1)).join(' ')}. The report page is left out.`,
    table(
      ['step', 's', 'requests/s', 'MB/s'],
      [
        ['open the store', scan.seconds.open],
        ['read, fingerprint, store', scan.seconds.ingest],
        ['pass: read what detection looks at', scan.seconds.load],
        ['pass: detection', scan.seconds.detect],
        ['pass: members, evidence, writing', scan.seconds.rest],
        ['scan end to end', scan.seconds.total],
        ['the engine’s `SELECT count() FROM file(…)`, best of 5', best],
      ].map(([step, seconds]) => [
        String(step),
        Number(seconds).toFixed(2),
        number(Math.round(traffic.requests / Number(seconds))),
        number(Math.round(megabytes / Number(seconds))),
      ]),
    ),
    `The scan takes ${(scan.seconds.total / best).toFixed(1)} times as long as the engine's count, reading alone ${(scan.seconds.ingest / best).toFixed(1)} times. Peak memory of the scan ${gigabytes(scan.peak_bytes)}. Reading for detection and detection itself are timed in a second pass in the same process.`,
  ]
}

export function worldsSection({ worlds }: Measured): string[] {
  return [
    '## Every world',
    table(
      ['scenario', 'seed', 'accounts', 'requests', 'outcome', 's'],
      worlds.map(({ task, accounts, requests, score, seconds }) => [
        task.scenario,
        task.seed,
        number(accounts),
        number(requests),
        score.summary,
        (seconds.compose + seconds.ingest + seconds.pass).toFixed(0),
      ]),
    ),
  ]
}
