import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, release, tmpdir, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { measureAblation } from './figures/ablation.ts'
import { measureAttackers } from './figures/attackers.ts'
import { measureCalibration } from './figures/calibration.ts'
import { measureCrowd } from './figures/crowd.ts'
import { measureExplanations } from './figures/explanations.ts'
import { measureFairness } from './figures/fairness.ts'
import { type FortnightFigures, measureFortnights } from './figures/fortnights.ts'
import { measureBenign, measureDecoys, whoWasAccused } from './figures/innocents.ts'
import { precisionFigures } from './figures/precision.ts'
import { measureQuality } from './figures/quality.ts'
import { measureReplay, type ReplayFigures } from './figures/replay.ts'
import { compare } from './figures/side-by-side.ts'
import type { FortnightsTask } from './fortnights/types.ts'
import { type Answered, type KeptAnswers, openKept } from './kept-answers.ts'
import { type BenchOptions, readOptions, USAGE } from './options.ts'
import { type PackRows, packRows } from './pack.ts'
import { plan } from './plan.ts'
import { type Failure, runAll, runTask, WORLD_SECONDS } from './processes.ts'
import type { ReplayTask } from './replay/types.ts'
import { calibrationPlot } from './report/calibration-plot.ts'
import { readLargerRuns } from './report/larger-runs.ts'
import { renderMarkdown } from './report/markdown.ts'
import type { Measured, Speed } from './report/measured.ts'
import { commitOf, findRepository } from './repository.ts'
import { kindOf, type WorldKind } from './worlds/kinds.ts'
import type { WorldResult, WorldTask } from './worlds/types.ts'

/** Some populations are composed, and dozens of fortnights drawn from them. */
const FORTNIGHTS_SECONDS = 3_600
/** A replay is hundreds of passes. */
const REPLAY_SECONDS = 6 * 3_600

const repository = findRepository()
if (process.argv.includes('--help')) console.log(USAGE)
else await bench(readOptions(process.argv.slice(2), repository.root))

async function bench(options: BenchOptions): Promise<void> {
  const began = performance.now()
  const judged = commitOf(repository)
  const kept = openKept(options.results, judged)
  const pack = options.corpus === undefined ? null : packRows(options.corpus)
  const loadBefore = loadavg()
  const { main, crowded, countries, replays, fortnights } = plan(options)
  const tasks = [...main, countries, ...crowded]
  console.log(`${tasks.length} worlds, ${options.width} at a time`)
  const { answers, failures } = await runAll(
    tasks,
    { width: options.width, seconds: WORLD_SECONDS, kept },
    (done, task, outcome) => console.log(progressLine(done, tasks.length, task, outcome)),
  )
  // The longest replay is one process for as long as all fortnights take; the others follow it.
  const [drawn, replayed] = await Promise.all([
    runDrawn(fortnights, replays.length > 0 ? Math.max(1, options.width - 1) : options.width, kept),
    runReplayed(replays, kept),
  ])
  const loadBeforeSpeed = loadavg()
  const { speed, failure } = await measureSpeed(options)
  const measured = summarise(answers, {
    options,
    pack,
    commit: judged,
    failures: [
      ...failures.map(({ task, error }) => ({ what: `${task.scenario} ${task.seed}`, error })),
      ...failure,
      ...replayed.failures.map(({ task, error }) => ({
        what: `replay of ${task.scenario} ${task.seed}`,
        error,
      })),
      ...drawn.failures.map(({ task, error }) => ({ what: `fortnights ${task.place}`, error })),
    ],
    speed,
    replays: replayed.answers.map(measureReplay),
    fortnights: measureFortnights(drawn.answers),
    loadBefore,
    loadBeforeSpeed,
    earlier: kept?.taken ?? { answers: 0, seconds: 0 },
    seconds: (performance.now() - began) / 1_000,
  })
  mkdirSync(options.out, { recursive: true })
  writeFileSync(join(options.out, 'report.json'), `${JSON.stringify(measured, null, 1)}\n`)
  writeFileSync(join(options.out, 'report.md'), renderMarkdown(measured))
  writeFileSync(join(options.out, 'calibration.svg'), calibrationPlot(measured.calibration))
  console.log(`Written: ${join(options.out, 'report.md')}, report.json, calibration.svg`)
}

function progressLine(
  done: number,
  all: number,
  task: WorldTask,
  outcome: Answered<WorldTask> | Failure<WorldTask>,
): string {
  const said =
    'error' in outcome ? failed(outcome) : `${outcome.answer.score.summary} (${secondsOf(outcome)})`
  return `${done}/${all} ${task.scenario} ${task.seed}: ${said}`
}

function failed({ error }: { readonly error: string }): string {
  return `FAILED: ${error.split('\n')[0]}`
}

function secondsOf({ seconds, earlier }: { readonly seconds: number; readonly earlier: boolean }): string {
  return `${seconds.toFixed(0)} s${earlier ? ' in an earlier run' : ''}`
}

