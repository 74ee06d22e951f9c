import type { Verdict } from '../../src/record/index.ts'
import { CLASS_GROUPS } from '../figures/class-groups.ts'
import { measureBenign } from '../figures/innocents.ts'
import { type Precision, precisionFigures } from '../figures/precision.ts'
import { mean, sum } from '../figures/quality.ts'
import { kindOf } from '../worlds/kinds.ts'
import type { WorldResult } from '../worlds/types.ts'

/** The worlds that were composed from one pack. */
export interface Side {
  readonly worlds: number
  /** In the order of the bars. */
  readonly recall: readonly {
    readonly title: string
    readonly campaigns: number
    /** Macro means over campaigns, 0 to 1; null without any. */
    readonly recall: number | null
    readonly confirmed: number | null
  }[]
  readonly precision: Readonly<Record<'confirmed' | 'suspected', Precision>>
  readonly benign: { readonly fortnights: number; readonly groups: Readonly<Record<Verdict, number>> }
}

export function sideOf(worlds: readonly WorldResult[]): Side {
  const campaigns = worlds.flatMap(({ score }) => score.campaigns)
  const { fortnights, groups } = measureBenign(
    worlds.filter(({ task }) => kindOf(task.scenario) === 'benign'),
  )
  return {
    worlds: worlds.length,
    recall: Object.values(CLASS_GROUPS).map(({ title, classes }) => {
      const own = campaigns.filter((one) => classes.some((name) => name === one.class))
      return {
        title,
        campaigns: own.length,
        recall: mean(own.map((one) => one.recall)),
        confirmed: mean(own.map((one) => one.recall_confirmed)),
      }
    }),
    precision: { confirmed: precisionOf(worlds, 'confirmed'), suspected: precisionOf(worlds, 'suspected') },
    benign: { fortnights, groups },
  }
}

function precisionOf(worlds: readonly WorldResult[], verdict: 'confirmed' | 'suspected'): Precision {
  const { accounts, innocent, precision } = precisionFigures(worlds, verdict)
  return { accounts, innocent, precision }
}

/** How much recall of the bars' classes changes, over all their campaigns; null without any. */
export function changeOfRecall(whole: Side, heldOut: Side): number | null {
  const pooled = ({ recall }: Side): number | null => {
    const campaigns = sum(recall.map((one) => one.campaigns))
    if (campaigns === 0) return null
    return sum(recall.map((one) => (one.recall ?? 0) * one.campaigns)) / campaigns
  }
  const [before, after] = [pooled(whole), pooled(heldOut)]
  return before === null || after === null ? null : after - before
}
