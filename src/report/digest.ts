import type { Alternative, Campaign, Evidence, Member } from '../record/index.ts'

/**
 * The strongest reasons of a campaign, at most `limit`: weighed before merely shown, small figures first, and
 * as far as possible from different families and from both axes.
 */
export function strongestReasons(campaign: Campaign, limit: number): Evidence[] {
  const ranked = [...campaign.evidence].sort(
    (one, other) => Number(other.weighed) - Number(one.weighed) || (one.p_value ?? 2) - (other.p_value ?? 2),
  )
  const families = new Set<string>()
  const first: Evidence[] = []
  const rest: Evidence[] = []
  for (const item of ranked) {
    if (families.has(item.family)) rest.push(item)
    else first.push(item)
    families.add(item.family)
  }
  const chosen = [...first, ...rest].slice(0, limit)
  const absent = first.find(
    (item) => !chosen.includes(item) && chosen.every(({ axis }) => axis !== item.axis),
  )
  if (absent && chosen.length > 1) chosen[chosen.length - 1] = absent
  return chosen
}

/** Core members, then linked ones. A core account without a member entry stands with no reasons given. */
export function membersOf(campaign: Campaign): { core: Member[]; linked: Member[] } {
  const accused = new Set(campaign.accounts)
  const described = new Map(campaign.members.map((member) => [member.account_id, member]))
  const core = campaign.accounts.map(
    (account_id): Member =>
      described.get(account_id) ?? { account_id, role: 'core', families: [], reasons: [] },
  )
  return { core, linked: campaign.members.filter(({ account_id }) => !accused.has(account_id)) }
}

/** Each innocent explanation that was considered, once, by how it fared. */
export function alternativesOf(campaign: Campaign): Record<Alternative['outcome'], Alternative[]> {
  const all = distinct(campaign.evidence.flatMap(({ alternatives }) => alternatives))
  return {
    rejected: all.filter(({ outcome }) => outcome === 'rejected'),
    not_excluded: all.filter(({ outcome }) => outcome === 'not_excluded'),
    not_testable: all.filter(({ outcome }) => outcome === 'not_testable'),
  }
}

/** The explanations that are the same for all of several items, and the items without these. */
export function withoutCommon(items: readonly Evidence[]): { common: Alternative[]; items: Evidence[] } {
  if (items.length < 2) return { common: [], items: [...items] }
  const lists = items.map(({ alternatives }) => new Set(alternatives.map(nameOf)))
  const isCommon = (alternative: Alternative): boolean => lists.every((list) => list.has(nameOf(alternative)))
  return {
    common: distinct(items.flatMap(({ alternatives }) => alternatives.filter(isCommon))),
    items: items.map((item) => ({
      ...item,
      alternatives: item.alternatives.filter((alternative) => !isCommon(alternative)),
    })),
  }
}

function distinct(alternatives: readonly Alternative[]): Alternative[] {
  return [...new Map(alternatives.map((alternative) => [nameOf(alternative), alternative])).values()]
}

function nameOf({ explanation, outcome, detail }: Alternative): string {
  return [explanation, outcome, detail].join('\n')
}