function runDrawn(tasks: readonly FortnightsTask[], width: number, kept: KeptAnswers | undefined) {
  return runAll(tasks, { width, seconds: FORTNIGHTS_SECONDS, kept }, (done, { place, count }, outcome) =>
    console.log(
      `Fortnights ${done}/${tasks.length}: ${'error' in outcome ? failed(outcome) : `${count} of place ${place} (${secondsOf(outcome)})`}`,
    ),
  )
}

function runReplayed(tasks: readonly ReplayTask[], kept: KeptAnswers | undefined) {
  return runAll(tasks, { width: 1, seconds: REPLAY_SECONDS, kept }, (_, { scenario, seed, every }, outcome) =>
    console.log(
      `Replay of ${scenario} ${seed}, a pass every ${every} h: ${'error' in outcome ? failed(outcome) : `${outcome.answer.passes} passes (${secondsOf(outcome)})`}`,
    ),
  )
}

async function measureSpeed(
  options: BenchOptions,
): Promise<{ speed: Speed | null; failure: { what: string; error: string }[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-speed-'))
  try {
    console.log('Speed: composing traffic')
    const traffic = await runTask(
      {
        kind: 'traffic',
        folder,
        seed: 1,
        scale: options.speedScale,
        ...(options.corpus !== undefined && { corpus: options.corpus }),
      },
      WORLD_SECONDS,
    )
    console.log('Speed: counting, then scanning')
    const count = await runTask({ kind: 'count', folder }, WORLD_SECONDS)
    const scan = await runTask({ kind: 'scan', folder }, WORLD_SECONDS)
    return { speed: { traffic, count, scan }, failure: [] }
  } catch (error) {
    return { speed: null, failure: [{ what: 'speed', error: String(error) }] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Run {
  readonly options: BenchOptions
  readonly pack: PackRows | null
  /** When the run began: others may commit meanwhile. */
  readonly commit: string
  readonly failures: Measured['failures']
  readonly speed: Speed | null
  readonly replays: readonly ReplayFigures[]
  readonly fortnights: FortnightFigures | null
  readonly loadBefore: readonly number[]
  readonly loadBeforeSpeed: readonly number[]
  readonly earlier: Measured['earlier']
  readonly seconds: number
}

function summarise(answers: readonly WorldResult[], run: Run): Measured {
  const exchanged = answers.find(({ task }) => task.permuteCountries)
  const worlds = answers.filter(
    ({ task }) => !task.permuteCountries && task.ordinary === run.options.ordinary,
  )
  const crowded = answers.filter(({ task }) => task.ordinary !== run.options.ordinary)
  const isUsual = ({ task: own }: WorldResult): boolean =>
    crowded.some(({ task }) => task.scenario === own.scenario && task.seed === own.seed)
  const twin = worlds.find(
    ({ task }) => task.scenario === exchanged?.task.scenario && task.seed === exchanged.task.seed,
  )
  const of = (kind: WorldKind) => worlds.filter(({ task }) => kindOf(task.scenario) === kind)
  const [benign, hostile] = [of('benign'), of('campaigns')]
  return {
    format: 'stillwatch.bench/1',
    date: new Date().toISOString(),
    version: repository.version,
    commit: run.commit,
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      memory_gb: Math.round(totalmem() / 1e9),
      node: process.versions.node,
      platform: `${type()} ${release()}`,
      engine: run.speed?.count.engine ?? 'unknown',
      load_before: run.loadBefore,
      load_before_speed: run.loadBeforeSpeed,
    },
    // Where things lie on this machine is nobody's business.
    options: {
      ...run.options,
      corpus: run.options.corpus === undefined ? undefined : 'data pack',
      results: undefined,
      out: 'bench',
    },
    pack: run.pack,
    seeds: [...new Set(worlds.map(({ task }) => task.seed))].sort((a, b) => a - b),
    seconds: run.seconds,
    earlier: run.earlier,
    failures: run.failures,
    quality: measureQuality(hostile),
    otherTactics: measureQuality(of('tactic')),
    crowds:
      crowded.length === 0
        ? null
        : { usual: measureCrowd(worlds.filter(isUsual)), crowded: measureCrowd(crowded) },
    attackers: measureAttackers(worlds),
    precision: {
      confirmed: precisionFigures(worlds, 'confirmed'),
      suspected: precisionFigures(worlds, 'suspected'),
    },
    benign: measureBenign(benign),
    replayedArrivals: measureBenign(of('replayed')),
    decoys: measureDecoys(worlds),
    calibration: measureCalibration(worlds),
    accused: whoWasAccused(worlds),
    explanations: measureExplanations(worlds),
    fairness: measureFairness(worlds),
    countriesIgnored: exchanged && twin ? exchanged.said === twin.said : null,
    ablation: measureAblation(hostile),
    sideBySide: compare(benign, hostile),
    speed: run.speed,
    larger: readLargerRuns(join(repository.root, 'bench')),
    replays: run.replays,
    fortnights: run.fortnights,
    worlds: worlds.map(
      ({ baselines: _, people: __, decoys: ___, ablation: ____, explanations: _____, task, ...rest }) => ({
        ...rest,
        task: { ...task, ...(task.corpus !== undefined && { corpus: 'data pack' }) },
      }),
    ),
  }
}
