import type { ReplayFigures } from '../figures/replay.ts'
import type { Bar } from './bar.ts'
import type { Measured } from './measured.ts'
import { percent, table } from './words.ts'

/** Share of the harvest that may be gone at detection. */
const GONE = 0.1

/** Hourly passes contain those at longer strides, so a figure at a longer stride can meet the bar but not miss it. */
export function replayBar({ replays }: Pick<Measured, 'replays'>): Bar {
  const [first, ...others] = replays.filter(({ gone }) => gone !== null)
  const hourly = first !== undefined && first.every <= 1
  const gone = first?.gone ?? null
  return {
    measure: 'share of the harvest gone before detection, hourly passes, median',
    bar: '<= 10 %',
    figure: first === undefined ? 'not run (--replay)' : [first, ...others].map(goneIn).join('; '),
    met: gone === null ? undefined : gone <= GONE || (hourly ? false : undefined),
  }
}

function goneIn({ every, gone, campaigns, scenario, seed }: ReplayFigures): string {
  return `${every <= 1 ? '' : 'at most '}${percent(gone)} (${campaigns.length} campaigns of ${scenario} ${seed}, a pass every ${every} h)`
}

export function replaySection({ replays }: Pick<Measured, 'replays'>): string[] {
  if (replays.length === 0) return []
  return [
    '## As time goes on',
    'Worlds lived through pass by pass, each pass with nothing but earlier records. Detected: the end of the first pass in which one group, suspected at least, held half of the accounts that had harvested by then. Innocent accounts are those of no campaign that some pass accused; a verdict that a later pass takes back has been acted on meanwhile.',
    table(
      [
        'world',
        'passes',
        'every',
        'slowest',
        'campaigns',
        'gone, median',
        'detected and lost',
        'innocents ever accused',
        'ever confirmed',
        'accused at the end',
      ],
      replays.map((one) => [
        `${one.scenario} ${one.seed}`,
        one.passes,
        `${one.every} h`,
        `${one.slowestPass.toFixed(1)} s`,
        one.campaigns.length,
        percent(one.gone),
        one.lost,
        one.bystanders.ever,
        one.bystanders.confirmed,
        one.bystanders.last,
      ]),
    ),
    ...replays.filter(({ campaigns }) => campaigns.length > 0).flatMap(campaignsOf),
  ]
}

function campaignsOf({ scenario, seed, campaigns }: ReplayFigures): string[] {
  const hours = (value: number | null): string => (value === null ? '-' : `${value.toFixed(0)} h`)
  return [
    `The campaigns of ${scenario} ${seed}. Delay from the first request of the harvest; for regrowth from the new account’s first. Regrowth: accounts opened for closed ones that an accused group took up, and of these those that the group of the detection took up.`,
    table(
      [
        'campaign',
        'accounts',
        'detected after',
        'confirmed',
        'harvest gone',
        'recall at the end',
        'regrowth',
      ],
      campaigns.map((one) => [
        one.id,
        one.accounts,
        hours(one.delay_hours),
        one.confirmed_at === null ? 'never' : one.confirmed_at.slice(0, 16),
        percent(one.harvest_gone),
        percent(one.recall),
        one.regrowth === null
          ? '-'
          : `${one.regrowth.attached} of ${one.regrowth.accounts}, ${one.regrowth.same_group} to the same group, median ${hours(one.regrowth.median_delay_hours)}`,
      ]),
    ),
  ]
}
