import { CLASS_GROUPS, type ClassGroup } from '../figures/class-groups.ts'
import { sum } from '../figures/quality.ts'
import type { Bar } from './bar.ts'
import { calibrationBars } from './calibration-section.ts'
import { fortnightsBar } from './drawn-fortnights.ts'
import { fairnessBars } from './fairness-section.ts'
import { largerBars, scanSpeedWords } from './larger-runs.ts'
import type { Measured } from './measured.ts'
import { precisionBar } from './precision-section.ts'
import { replayBar } from './replay-section.ts'
import { number, percent } from './words.ts'

/** The first release's bars, each with what this run found. Whatever was not measured says so. */
export function bars(measured: Measured): Bar[] {
  const { quality, precision, benign, replayedArrivals, decoys } = measured
  return [
    precisionBar('confirmed', precision.confirmed, 0.995),
    precisionBar('suspected', precision.suspected, 0.95),
    {
      measure: 'watch groups per 100,000 accounts and day, campaign-free worlds',
      bar: '<= 5',
      figure: benign.watchRate.toFixed(1),
      met: benign.fortnights === 0 ? undefined : benign.watchRate <= 5,
    },
    {
      measure: `benign-only fortnights with text (${benign.fortnights} run, 10 wanted)`,
      bar: '0 confirmed groups',
      figure: `${benign.groups.confirmed} confirmed (at most ${percent(benign.perFortnight.upper, 0)} of fortnights, 95 %)`,
      met: benign.groups.confirmed > 0 ? false : benign.fortnights >= 10 ? true : undefined,
    },
    {
      measure: `benign-only fortnights with the arrivals of real clients (${replayedArrivals.fortnights} run)`,
      bar: '0 confirmed groups',
      figure:
        replayedArrivals.fortnights === 0
          ? 'not run: takes a data pack with traces'
          : `${replayedArrivals.groups.confirmed} confirmed, ${replayedArrivals.groups.suspected} suspected, ${replayedArrivals.groups.watch} watch`,
      met: replayedArrivals.fortnights === 0 ? undefined : replayedArrivals.groups.confirmed === 0,
    },
    fortnightsBar(measured),
    {
      measure: `decoy worlds (${decoys.worlds} run, 100 wanted)`,
      bar: '0 confirmed groups',
      figure: `${decoys.groups.confirmed} confirmed, ${decoys.groups.suspected} suspected (in ${decoys.hit.suspected} worlds); at most ${percent(decoys.perWorld.upper, 1)} of decoys confirmed if they are independent, ${percent(decoys.perSource.upper, 1)} if only the ${decoys.sources} worlds behind them are (95 %)`,
      met: decoys.groups.confirmed > 0 ? false : decoys.worlds >= 100 ? true : undefined,
    },
    ...recallBars(measured),
    {
      measure: 'fragmentation (found groups per true campaign), mean over found campaigns',
      bar: '<= 1.5',
      figure: quality.all.fragmentation === null ? '-' : quality.all.fragmentation.toFixed(2),
      met: quality.all.fragmentation === null ? undefined : quality.all.fragmentation <= 1.5,
    },
    {
      measure: 'purity of accused groups, innocents included (weighted by members)',
      bar: '>= 99 %',
      figure: `${percent(quality.purity, 2)}; ${quality.merges === null ? '-' : quality.merges.toFixed(2)} true campaigns a group`,
      met: atLeast(quality.purity, 0.99),
    },
    replayBar(measured),
    ...calibrationBars(measured),
    ...fairnessBars(measured),
    explanationsBar(measured),
    speedBar(measured),
    ...largerBars(measured.larger),
  ]
}

function explanationsBar({ explanations: { checked, failed } }: Measured): Bar {
  return {
    measure: 'evidence queries that, rendered again by the same code, return the figure stated beside them',
    bar: 'all',
    figure: `${number(checked - failed.length)} of ${number(checked)}`,
    met: checked === 0 ? undefined : failed.length === 0,
  }
}

function recallBars({ quality }: Measured): Bar[] {
  const of = (names: readonly string[]) => {
    const classes = quality.classes.filter((one) => names.includes(one.class))
    const campaigns = sum(classes.map((one) => one.campaigns))
    const pooled = (value: (one: (typeof classes)[number]) => number): number | null =>
      campaigns === 0 ? null : sum(classes.map((one) => value(one) * one.campaigns)) / campaigns
    return {
      recall: pooled((one) => one.recall),
      confirmed: pooled((one) => one.recall_confirmed),
      campaigns,
    }
  }
  const bar = ({ title, classes }: ClassGroup, wanted: number, confirmedPart?: number): Bar => {
    const { recall, confirmed, campaigns } = of(classes)
    const part = recall === null || recall === 0 || confirmed === null ? null : confirmed / recall
    const confirmedToo = confirmedPart === undefined || (part !== null && part >= confirmedPart)
    return {
      measure: `recall of ${title} (macro mean over ${campaigns} campaigns)`,
      bar: `>= ${percent(wanted, 0)}${confirmedPart === undefined ? '' : ', nine tenths of it confirmed'}`,
      figure: `${percent(recall, 1)}, ${percent(confirmed, 1)} confirmed`,
      met: recall === null ? undefined : recall >= wanted && confirmedToo,
    }
  }
  return [
    bar(CLASS_GROUPS.open, 0.98, 0.9),
    bar(CLASS_GROUPS.covered, 0.9),
    bar(CLASS_GROUPS.hidden, 0.85),
    bar(CLASS_GROUPS.evading, 0.6),
  ]
}

/** The verdict is by this run's own scan: what a look costs grows with accounts rather than requests, so more requests are faster. */
function speedBar({ speed, larger }: Measured): Bar {
  const rate = speed === null ? null : speed.scan.requests / speed.scan.seconds.total
  const large = speed !== null && speed.traffic.requests >= 300_000
  return {
    measure: 'scan, files to verdicts, mean record >= 2.2 KB',
    bar: '>= 25,000 requests/s on 2 cores',
    figure:
      speed === null || rate === null
        ? 'not measured'
        : `${number(Math.round(rate))} requests/s (${number(speed.traffic.requests)} requests of ${number(Math.round(speed.traffic.bytes / speed.traffic.requests))} bytes)${scanSpeedWords(larger)}`,
    met: rate === null || (!large && rate >= 25_000) ? undefined : rate >= 25_000,
  }
}

function atLeast(value: number | null, wanted: number): boolean | undefined {
  return value === null ? undefined : value >= wanted
}
