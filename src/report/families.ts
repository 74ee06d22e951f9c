import { FAMILIES, type Family } from '../record/index.ts'

export type Axis = 'coordination' | 'intent'

/** What each family of signals looks at, in the words of a table. */
export const FAMILY_MEANING: Readonly<Record<Family, string>> = {
  identity: 'shared cards, devices, phones, referrals, sign-up batches',
  network: 'shared address ranges and clients',
  timing: 'activity that rises and falls together',
  adaptation: 'accounts opened right after others were closed',
  partition: 'one body of work split without overlap',
  content: 'one template or one distribution of tasks',
  elicitation: 'requests for reasoning, grading or training data',
  economics: 'usage out of proportion to plan and history; no signal looks at it yet',
}

const INTENT: ReadonlySet<Family> = new Set(['content', 'elicitation', 'economics'])

export function axisOf(family: Family): Axis {
  return INTENT.has(family) ? 'intent' : 'coordination'
}

/** In the order of the catalogue, each once. */
export function ordered(families: Iterable<Family>): Family[] {
  const held = new Set(families)
  return FAMILIES.filter((family) => held.has(family))
}
