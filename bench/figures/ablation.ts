import { ABLATED, type Ablated, type AblationRun, type WorldResult } from '../worlds/types.ts'
import { CLASS_GROUPS } from './class-groups.ts'
import { type Precision, precisionFrom } from './precision.ts'
import { mean } from './quality.ts'

export interface AblationRow {
  /** Null where everything was there. */
  readonly without: Ablated | null
  /** Natural groups of a world to compare with, mean over worlds. */
  readonly references: number | null
  /** Macro mean of recall over the campaigns of each group of `CLASS_GROUPS`, 0 to 1; null where there were none. */
  readonly byGroup: readonly (number | null)[]
  /** The same over all campaigns, and of it confirmed. */
  readonly recall: number | null
  readonly recallConfirmed: number | null
  readonly confirmed: Precision
  readonly suspected: Precision
}

export interface AblationFigures {
  readonly worlds: number
  readonly campaigns: number
  readonly rows: readonly AblationRow[]
}

/** What is found without each family, over the worlds in which it was tried; null where it was in none. */
export function measureAblation(worlds: readonly WorldResult[]): AblationFigures | null {
  const tried = worlds.filter(({ ablation }) => ablation.length > 0)
  if (tried.length === 0) return null
  const runs = (without: Ablated) =>
    tried.flatMap(({ ablation }) => ablation.filter((run) => run.without === without))
  return {
    worlds: tried.length,
    campaigns: tried.flatMap(({ score }) => score.campaigns).length,
    rows: [
      rowOf(
        null,
        tried.map(({ score, accused, references }) => ({ campaigns: score.campaigns, accused, references })),
      ),
      ...ABLATED.map((without) => rowOf(without, runs(without))),
    ],
  }
}

function rowOf(
  without: Ablated | null,
  runs: readonly Pick<AblationRun, 'campaigns' | 'accused' | 'references'>[],
): AblationRow {
  const campaigns = runs.flatMap((run) => run.campaigns)
  const recallOf = (classes: readonly string[]): number | null =>
    mean(campaigns.filter((one) => classes.includes(one.class)).map(({ recall }) => recall))
  return {
    without,
    references: mean(runs.map(({ references }) => references)),
    byGroup: Object.values(CLASS_GROUPS).map(({ classes }) => recallOf(classes)),
    recall: mean(campaigns.map(({ recall }) => recall)),
    recallConfirmed: mean(campaigns.map((one) => one.recall_confirmed)),
    confirmed: precisionFrom(runs.map(({ accused }) => accused.confirmed)),
    suspected: precisionFrom(runs.map(({ accused }) => accused.suspected)),
  }
}
