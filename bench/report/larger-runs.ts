import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { changeOfRecall } from '../held-out/figures.ts'
import type { HeldOutMeasured } from '../held-out/markdown.ts'
import type { LabelledMeasured } from '../labelled/measured.ts'
import { median, type SizeMeasured } from '../size/measured.ts'
import type { PassFigures, PassMeasured, Unfinished } from '../size/pass-markdown.ts'
import type { Bar } from './bar.ts'
import { gigabytes, number, percent } from './words.ts'

/** What takes hours, or a set of others, is measured by runs of its own, and stands in the report with the commit it was measured at. */
export interface LargerRuns {
  /** The latest of `npm run bench:size -- --requests 10000000`; null where there is none. */
  readonly scan: SizeMeasured | null
  /** The latest of `npm run bench:pass`. */
  readonly pass: PassMeasured | null
  /** The latest of `npm run bench:labelled`. */
  readonly labelled: LabelledMeasured | null
  /** The latest of `npm run bench:held-out`. */
  readonly heldOut: HeldOutMeasured | null
}

const SCANNED = 10_000_000
const SCAN_BYTES = 4e9
const PASSED = 100_000_000
const GROWN = [1_000_000, 10_000_000, PASSED] as const
const PASS_SECONDS = 600
const PASS_BYTES = 16e9
/** The bar says no number: with this one, ten times the requests take at most 12.6 times as long. */
const NEAR_LINEAR = 1.1
/** A store told again comes in whole fortnights: so much of a size is that size. */
const NEARLY = 0.95
const ABOUT = 0.1

export function readLargerRuns(folder: string): LargerRuns {
  const read = (name: string) => {
    const path = join(folder, name)
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
  }
  return {
    scan: read('size-10m.json'),
    pass: read('pass.json'),
    labelled: read('labelled.json'),
    heldOut: read('held-out.json'),
  }
}

export function largerBars({ scan, pass }: LargerRuns): Bar[] {
  return [scanBar(scan), passBar(pass), growthBar(pass)]
}

function scanBar(run: SizeMeasured | null): Bar {
  const requests = run?.traffic.requests ?? 0
  const peak = Math.max(...(run?.scans.map((scan) => Math.max(scan.peak.reading, scan.peak.looking)) ?? []))
  return {
    measure: 'memory of a scan of 10 M requests',
    bar: '< 4 GB',
    figure:
      run === null
        ? 'not measured (npm run bench:size)'
        : `${gigabytes(peak)} at ${number(requests)} (${from(run, 'size')})`,
    met: run === null ? undefined : verdict(peak < SCAN_BYTES, requests >= SCANNED),
  }
}

function passBar(run: PassMeasured | null): Bar {
  const stopped = run?.unfinished?.toSorted((a, b) => b.requests - a.requests)[0]
  const largest = run?.passes.toSorted((a, b) => b.requests - a.requests)[0]
  return {
    measure: 'detection pass alone, 100 M requests of 1 M accounts',
    bar: '<= 10 min, < 16 GB',
    figure:
      run === null || (largest === undefined && stopped === undefined)
        ? 'not measured (npm run bench:pass)'
        : `${[...run.passes.map(passed), ...(run.unfinished ?? []).map(notEnded)].join('; ')} (${from(run, 'pass')})`,
    met:
      stopped !== undefined && stopped.seconds > PASS_SECONDS
        ? false
        : largest === undefined
          ? undefined
          : verdict(
              largest.seconds <= PASS_SECONDS && largest.peak < PASS_BYTES,
              largest.requests >= NEARLY * PASSED,
            ),
  }
}

/**
 * The steepest slope between one size and the next, in logarithms. A pass that was stopped took longer than it had: beyond
 * the largest that ended, it makes the slope at least so steep.
 */
function growthBar(run: PassMeasured | null): Bar {
  const bar: Omit<Bar, 'figure' | 'met'> = {
    measure: 'growth of that pass from 1 M over 10 M to 100 M requests',
    bar: `near linear: seconds grow at most as requests^${NEAR_LINEAR}`,
  }
  const ended = sizesOf(run?.passes ?? [])
  const largest = ended.at(-1)
  const stopped = sizesOf(run?.unfinished ?? []).filter((one) => one.requests > (largest?.requests ?? 0))
  const slopes = slopesOf(ended)
  if (slopes.length === 0) return { ...bar, figure: 'not measured (npm run bench:pass)', met: undefined }
  const least = largest === undefined ? [] : stopped.flatMap((one) => slopesOf([largest, one]))
  const steep = Math.max(...slopes, ...least)
  const all = GROWN.every((size) => ended.some(({ requests }) => Math.abs(requests / size - 1) < ABOUT))
  const figure = [
    ...slopes.map((slope, at) => `^${slope.toFixed(2)} to ${number(ended[at + 1].requests)}`),
    ...least.map((slope, at) => `at least ^${slope.toFixed(2)} to ${number(stopped[at].requests)}`),
  ]
  return {
    ...bar,
    figure: `from ${number(ended[0].requests)} requests: ${figure.join(', ')} ([plot](pass.svg))`,
    met: verdict(steep <= NEAR_LINEAR, all),
  }
}

