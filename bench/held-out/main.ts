import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openKept } from '../kept-answers.ts'
import { type BenchOptions, readOptions } from '../options.ts'
import { packRows } from '../pack.ts'
import { plan } from '../plan.ts'
import { runAll, WORLD_SECONDS } from '../processes.ts'
import { commitOf, findRepository } from '../repository.ts'
import { machineSince } from '../size/machine.ts'
import { kindOf } from '../worlds/kinds.ts'
import type { WorldResult, WorldTask } from '../worlds/types.ts'
import { sideOf } from './figures.ts'
import { type HeldOutMeasured, heldOutMarkdown } from './markdown.ts'
import { heldOutPack } from './pack.ts'

const USAGE = `npm run bench:held-out -- --corpus DIR [options]

The benchmark's worlds twice: with texts of a data pack, and of its corpora that the cue models did not learn from.

  --corpus DIR      the data pack (default: STILLWATCH_CORPUS)
  --seeds N         worlds of each scenario with campaigns that bars are about (default 1)
  --benign-seeds N  campaign-free worlds (default 4)
  --scale X         size of each world (default 1)
  --results DIR     keep answers in DIR and take those of this commit that are there
  --out DIR         where held-out.md and held-out.json go (default: bench/)`

const repository = findRepository()
const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    seeds: { type: 'string', default: '1' },
    'benign-seeds': { type: 'string', default: '4' },
    scale: { type: 'string', default: '1' },
    results: { type: 'string' },
    out: { type: 'string', default: join(repository.root, 'bench') },
    help: { type: 'boolean', default: false },
  },
})
const corpus = values.corpus ?? process.env.STILLWATCH_CORPUS
if (values.help) console.log(USAGE)
else if (corpus === undefined) {
  console.error('error: no data pack is named\nName its folder with --corpus, or in STILLWATCH_CORPUS.')
  process.exitCode = 2
} else await bench(resolve(corpus))

async function bench(whole: string): Promise<void> {
  const before = loadavg()
  const commit = commitOf(repository)
  const kept = openKept(values.results, commit)
  // Answers are found by the pack's path, so that it lies beside them.
  const folder = values.results ?? mkdtempSync(join(tmpdir(), 'stillwatch-held-out-'))
  const heldOut = resolve(folder, 'held-out-pack')
  rmSync(heldOut, { recursive: true, force: true })
  try {
    const leftOut = heldOutPack(whole, heldOut)
    const options = optionsFor(whole)
    const worlds = worldsOf(options)
    const sideName = ({ corpus: own }: WorldTask): string => (own === heldOut ? ', held out' : '')
    const tasks = worlds.flatMap((task) => [task, { ...task, corpus: heldOut }])
    console.log(`${worlds.length} worlds, twice`)
    const { answers, failures } = await runAll(
      tasks,
      { width: options.width, seconds: WORLD_SECONDS, kept },
      (done, task, outcome) =>
        console.log(
          `${done}/${tasks.length} ${nameOf(task)}${sideName(task)}: ${'error' in outcome ? `FAILED: ${outcome.error}` : outcome.answer.score.summary}`,
        ),
    )
    // A world that failed with one pack is left out of both.
    const failed = new Set(failures.map(({ task }) => nameOf(task)))
    const of = (pack: string): WorldResult[] =>
      answers.filter(({ task }) => task.corpus === pack && !failed.has(nameOf(task)))
    write({
      format: 'stillwatch.held-out/1',
      date: new Date().toISOString(),
      version: repository.version,
      commit,
      machine: machineSince(before),
      scale: options.scale,
      rerun: `--seeds ${values.seeds} --benign-seeds ${values['benign-seeds']} --scale ${values.scale}`,
      leftOut,
      rows: { whole: packRows(whole), heldOut: packRows(heldOut) },
      whole: sideOf(of(whole)),
      heldOut: sideOf(of(heldOut)),
      failures: failures.map(
        ({ task, error }) => `- ${nameOf(task)}${sideName(task)}: ${error.split('\n')[0]}`,
      ),
    })
  } finally {
    rmSync(values.results === undefined ? folder : heldOut, { recursive: true, force: true })
  }
}

function optionsFor(pack: string): BenchOptions {
  const { seeds, scale } = values
  const own = ['--seeds', seeds, '--benign-seeds', values['benign-seeds'], '--scale', scale, '--corpus', pack]
  return readOptions(own, repository.root)
}

/** Those of the benchmark, without what it looks into beside: decoys, ablation, leakage, baselines. */
function worldsOf(options: BenchOptions): WorldTask[] {
  return plan(options)
    .main.filter(({ scenario }) => ['campaigns', 'benign'].includes(kindOf(scenario)))
    .map((task) => ({ ...task, decoys: 0, ablation: false, leakage: false, baselines: false }))
}

function nameOf({ scenario, seed }: Pick<WorldTask, 'scenario' | 'seed'>): string {
  return `${scenario} ${seed}`
}

function write(measured: HeldOutMeasured): void {
  mkdirSync(values.out, { recursive: true })
  writeFileSync(join(values.out, 'held-out.json'), `${JSON.stringify(measured, null, 1)}\n`)
  const path = join(values.out, 'held-out.md')
  writeFileSync(path, heldOutMarkdown(measured))
  console.log(`Written: ${path}, held-out.json`)
}
