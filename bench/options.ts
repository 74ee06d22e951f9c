import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

export interface BenchOptions {
  readonly quick: boolean
  /** Seeds per scenario. */
  readonly seeds: number
  readonly benignSeeds: number
  readonly decoys: number
  /** Run worlds with campaigns again without each family of signals. */
  readonly ablation: boolean
  readonly scale: number
  /** Ordinary people of a world, against the simulator's own. */
  readonly ordinary: number
  readonly corpus: string | undefined
  readonly width: number
  /** Requests of the speed run, roughly. */
  readonly speedScale: number
  /** Campaign-free fortnights at fingerprint level; 0 for none. */
  readonly fingerprintFortnights: number
  /** Hours between the passes of a replay; undefined where none is run. */
  readonly replayEvery: number | undefined
  /** Where answers are kept for another run; undefined where none are. */
  readonly results: string | undefined
  readonly out: string
}

export const USAGE = `npm run bench -- [--quick] [--seeds N] [--benign-seeds N] [--decoys N] [--scale X] [--ordinary X] [--corpus DIR | --no-corpus] [--width N] [--ablation] [--fingerprint-fortnights N] [--replay [--every HOURS]] [--results DIR] [--out DIR]

  --quick          a run for CI: one seed, smaller worlds, few decoys; figures are coarse
  --seeds N        seeds per scenario (default 3; of attackers and replayed arrivals at most 2 are run)
  --benign-seeds N campaign-free fortnights (default 10)
  --decoys N       permuted worlds in all, half of them of campaign-free ones (default 200)
  --scale X        size of each world; 1 is about 4,000 active accounts (default 0.5)
  --ordinary X     ordinary people of each world, against the simulator's own: 1 makes look-alikes half of the innocent
                   accounts, 2 a third (default 2); a few worlds are run with 1 beside the others
  --corpus DIR     data pack to compose texts from (default: STILLWATCH_CORPUS; without one, by grammars alone)
  --no-corpus      compose all text by grammar
  --width N        worlds side by side (default: cores, at most 4)
  --fingerprint-fortnights N
                   campaign-free fortnights drawn from composed ones, without composing text anew (default 0; a
                   second each, and half a minute for each of the 5 populations that up to 75 are drawn from)
  --ablation       look again without each family of signals, in the first two worlds of each scenario with
                   campaigns: six more detections
  --replay         live through one fortnight pass by pass, to see how much was gone at detection; a pass takes
                   seconds, and hourly there are 336
  --every HOURS    hours between passes of the replay (default 1)
  --results DIR    keep every answer (of a world, a place's fortnights, the replay) in DIR, a file each, and take those
                   that an earlier run of the same commit, local changes included, left there: a run that was cut
                   short goes on. Speed is always measured anew. Which data pack it was goes by its path alone
                   (default: nothing is kept; bench/results/ is ignored by git)
  --out DIR        where report.md, report.json and plots go (default: bench/)`

/** Reads the command line. Throws RangeError or TypeError for what makes no sense. */
export function readOptions(args: readonly string[], root: string): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      seeds: { type: 'string' },
      'benign-seeds': { type: 'string' },
      decoys: { type: 'string' },
      scale: { type: 'string' },
      ordinary: { type: 'string' },
      corpus: { type: 'string' },
      'no-corpus': { type: 'boolean', default: false },
      width: { type: 'string' },
      'fingerprint-fortnights': { type: 'string' },
      ablation: { type: 'boolean', default: false },
      replay: { type: 'boolean', default: false },
      every: { type: 'string' },
      results: { type: 'string' },
      out: { type: 'string' },
    },
  })
  const { quick } = values
  const found = values.corpus ?? process.env.STILLWATCH_CORPUS
  return {
    quick,
    seeds: count(values.seeds, quick ? 1 : 3, 'seeds'),
    benignSeeds: count(values['benign-seeds'], quick ? 2 : 10, 'benign-seeds'),
    decoys: count(values.decoys, quick ? 16 : 200, 'decoys'),
    ablation: values.ablation,
    scale: positive(values.scale, quick ? 0.3 : 0.5, 'scale'),
    ordinary: positive(values.ordinary, quick ? 1 : 2, 'ordinary'),
    corpus: values['no-corpus'] ? undefined : found,
    width: count(values.width, Math.min(4, availableParallelism()), 'width'),
    speedScale: quick ? 0.4 : 1.5,
    fingerprintFortnights:
      values['fingerprint-fortnights'] === undefined
        ? 0
        : count(values['fingerprint-fortnights'], 0, 'fingerprint-fortnights'),
    replayEvery: values.replay ? positive(values.every, 1, 'every') : undefined,
    results: values.results,
    out: values.out ?? join(root, 'bench'),
  }
}

function count(text: string | undefined, otherwise: number, name: string): number {
  const value = positive(text, otherwise, name)
  if (!Number.isInteger(value)) throw new RangeError(`--${name} wants a whole number, got ${text}`)
  return value
}

function positive(text: string | undefined, otherwise: number, name: string): number {
  const value = text === undefined ? otherwise : Number(text)
  if (!(value > 0)) throw new RangeError(`--${name} wants a positive number, got ${text}`)
  return value
}
