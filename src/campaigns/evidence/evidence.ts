import { CUES } from '../../models/index.ts'
import type { Alternative, Evidence, Family } from '../../record/index.ts'
import type { Group } from '../../signals/index.ts'
import { type Figures, KEY_SIGNALS, SIGNALS, type SignalInfo, type World } from '../../signals/index.ts'
import type { Store } from '../../store/index.ts'
import { intersection } from '../groups/groups.ts'
import { askedOfCore, coreOf, type Pool } from '../members/members.ts'
import type { Judged } from '../verdict/judged.ts'
import { witnessesOf } from '../verdict/verdict.ts'
import { alternatives } from './alternatives.ts'
import { bind } from './bind.ts'
import { commonKeys } from './common-keys.ts'
import { type RevisionName, readingCopies } from './copies.ts'
import { recordedOf } from './recorded.ts'

/** Above this p-value a test is not worth an analyst's minute. */
const SHOWN = Math.log(0.05)

/**
 * The evidence items of one campaign revision. Every figure comes from the very query that is printed beside
 * it, run over the core accounts of this revision (`campaign_accounts`), so whoever holds the data gets the
 * same figure. Here it runs over the copies of their rows (`copyRows`).
 */
export async function evidenceFor(
  store: Store,
  world: World,
  pool: Pool,
  revision: RevisionName,
): Promise<Evidence[]> {
  const explained = alternatives(world, pool, await recordedOf(store, revision))
  const until = lastRequest(world)
  const core = coreOf(pool)
  const own = pool.judged.filter(({ joined }) => !joined)
  const proposed = [...new Set(own.map(({ candidate }) => candidate.proposedBy))].sort()
  const evidence: Evidence[] = []
  for (const item of itemsOf(world, pool, core)) {
    const edges = world.keys.get(item.signal.id)
    const common = edges ? commonKeys(world, edges, core) : []
    const query = bind(item.signal.query, revision, { tokens: pool.tokens, common, until })
    const [row] = await store.query<Figures>(readingCopies(query, revision.campaignId), {}, { numbers: true })
    if (!row || (row.figure === 0 && !row.nearby && isNothingAtNought(item))) continue
    evidence.push({
      signal: item.signal.id,
      family: item.signal.family,
      axis: item.signal.axis,
      tactics: [...item.signal.tactics],
      proposed_by: proposed,
      observation: item.signal.observe(row),
      p_value: item.p,
      weighed: item.weighed,
      alternatives: relevant(explained[item.signal.axis], item.signal),
      references: [...item.signal.references],
      query,
    })
  }
  return evidence
}

/**
 * Whether an item has nothing to show where its figure is 0: a key that nobody shares, no replacement. The most even of
 * loads has a variation of 0, though.
 */
function isNothingAtNought({ signal }: Item): boolean {
  return signal.family === 'adaptation' || KEY_SIGNALS.some(({ id }) => id === signal.id)
}

/** Milliseconds since 1970. */
function lastRequest({ principals }: World): number {
  return principals.lastSeen.reduce((latest, time) => Math.max(latest, time), 0)
}

interface Item {
  readonly signal: SignalInfo
  readonly p: number
  readonly weighed: boolean
}

function itemsOf(world: World, pool: Pool, core: Group): Item[] {
  const { lead, tokens } = pool
  const items = new Map<string, Item>()
  const add = (id: string, p: number, weighed: boolean): void => {
    const signal = SIGNALS.find((candidate) => candidate.id === id)
    const known = items.get(id)
    const isMore = known && (weighed === known.weighed ? p < known.p : weighed)
    if (signal && (!known || isMore)) items.set(id, { signal, p, weighed })
  }
  for (const { ties, coordination } of aboutCore(world, pool, core)) {
    const witnesses = new Set(witnessesOf(ties))
    // Timing is asked of those who are tied only where it decides; else it is shown of all who were proposed.
    const timing = ties.all.families.has('timing')
      ? []
      : coordination.tests.filter(({ family }) => family === 'timing')
    for (const { signal, family, logP } of [...ties.all.tests, ...timing]) {
      if (logP <= SHOWN) add(signal, Math.exp(logP), witnesses.has(family))
    }
  }
  if (lead.ranks.references === 0) return sorted(items)
  if (tokens.length > 0) add('exclusive-template', lead.ranks.content, true)
  else add('pooled-distribution', lead.ranks.content, true)
  add(`elicits-${CUES[lead.intent.cue].id.replace('_', '-')}`, lead.ranks.elicitation, true)
  return sorted(items)
}

/**
 * The groups whose evidence is told, each with what is found of its core members: the figures are theirs. A watched pool is not
 * asked again, and so stands as it was judged.
 */
function aboutCore(world: World, pool: Pool, core: Group): Judged[] {
  const own = pool.judged.filter(({ joined }) => !joined)
  if (pool.verdict === 'watch') return own
  return own.flatMap((one) =>
    intersection(one.tied, core).length < 2
      ? []
      : [askedOfCore(world, { ...pool, lead: one }, core).pool.lead],
  )
}

function sorted(items: ReadonlyMap<string, Item>): Item[] {
  return [...items.values()].sort((a, b) => a.p - b.p)
}

/** The general explanations, and the signal's own innocent causes as far as these do not cover them. */
function relevant(general: readonly Alternative[], signal: SignalInfo): Alternative[] {
  return [
    ...general,
    ...signal.innocentCauses.map((explanation) => ({
      explanation,
      outcome: 'not_testable' as const,
      detail: 'A reviewer should rule this out by hand.',
    })),
  ]
}

export function familiesOf(evidence: readonly Evidence[]): Family[] {
  return [...new Set(evidence.filter(({ weighed }) => weighed).map(({ family }) => family))]
}