type Size = Pick<PassFigures, 'requests' | 'seconds'>

/** By requests, each number of them once. */
function sizesOf(passes: readonly Size[]): Size[] {
  const sorted = passes.toSorted((a, b) => a.requests - b.requests)
  return sorted.filter(({ requests }, at) => requests !== sorted[at - 1]?.requests)
}

function slopesOf(sizes: readonly Size[]): number[] {
  return sizes.slice(1).map((more, at) => {
    const less = sizes[at]
    return Math.log(more.seconds / less.seconds) / Math.log(more.requests / less.requests)
  })
}

/** A smaller run can miss the bar of a larger one, and not meet it. */
function verdict(within: boolean, large: boolean): boolean | undefined {
  return within && !large ? undefined : within
}

function passed({ requests, seconds, peak }: PassFigures): string {
  return `${number(requests)}: ${number(Math.round(seconds))} s, ${gigabytes(peak)}`
}

function notEnded({ requests, seconds, peak }: Unfinished): string {
  return `${number(requests)}: not ended after ${number(Math.round(seconds))} s, ${gigabytes(peak)}`
}

/** The speed of a scan of more requests, beside that of the benchmark's own; empty where there was none. */
export function scanSpeedWords({ scan: run }: LargerRuns): string {
  if (run === null) return ''
  const rate = median(run.scans.map(({ requests, seconds }) => requests / seconds.total))
  return `; ${number(Math.round(rate))} requests/s of ${number(run.traffic.requests)} (${from(run, 'size')})`
}

/** What became of a set that others have labelled, in a paragraph; empty where there was none. */
export function labelledWords({ labelled }: LargerRuns): string {
  if (labelled === null) return ''
  const { title, campaigns, accounts, innocent, sideBySide } = labelled
  const [own, ...baselines] = sideBySide.detectors
  const recalls = baselines.map((one) => `${one.title} ${percent(one.recall)}`).join(', ')
  return `On a set that others have labelled (${title}: ${number(campaigns.length)} campaigns among ${number(accounts)} accounts; [labelled.md](labelled.md), ${from(labelled, 'labelled')}): Stillwatch found ${percent(own.recall)} of their accounts and accused ${number(own.accusedBenign)} of ${number(innocent)} others; with ${number(sideBySide.budget)} of these accused: ${recalls}.`
}

/** What becomes of the same worlds without the corpora that were learnt from, in a sentence; empty where it was not tried. */
export function heldOutWords({ heldOut: run }: LargerRuns): string {
  if (run === null) return ''
  const change = changeOfRecall(run.whole, run.heldOut)
  const wrong = ({ precision }: HeldOutMeasured['whole']): string =>
    `${number(precision.confirmed.innocent + precision.suspected.innocent)} of ${number(precision.confirmed.accounts + precision.suspected.accounts)}`
  const { fortnights, groups } = run.heldOut.benign
  return `Without these corpora ([held-out.md](held-out.md): ${number(run.whole.worlds)} worlds at scale ${run.scale} with and without them, ${from(run, 'held-out')}) mean recall of the bars’ campaigns is ${pointsWords(change)}, ${wrong(run.heldOut)} accused accounts are innocent instead of ${wrong(run.whole)}, and ${fortnights} campaign-free fortnights have ${groups.confirmed} confirmed and ${groups.suspected} suspected groups.`
}

function pointsWords(change: number | null): string {
  if (change === null) return 'not known'
  const points = Math.abs(100 * change).toFixed(1)
  return points === '0.0' ? 'the same' : `${points} percentage points ${change < 0 ? 'lower' : 'higher'}`
}

function from({ commit, date }: { readonly commit: string; readonly date: string }, bench: string): string {
  return `bench:${bench} at ${commit} on ${date.slice(0, 10)}`
}
