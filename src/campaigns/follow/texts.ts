import { FEATURES } from '../../signals/index.ts'
import type { Store } from '../../store/index.ts'
import { TOKENS_TOGETHER } from '../members/attach.ts'
import { OTHER_TEXTS } from '../members/strangers.ts'
import type { UsualTexts } from './kept.ts'

/** What one account sent with some of the tokens looked for, summed up by which of them. */
export interface Carried {
  readonly account_id: string
  readonly own: readonly number[]
  readonly requests: number
  /** Different ones. */
  readonly bodies: number
  /** Requests with features, the sums of these, and of their squares. */
  readonly texts: number
  readonly features: readonly number[]
  readonly squares: number
}

/**
 * SQL for `Carried`; its parameter `tokens` is those looked for. Cost: the rows.
 * @param which a condition on the rows of requests
 */
export function carriedQuery(which: string): string {
  return `
    SELECT account_id, own, count() AS requests, uniqExact(body) AS bodies, countIf(notEmpty(written)) AS texts,
      sumForEachIf(arrayMap(f -> toInt64(f), written), notEmpty(written)) AS features,
      sum(arraySum(arrayMap(f -> toInt64(f) * f, written))) AS squares
    FROM (
      SELECT account_id, body, features AS written,
        arraySort(arrayFilter(token -> token IN (SELECT arrayJoin({tokens:Array(UInt64)})), template)) AS own
      FROM requests FINAL WHERE ${which})
    WHERE notEmpty(own) GROUP BY account_id, own`
}

/** One account's use of one instruction. */
export interface Use {
  readonly requests: number
  readonly bodies: number
  readonly texts: number
  readonly features: Float64Array
  readonly squares: number
}

/** What an account did with an instruction's tokens, by the rule of `attachHarvesters`; undefined where it has not carried it. */
export function useOf(carried: readonly Carried[], tokens: ReadonlySet<number>): Use | undefined {
  const together = Math.min(TOKENS_TOGETHER, tokens.size)
  const rows = carried.filter(({ own }) => own.filter((token) => tokens.has(token)).length >= together)
  if (rows.length === 0 || tokens.size === 0) return undefined
  const features = new Float64Array(FEATURES)
  // Where none of its requests wrote anything, there is no list of sums.
  for (const row of rows) if (row.texts > 0) addTo(features, row.features, 1)
  const sum = (of: (row: Carried) => number): number => rows.reduce((total, row) => total + of(row), 0)
  return {
    requests: sum((row) => row.requests),
    bodies: sum((row) => row.bodies),
    texts: sum((row) => row.texts),
    features,
    squares: sum((row) => row.squares),
  }
}

export function byAccountOf(rows: readonly Carried[]): ReadonlyMap<string, readonly Carried[]> {
  const byAccount = new Map<string, Carried[]>()
  for (const row of rows) {
    const own = byAccount.get(row.account_id)
    if (own) own.push(row)
    else byAccount.set(row.account_id, [row])
  }
  return byAccount
}

/** What the core accounts of each campaign write around its instruction; undefined where hardly any do. */
export async function usualTexts(
  store: Store,
  campaigns: readonly { readonly tokens: readonly number[]; readonly accounts: readonly string[] }[],
): Promise<(UsualTexts | undefined)[]> {
  const tokens = [...new Set(campaigns.flatMap((one) => one.tokens))]
  if (tokens.length === 0) return campaigns.map(() => undefined)
  const rows = await store.query<Carried>(
    carriedQuery('account_id IN (SELECT account_id FROM looked_at_requests)'),
    { tokens },
    { numbers: true },
  )
  const byAccount = byAccountOf(rows)
  return campaigns.map((one) => {
    const own = new Set(one.tokens)
    const uses = one.accounts.flatMap((account) => useOf(byAccount.get(account) ?? [], own) ?? [])
    return textsOf(uses.filter(({ texts }) => texts > 0))
  })
}

/** Fewer members' texts have no middle. */
const FEWEST_MEMBERS = 3

function textsOf(uses: readonly Use[]): UsualTexts | undefined {
  if (uses.length < FEWEST_MEMBERS) return undefined
  const means = uses.map(({ features, texts }) => features.map((sum) => sum / texts))
  const middle = new Float64Array(FEATURES)
  for (const mean of means) addTo(middle, mean, 1 / means.length)
  const distances = means.map((mean) => squaredDistance(mean, middle)).sort((a, b) => a - b)
  // The mean of |x - m|² over single texts x is that of |x|², less 2 m times the mean of x, and |m|².
  const texts = uses.reduce((total, use) => total + use.texts, 0)
  let single = uses.reduce((total, { squares }) => total + squares, 0) / texts
  middle.forEach((value, f) => {
    const mean = uses.reduce((total, { features }) => total + features[f], 0) / texts
    single += value * value - 2 * value * mean
  })
  return { middle: [...middle], member: distances[Math.floor(distances.length / 2)], single }
}

function addTo(sums: Float64Array, values: ArrayLike<number>, weight: number): void {
  for (let f = 0; f < sums.length; f++) sums[f] += weight * values[f]
}

function squaredDistance(a: Float64Array, b: ArrayLike<number>): number {
  return a.reduce((sum, value, f) => sum + (value - b[f]) ** 2, 0)
}

/**
 * Whether somebody writes something else around the instruction than the members do, by the rule of `whoBringsOther`. The
 * mean of few texts lies farther from the middle than that of many: as far as a single text does, over their number.
 */
export function bringsOther({ features, texts, bodies }: Use, usual: UsualTexts): boolean {
  if (texts === 0) return true
  const mean = features.map((sum) => sum / texts)
  const granted = Math.max(usual.member, usual.single / Math.max(1, bodies))
  return squaredDistance(mean, usual.middle) > OTHER_TEXTS * granted
}
