import type { Bar } from './bar.ts'
import type { Measured } from './measured.ts'
import { percent, table } from './words.ts'

/** Share of the harvest that may be gone at detection. */
const GONE = 0.1

/** Hourly passes contain those at longer strides, so a figure at a longer stride can meet the bar but not miss it. */
export function replayBar({ replay }: Pick<Measured, 'replay'>): Bar {
  const hourly = replay !== null && replay.every <= 1
  return {
    measure: 'share of the harvest gone before detection, hourly passes, median',
    bar: '<= 10 %',
    figure:
      replay === null
        ? 'not run (--replay)'
        : `${hourly ? '' : 'at most '}${percent(replay.gone)} (${replay.campaigns.length} campaigns of ${replay.scenario} ${replay.seed}, a pass every ${replay.every} h)`,
    met: replay === null ? undefined : replay.gone <= GONE || (hourly ? false : undefined),
  }
}

export function replaySection({ replay }: Measured): string[] {
  if (replay === null) return []
  const hours = (value: number | null): string => (value === null ? '-' : `${value.toFixed(0)} h`)
  return [
    '## As time goes on',
    `Replay of ${replay.scenario} ${replay.seed}: ${replay.passes} passes, one every ${replay.every} h, each with nothing but earlier records; the slowest took ${replay.slowestPass.toFixed(1)} s. Detected: the end of the first pass in which one group, suspected at least, held half of the accounts that had harvested by then. Delay from the first request of the harvest; for regrowth from the new account's first. Regrowth: accounts opened for closed ones that an accused group took up, and of these those that the group of the detection took up.`,
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
      replay.campaigns.map((one) => [
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
    `Innocent accounts that some pass accused: ${replay.bystanders.ever}; that the last pass still accused: ${replay.bystanders.last}.`,
  ]
}
