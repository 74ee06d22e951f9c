import { gigabytes, number as plain, table } from '../report/words.ts'
import { median, type ScanFigures, type SizeMeasured } from './measured.ts'

/** The issue's bars, which every run is held against. */
const RATE_WANTED = 25_000
const MEMORY_WANTED = 4e9

const number = (value: number): string => plain(Math.round(value))
const mb = (bytes: number): string => `${number(bytes / 1e6)} MB`
const rate = (requests: number, seconds: number): number => requests / seconds

/** The report of a run, for people. */
export function sizeMarkdown(measured: SizeMeasured): string {
  const { traffic, machine, scans, count, sql, modes, killed, part } = measured
  const ends = scans.map(({ requests, seconds }) => rate(requests, seconds.total))
  const reads = scans.map(({ requests, seconds }) => rate(requests, seconds.reading))
  const peak = Math.max(...scans.map(({ peak: most }) => Math.max(most.reading, most.looking)))
  return `${[
    '# Size and speed',
    `Written by the run itself on ${measured.date} (stillwatch ${measured.version}, commit ${measured.commit}).
- Machine: ${machine.cpu}, ${machine.cores} cores, ${machine.memory_gb} GB, ${machine.platform}, Node ${machine.node}; load average before the run ${loads(machine.load_before)}, after it ${loads(machine.load_after)}.
- Traffic: ${number(traffic.requests)} requests of ${number(traffic.accounts)} accounts in a fortnight, NDJSON of ${number(traffic.bytes / traffic.requests)} bytes each, ${(traffic.bytes / 1e9).toFixed(1)} GB. Composed from one simulated fortnight: each of its records comes again with its own time, id, and words in its text.
- Rerun: \`npm run bench:size -- --requests ${traffic.requests} --runs ${scans.length}\``,
    table(
      ['measure', 'bar', 'median', 'runs', ''],
      [
        [
          'reading to stored fingerprints',
          '',
          `${number(median(reads))} requests/s`,
          reads.map(number).join(', '),
          '',
        ],
        [
          'end to end, verdicts written',
          `>= ${number(RATE_WANTED)} requests/s`,
          `${number(median(ends))} requests/s`,
          ends.map(number).join(', '),
          word(median(ends) >= RATE_WANTED),
        ],
        [
          'requests a second of processor time, end to end',
          '',
          number(median(scans.map(({ requests, cpu }) => requests / (cpu.reading + cpu.rest)))),
          '',
          '',
        ],
        [
          'most memory held',
          `< ${gigabytes(MEMORY_WANTED)}`,
          gigabytes(peak),
          '',
          word(peak < MEMORY_WANTED),
        ],
        [
          'the same file read by SQL alone, without language, cues, features and networks',
          '',
          `${number(rate(traffic.requests, median(sql)))} requests/s`,
          sql.map((seconds) => number(rate(traffic.requests, seconds))).join(', '),
          '',
        ],
        [
          `ClickHouse count() over the same file`,
          '',
          `${number(rate(traffic.requests, median(count)))} requests/s`,
          count.map((seconds) => `${seconds.toFixed(1)} s`).join(', '),
          '',
        ],
      ],
    ),
    '## Memory as the file goes by',
    'Resident bytes of the scanning process, threads and engine included.',
    table(
      ['run', '1/4 read', '1/2', '3/4', 'all', 'most while reading', 'most while looking for campaigns'],
      scans.map((scan, run) => memoryRow(scan, run)),
    ),
    '## Seconds',
    `On a machine with nothing else to do ${machine.cores} cores give ${machine.cores} processor seconds a second; where the scan got less, others had the rest.`,
    table(
      [
        'run',
        'reading',
        'campaigns, results, tidying',
        'total',
        'of the processor',
        'groups',
        'disk afterwards',
      ],
      scans.map(({ seconds, cpu, groups, disk }, run) => [
        String(run + 1),
        seconds.reading.toFixed(1),
        seconds.rest.toFixed(1),
        seconds.total.toFixed(1),
        `${cpu.reading.toFixed(1)} and ${cpu.rest.toFixed(1)}`,
        String(groups),
        mb(disk),
      ]),
    ),
    '## Disk for each text mode',
    `After reading ${number(part.requests)} requests, before any instruction token is dropped.`,
    table(
      ['--text', 'per million requests', 'reading'],
      modes.map(({ mode, requests, disk, seconds }) => [
        mode,
        mb((disk / requests) * 1e6),
        `${number(rate(requests, seconds))} requests/s`,
      ]),
    ),
    '## Killed halfway',
    killed === null
      ? 'Not measured in this run.'
      : `A scan of ${number(killed.wanted)} requests was killed with SIGKILL when ${number(killed.killed_at)} were read; ${number(killed.survived.requests)} were stored. Run again, the store held ${number(killed.after.requests)} requests with ${number(killed.after.ids)} different ids: ${killed.after.requests === killed.wanted && killed.after.ids === killed.wanted ? 'none lost, none twice' : '**not what was sent**'}.`,
  ].join('\n\n')}\n`
}

function memoryRow({ resident, peak }: ScanFigures, run: number): string[] {
  return [String(run + 1), ...resident.map(gigabytes), gigabytes(peak.reading), gigabytes(peak.looking)]
}

function loads(averages: readonly number[]): string {
  return averages.map((load) => load.toFixed(1)).join(' ')
}

function word(met: boolean): string {
  return met ? 'met' : '**not met**'
}
