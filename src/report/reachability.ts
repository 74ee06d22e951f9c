import type { DataQuality, Family } from '../record/index.ts'
import { axisOf, ordered } from './families.ts'
import { list } from './words.ts'

/**
 * What the data could not have shown, whatever the traffic: sentences derived from the signals that ran and
 * the rules a verdict rests on (docs/detection.md: confirmed needs two coordination families, and two intent
 * families of which one is not economics). Empty when nothing was out
 * of reach; null when the result does not say which signals ran.
 */
export function unreachable(quality: DataQuality): string[] | null {
  if (!quality.signals_checked) return null
  const checked = ordered(quality.signals_checked.map(({ family }) => family))
  const coordination = checked.filter((family) => axisOf(family) === 'coordination')
  const intent = checked.filter((family) => axisOf(family) === 'intent')
  const blocked: string[] = []
  if (coordination.length === 0) {
    blocked.push('No coordination could be tested: no group can be suspected or confirmed.')
  } else if (coordination.length === 1) {
    blocked.push(
      `Coordination rests on ${coordination[0]} alone: no campaign can be confirmed, which needs a second family.`,
    )
  }
  if (!intent.some((family) => family !== 'economics')) {
    blocked.push(
      'Extraction intent could not be tested: nothing can be suspected or confirmed, only watched.',
    )
  } else if (intent.length === 1) {
    blocked.push(
      `Intent rests on ${intent[0]} alone: no campaign can be confirmed, which needs a second family.`,
    )
  }
  const blind = blindFamilies(quality, checked)
  if (blind.length > 0) blocked.push(`Nothing at all was seen of ${list(blind)}.`)
  return blocked
}

/** Families of which every signal was left out. */
function blindFamilies(quality: DataQuality, checked: readonly Family[]): Family[] {
  const left = quality.signals_left_out.flatMap(({ family }) => family ?? [])
  return ordered(left).filter((family) => !checked.includes(family))
}

/** Fields present in fewer records than all, the scarcest first. */
export function incompleteFields(quality: DataQuality): { field: string; share: number }[] {
  return Object.entries(quality.field_coverage)
    .map(([field, share]) => ({ field, share }))
    .filter(({ share }) => share < 1)
    .sort((one, other) => one.share - other.share || (one.field < other.field ? -1 : 1))
}
