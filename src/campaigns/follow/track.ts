import { createHash } from 'node:crypto'
import type { Campaign } from '../../record/index.ts'

/** A campaign is found again in a group that holds more than this part of its core accounts. */
const SAME_CAMPAIGN = 0.5

/**
 * Which earlier campaign each set of core accounts continues: of those most of whose accounts it holds, the one it shares
 * most with. However large a group is, a few of a campaign's accounts do not give it that campaign's name. Every earlier
 * campaign is continued at most once: a split goes on under the old name in the part that has most of it, if one has; of
 * several that become one, the name is that of which most are left, and the others end.
 */
export function continued(
  found: readonly (readonly string[])[],
  earlier: readonly Campaign[],
): (Campaign | undefined)[] {
  const campaignsOf = new Map<string, number[]>()
  earlier.forEach(({ accounts }, j) => {
    for (const account of new Set(accounts))
      campaignsOf.set(account, [...(campaignsOf.get(account) ?? []), j])
  })
  const pairs = found.flatMap((set, i) => {
    const counts = new Map<number, number>()
    for (const account of set)
      for (const j of campaignsOf.get(account) ?? []) counts.set(j, (counts.get(j) ?? 0) + 1)
    return [...counts].flatMap(([j, shared]) =>
      shared > SAME_CAMPAIGN * earlier[j].accounts.length ? [{ i, j, shared }] : [],
    )
  })
  pairs.sort((a, b) => b.shared - a.shared || a.i - b.i || a.j - b.j)
  const result: (Campaign | undefined)[] = found.map(() => undefined)
  const taken = new Set<number>()
  for (const { i, j } of pairs) {
    if (result[i] !== undefined || taken.has(j)) continue
    result[i] = earlier[j]
    taken.add(j)
  }
  return result
}

/**
 * Which revision of a campaign says when it was detected: the first in which it was at least suspected. Being watched is
 * no detection, but where it was never more, it counts since it has been.
 * @param history oldest first; the newest says for itself what those before it came to
 * @param verdict what it is found to be now
 * @returns undefined where that is now
 */
export function detectedBy(history: readonly Campaign[], verdict: Campaign['verdict']): Campaign | undefined {
  const accused = history.find((campaign) => campaign.verdict !== 'watch')
  return accused ?? (verdict === 'watch' ? history[0] : undefined)
}

/**
 * A new campaign's id: derived from its first core accounts, so that equal data gives equal names everywhere. Where
 * these accounts were another campaign's first, which goes on elsewhere, the name is the next of theirs.
 */
export function newId(accounts: readonly string[], taken: ReadonlySet<string> = new Set()): string {
  const named = [...accounts].sort()
  for (let again = 0; ; again++) {
    const id = `cmp-${createHash('sha256')
      .update(JSON.stringify(again === 0 ? named : [named, again]))
      .digest('hex')
      .slice(0, 8)}`
    if (!taken.has(id)) return id
  }
}

/** Whether two revisions of a campaign say the same, dates and numbering aside. */
export function saysTheSame(a: Campaign, b: Campaign): boolean {
  const content = ({ revision: _, detected_at: __, evidence, ...rest }: Campaign): string =>
    JSON.stringify({ ...rest, evidence: evidence.map(({ query: ___, ...item }) => item) })
  return content(a) === content(b)
}
