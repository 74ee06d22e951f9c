import { ablationSection } from './ablation-section.ts'
import { attackersSection } from './attackers-section.ts'
import { bars } from './bars.ts'
import { calibrationSection } from './calibration-section.ts'
import { crowdSection } from './crowd-section.ts'
import { explanationsSection } from './explanations-section.ts'
import { fairnessSection } from './fairness-section.ts'
import { limitsSection } from './limits-section.ts'
import type { Measured } from './measured.ts'
import { precisionSection } from './precision-section.ts'
import { replaySection } from './replay-section.ts'
import {
  accusedSection,
  benignSection,
  classSection,
  leakageSection,
  mistakesSection,
  otherTacticsSection,
  speedSection,
  worldsSection,
} from './sections.ts'
import { sideBySideSection } from './side-by-side-section.ts'
import { number, table } from './words.ts'

/** The report as a reviewer reads it: bars first, then every table behind them. */
export function renderMarkdown(measured: Measured): string {
  const list = bars(measured)
  const word = (met: boolean | undefined): string =>
    met === undefined ? 'cannot tell' : met ? 'met' : '**not met**'
  return `${[
    '# Benchmark report',
    introduction(measured),
    ...limitsSection(measured),
    '## The bars of the first release',
    `${list.filter(({ met }) => met).length} met, ${list.filter(({ met }) => met === false).length} not met, ${list.filter(({ met }) => met === undefined).length} of which this run cannot tell, because they were not measured or too little was seen. A bar is met or not by the figure itself; where its interval reaches across the bar, that is said beside it.`,
    table(
      ['measure', 'bar', 'this run', ''],
      list.map(({ measure, bar, figure, met }) => [measure, bar, figure, word(met)]),
    ),
    failures(measured),
    ...classSection(measured),
    ...otherTacticsSection(measured),
    ...crowdSection(measured),
    ...attackersSection(measured),
    ...precisionSection(measured),
    ...accusedSection(measured),
    ...mistakesSection(measured),
    ...benignSection(measured),
    ...calibrationSection(measured),
    ...ablationSection(measured),
    ...sideBySideSection(measured),
    ...explanationsSection(measured),
    ...fairnessSection(measured),
    ...replaySection(measured),
    ...leakageSection(measured),
    ...speedSection(measured),
    ...worldsSection(measured),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`
}

function introduction(measured: Measured): string {
  const { date, version, commit, machine, options, seeds } = measured
  const rerun = [
    'npm run bench --',
    ...(options.quick ? ['--quick'] : []),
    `--seeds ${options.seeds}`,
    `--benign-seeds ${options.benignSeeds}`,
    `--decoys ${options.decoys}`,
    ...(options.ablation ? ['--ablation'] : []),
    `--scale ${options.scale}`,
    `--ordinary ${options.ordinary}`,
    ...(options.fingerprintFortnights > 0
      ? [`--fingerprint-fortnights ${options.fingerprintFortnights}`]
      : []),
    ...(options.replayEvery === undefined ? [] : [`--replay --every ${options.replayEvery}`]),
    options.corpus === undefined ? '--no-corpus' : '--corpus DIR',
  ].join(' ')
  return [
    `Written by the run itself on ${date} (stillwatch ${version}, commit ${commit}). Every world is simulated: these figures say how the detector does on our own composer, and no more.`,
    `- Machine: ${machine.cpu}, ${machine.cores} cores, ${machine.memory_gb} GB, ${machine.platform}, Node ${machine.node}, embedded ClickHouse ${machine.engine}; load average before the run ${machine.load_before.map((load) => load.toFixed(1)).join(' ')}.`,
    `- Texts: ${options.corpus === undefined ? 'grammars alone' : 'data pack and grammars'}. Scale ${options.scale}, ${seeds.length} seeds from ${seeds[0]} (each world’s stands in the last table).${shared(measured)} ${timeTaken(measured)}`,
    `- Rerun: \`${rerun}\``,
  ].join('\n')
}

function minutes(seconds: number): string {
  return `${number(Math.round(seconds / 60))} min`
}

/** What all figures cost: where a run goes on with the answers of an earlier one, its own minutes are a part of it. */
export function timeTaken({ seconds, earlier }: Pick<Measured, 'seconds' | 'earlier'>): string {
  if (earlier.answers === 0) return `The run took ${minutes(seconds)}.`
  return `The run took ${minutes(seconds)} and went on with ${number(earlier.answers)} answers of earlier runs of this commit, which had cost ${minutes(earlier.seconds)}, one after the other.`
}

function failures({ failures: list }: Measured): string {
  if (list.length === 0) return ''
  return [
    '## Runs that failed',
    'Their worlds are missing from every figure below.',
    ...list.map(({ what, error }) => `- ${what}: ${error.split('\n')[0]}`),
  ].join('\n\n')
}

/** Says so where worlds are not independent of each other. */
function shared({ worlds, seeds }: Measured): string {
  return seeds.length === worlds.length
    ? ''
    : ' Worlds of different scenarios with the same seed share their innocent population: what is said of innocents repeats, and intervals over worlds are too narrow.'
}
