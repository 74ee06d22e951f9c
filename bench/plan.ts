import { SCENARIOS } from '../src/simulate/index.ts'
import type { FortnightsTask } from './fortnights/types.ts'
import type { BenchOptions } from './options.ts'
import type { ReplayTask } from './replay/types.ts'
import { kindOf } from './worlds/kinds.ts'
import type { WorldTask } from './worlds/types.ts'

/** Seeds on which nothing was tuned: whoever looks into single worlds of a run moves on from them. */
const FIRST_SEED = 81_001
/** Between scenarios: a seed decides the innocent population, and worlds that share one are not independent. */
const SCENARIO_STEP = 100
/** Of scenarios that no bar asks for, no more than so many worlds are run. */
const ASIDE_SEEDS = 2
/** Of each scenario: a look without each family costs as much as all else in a world, and so do the baselines. */
const LOOKED_INTO = 2
/** Of the campaign-free worlds, those that the baselines see: they say at what threshold innocents are flagged. */
const BASELINES_CALM = 5
/** The world that is run a second time with country labels exchanged: it has campaigns of many classes. */
const COUNTRIES_SCENARIO = 'demo'
/** The world that is lived through pass by pass: it has campaigns of many classes, regrowth among them. */
const REPLAYED_SCENARIO = 'demo'
/** The others that are: with every class of the bars, and without any. A pass takes seconds, so these have fewer. */
const REPLAYED_ASIDE = [
  { scenario: 'mixed', worlds: 1, every: 6 },
  { scenario: 'benign', worlds: 3, every: 12 },
]

function seedsOf(scenario: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => FIRST_SEED + SCENARIO_STEP * scenario + i)
}

function worldsOf(scenario: string, { seeds, benignSeeds }: BenchOptions): number {
  const kind = kindOf(scenario)
  if (kind === 'everything') return 0
  if (kind === 'benign') return benignSeeds
  return kind === 'campaigns' ? seeds : Math.min(seeds, ASIDE_SEEDS)
}

/** So many among so many, as evenly as whole numbers can be. */
function shareOut(count: number, among: number): number[] {
  return Array.from(
    { length: among },
    (_, at) => Math.floor(((at + 1) * count) / among) - Math.floor((at * count) / among),
  )
}

/** Worlds that are run once more, with look-alikes as many of the innocent as the simulator has them. */
const CROWDED = { scenario: 'mixed', ordinary: 1 }

/** Every world of a run, half of the decoys shared out among the campaign-free, half among those with campaigns; and the one with exchanged countries. */
export function plan(options: BenchOptions): {
  main: WorldTask[]
  /** With fewer ordinary people. */
  crowded: WorldTask[]
  countries: WorldTask
  /** The first by the hour asked for, the others at longer strides. */
  replays: ReplayTask[]
  fortnights: FortnightsTask[]
} {
  const worlds = Object.keys(SCENARIOS).flatMap((scenario, at) => {
    if (kindOf(scenario) === 'replayed' && options.corpus === undefined) return []
    return seedsOf(at, worldsOf(scenario, options)).map((seed, i) => ({
      scenario,
      seed,
      place: i,
    }))
  })
  const plain = (scenario: string): boolean => ['campaigns', 'benign'].includes(kindOf(scenario))
  // Calibration wants decoys in which nobody is related; discoveries want worlds in which somebody is.
  const calm = Math.ceil(options.decoys / 2)
  const shares = {
    benign: shareOut(calm, worldsOf('benign', options)),
    campaigns: shareOut(
      options.decoys - calm,
      worlds.filter(({ scenario }) => kindOf(scenario) === 'campaigns').length,
    ),
  }
  const decoysOf = (scenario: string): number => {
    const kind = kindOf(scenario)
    return kind === 'benign' || kind === 'campaigns' ? (shares[kind].shift() ?? 0) : 0
  }
  const task = (scenario: string, seed: number): WorldTask => ({
    kind: 'world',
    scenario,
    seed,
    scale: options.scale,
    ordinary: options.ordinary,
    ...(options.corpus !== undefined && { corpus: options.corpus }),
    decoys: 0,
    ablation: false,
    leakage: false,
    baselines: false,
    permuteCountries: false,
  })
  const firstSeed = (scenario: string): number =>
    worlds.find((world) => world.scenario === scenario)?.seed ?? FIRST_SEED
  return {
    main: worlds.map(({ scenario, seed, place }) => ({
      ...task(scenario, seed),
      decoys: decoysOf(scenario),
      ablation: options.ablation && place < LOOKED_INTO && kindOf(scenario) === 'campaigns',
      baselines: plain(scenario) && place < (scenario === 'benign' ? BASELINES_CALM : LOOKED_INTO),
      // Scenarios with one class measure its leakage; in mixtures the same classes would appear again.
      leakage: place === 0 && !['demo', 'mixed'].includes(scenario) && kindOf(scenario) === 'campaigns',
    })),
    crowded: crowdedSeeds(options).map((seed) => ({
      ...task(CROWDED.scenario, seed),
      ordinary: CROWDED.ordinary,
    })),
    countries: {
      ...task(COUNTRIES_SCENARIO, firstSeed(COUNTRIES_SCENARIO)),
      permuteCountries: true,
    },
    replays: replayTasks(options),
    fortnights: fortnightTasks(options),
  }
}

/** Those of the scenario itself: its campaigns and look-alikes are the same then, and only the others are fewer. */
function crowdedSeeds({ seeds, ordinary }: BenchOptions): number[] {
  if (ordinary <= CROWDED.ordinary) return []
  return seedsOf(Object.keys(SCENARIOS).indexOf(CROWDED.scenario), Math.min(seeds, ASIDE_SEEDS))
}

function replayTasks({ replayEvery, scale, ordinary, corpus, benignSeeds }: BenchOptions): ReplayTask[] {
  if (replayEvery === undefined) return []
  const names = Object.keys(SCENARIOS)
  const task = (scenario: string, nth: number, every: number): ReplayTask => ({
    kind: 'replay',
    scenario,
    seed: seedsOf(names.indexOf(scenario), nth + 1)[nth],
    scale,
    ordinary,
    ...(corpus !== undefined && { corpus }),
    every: Math.max(replayEvery, every),
  })
  return [
    task(REPLAYED_SCENARIO, 0, replayEvery),
    ...REPLAYED_ASIDE.flatMap(({ scenario, worlds, every }) =>
      Array.from({ length: Math.min(worlds, scenario === 'benign' ? benignSeeds : worlds) }, (_, nth) =>
        task(scenario, nth, every),
      ),
    ),
  ]
}

/** Far from the seeds of the other worlds. */
const FIRST_PLACE = 140_001
/** Populations of one place, and how many fortnights are drawn from them. */
const POPULATIONS = 5
const DRAWN = 75

function fortnightTasks({
  fingerprintFortnights: count,
  scale,
  ordinary,
  corpus,
}: BenchOptions): FortnightsTask[] {
  return Array.from({ length: Math.ceil(count / DRAWN) }, (_, at) => ({
    kind: 'fortnights',
    place: FIRST_PLACE + at,
    seeds: Array.from({ length: POPULATIONS }, (__, i) => FIRST_PLACE + SCENARIO_STEP * (at + 1) + i),
    count: Math.min(DRAWN, count - at * DRAWN),
    scale,
    ordinary,
    ...(corpus !== undefined && { corpus }),
  }))
}
