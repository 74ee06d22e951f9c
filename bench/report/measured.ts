import type { AblationFigures } from '../figures/ablation.ts'
import type { AttackerFigures } from '../figures/attackers.ts'
import type { Calibration } from '../figures/calibration.ts'
import type { Crowd } from '../figures/crowd.ts'
import type { ExplanationFigures } from '../figures/explanations.ts'
import type { FairnessFigures } from '../figures/fairness.ts'
import type { FortnightFigures } from '../figures/fortnights.ts'
import type { BenignFigures, DecoyFigures, whoWasAccused } from '../figures/innocents.ts'
import type { PrecisionFigures } from '../figures/precision.ts'
import type { Quality } from '../figures/quality.ts'
import type { ReplayFigures } from '../figures/replay.ts'
import type { SideBySide } from '../figures/side-by-side.ts'
import type { BenchOptions } from '../options.ts'
import type { PackRows } from '../pack.ts'
import type { CountResult, ScanResultFigures, TrafficResult } from '../speed/types.ts'
import type { WorldResult } from '../worlds/types.ts'
import type { LargerRuns } from './larger-runs.ts'

export interface Speed {
  readonly traffic: TrafficResult
  readonly scan: ScanResultFigures
  readonly count: CountResult
}

/** Everything one run found out; what `report.json` holds. */
export interface Measured {
  readonly format: 'stillwatch.bench/1'
  readonly date: string
  readonly version: string
  readonly commit: string
  readonly machine: {
    readonly cpu: string
    readonly cores: number
    readonly memory_gb: number
    readonly node: string
    readonly platform: string
    readonly engine: string
    /** Load averages before the run: other work on the machine slows the speed figures. */
    readonly load_before: readonly number[]
    readonly load_before_speed: readonly number[]
  }
  readonly options: BenchOptions
  /** Null without a data pack, and where its catalogue does not count its rows. */
  readonly pack: PackRows | null
  readonly seeds: readonly number[]
  readonly seconds: number
  /** Answers taken from earlier runs of the same commit, and the seconds these took then, one after the other. */
  readonly earlier: { readonly answers: number; readonly seconds: number }
  readonly failures: readonly { readonly what: string; readonly error: string }[]
  /** Over the worlds with campaigns, those of the attackers aside. */
  readonly quality: Quality
  /** Of the classes that no bar names. */
  readonly otherTactics: Quality
  /** The mixed worlds that were run with fewer ordinary people as well, both ways; null where none was. */
  readonly crowds: { readonly usual: Crowd; readonly crowded: Crowd } | null
  /** Attackers who know the detector, each over its own worlds. */
  readonly attackers: readonly AttackerFigures[]
  /** Over all worlds. */
  readonly precision: { readonly confirmed: PrecisionFigures; readonly suspected: PrecisionFigures }
  readonly benign: BenignFigures
  /** Campaign-free worlds with the arrivals of real clients; none without a data pack. */
  readonly replayedArrivals: BenignFigures
  readonly decoys: DecoyFigures
  readonly calibration: Calibration
  readonly accused: ReturnType<typeof whoWasAccused>
  readonly explanations: ExplanationFigures
  readonly fairness: FairnessFigures
  /** Whether exchanging country names left every word said about campaigns as it was; null where not run. */
  readonly countriesIgnored: boolean | null
  /** Null where it was not tried. */
  readonly ablation: AblationFigures | null
  readonly sideBySide: SideBySide
  readonly speed: Speed | null
  readonly larger: LargerRuns
  /** Campaign-free fortnights at fingerprint level; null where none was drawn. */
  readonly fortnights: FortnightFigures | null
  /** The first is the bar's. */
  readonly replays: readonly ReplayFigures[]
  readonly worlds: readonly WorldSummary[]
}

export type WorldSummary = Omit<WorldResult, 'baselines' | 'people' | 'decoys' | 'ablation' | 'explanations'>
