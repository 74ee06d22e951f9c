import type { Portrait, Release, Share } from '../../record/index.ts'
import { REPLACED_WITHIN, storesOf, type Traffic, type World } from '../../signals/index.ts'
import type { Store } from '../../store/index.ts'
import { bind } from './bind.ts'
import { type RevisionName, readingCopies } from './copies.ts'

const DAY = 86_400_000
/** Models, languages and plans of which each is named. */
const NAMED = 6

interface Accounts {
  described: number
  in_window: number
  most_in_a_day: number
  day: string
  closed: number
  first_closed: string
  replaced: number
  plans: [string, number][]
  verifications: [string, number][]
}

interface Requests {
  input_tokens: number
  output_tokens: number
  reasoning_tokens: number
  bodies: number
  texts: number
  refused: number
  statuses: number
  models: [string, number][]
  languages: [string, number][]
  routes: [string, number][]
}

/**
 * What the core accounts of campaign revisions (`campaign_accounts`) are, use and take. Three queries each over the copies
 * of their rows (`copyRows`), and for each release one over everybody's requests.
 * @param traffic the stores with everybody's requests
 * @returns paints one campaign's portrait
 */
export function portraits(
  store: Store,
  traffic: Traffic,
  world: World,
  releases: readonly Release[],
): (at: RevisionName) => Promise<Portrait> {
  const all = new Map<Release, FirstDays>()
  const everybodys = async (release: Release): Promise<FirstDays> => {
    const known = all.get(release) ?? (await firstDays(traffic, EVERYBODYS_FIRST_DAYS, release))
    all.set(release, known)
    return known
  }
  return (at) => portraitOf(store, world, at, releases, everybodys)
}

async function portraitOf(
  store: Store,
  world: World,
  at: RevisionName,
  releases: readonly Release[],
  everybodys: (release: Release) => Promise<FirstDays>,
): Promise<Portrait> {
  const own = (query: string): string => readingCopies(bind(query, at), at.campaignId)
  const first = async <Row>(query: string): Promise<Row | undefined> =>
    (await store.query<Row>(own(query), {}, { numbers: true }))[0]
  const end = world.start + world.hours * 3_600_000
  const accounts = await first<Accounts>(accountsQuery(world.start))
  const requests = await first<Requests>(REQUESTS)
  const days = await first<{ day: string; requests: number; median: number; most: number }>(DAYS)
  const pivots = []
  for (const release of releases.filter(({ time }) => time >= world.start && time + 3 * DAY <= end)) {
    const { model, time } = release
    const theirs = await firstDays(store, own(OWN_FIRST_DAYS), release)
    if (theirs.model === 0) continue
    const all = await everybodys(release)
    pivots.push({
      model,
      released: new Date(time).toISOString(),
      within_day: theirs.model_soon / Math.max(theirs.requests_soon, 1),
      within_three_days: theirs.model / Math.max(theirs.requests, 1),
      others_within_three_days: (all.model - theirs.model) / Math.max(all.requests - theirs.requests, 1),
    })
  }
  return {
    described: accounts?.described ?? 0,
    plans: shares(accounts?.plans),
    verifications: shares(accounts?.verifications),
    opened: {
      in_window: accounts?.in_window ?? 0,
      most_in_a_day: accounts?.most_in_a_day ?? 0,
      day: accounts?.most_in_a_day ? accounts.day : null,
    },
    closed: {
      accounts: accounts?.closed ?? 0,
      first: accounts?.closed ? accounts.first_closed : null,
      replaced: accounts?.replaced ?? 0,
    },
    models: shares(requests?.models),
    languages: shares(requests?.languages),
    routes: shares(requests?.routes),
    input_tokens: requests?.input_tokens ?? 0,
    output_tokens: requests?.output_tokens ?? 0,
    reasoning_tokens: requests?.reasoning_tokens ?? 0,
    bodies: requests?.bodies ?? 0,
    texts: requests?.texts ?? 0,
    refused: requests?.refused ?? 0,
    statuses: requests?.statuses ?? 0,
    busiest_day: days?.day ? { day: days.day, requests: days.requests } : null,
    per_account_day: { median: days?.median ?? 0, most: days?.most ?? 0 },
    pivots,
  }
}

function shares(counts: readonly (readonly [string, number])[] = []): Share[] {
  return counts
    .map(([name, count]) => ({ name, count: Number(count) }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, NAMED)
}

/** Names and counts of one column of an array aggregate. */
const counted = (column: string): string =>
  `arrayZip(sumMap([${column}], [toUInt64(1)]).1, arrayMap(n -> toFloat64(n), sumMap([${column}], [toUInt64(1)]).2))`

function accountsQuery(start: number): string {
  return `
    WITH members AS (SELECT * FROM accounts FINAL WHERE account_id IN {accounts}),
      (SELECT groupArray(closed_at) FROM members WHERE toUnixTimestamp(closed_at) > 0) AS closures,
      (SELECT groupArray((n, day)) FROM (SELECT toString(toDate(created_at)) AS day, count() AS n FROM members
        WHERE toUnixTimestamp64Milli(created_at) >= ${Math.round(start)} GROUP BY day ORDER BY n DESC, day LIMIT 1)) AS busiest
    SELECT count() AS described,
      countIf(toUnixTimestamp64Milli(created_at) >= ${Math.round(start)}) AS in_window,
      toFloat64(busiest[1].1) AS most_in_a_day, busiest[1].2 AS day,
      length(closures) AS closed, formatDateTime(arrayMin(closures), '%Y-%m-%dT%H:%i:%SZ') AS first_closed,
      countIf(arrayExists(closed -> created_at > closed AND created_at <= closed + INTERVAL ${REPLACED_WITHIN} HOUR, closures)) AS replaced,
      ${counted('toString(plan)')} AS plans, ${counted('toString(verification)')} AS verifications
    FROM members`
}

const REQUESTS = `
    SELECT toFloat64(sum(input_tokens)) AS input_tokens, toFloat64(sum(output_tokens)) AS output_tokens,
      toFloat64(sum(reasoning_tokens)) AS reasoning_tokens, uniqExactIf(body, body != 0) AS bodies,
      countIf(has_text = 1) AS texts, countIf(status IN (403, 429)) AS refused, countIf(status != 0) AS statuses,
      ${counted('toString(model)')} AS models, ${counted('toString(language)')} AS languages,
      ${counted('toString(route)')} AS routes
    FROM requests FINAL WHERE account_id IN {accounts}`

const DAYS = `
    WITH daily AS (SELECT account_id, toDate(time) AS day, count() AS n FROM requests FINAL
      WHERE account_id IN {accounts} GROUP BY account_id, day)
    SELECT toString(argMax(day, n)) AS day, toFloat64(max(n)) AS requests,
      (SELECT toFloat64(quantileExact(n)) FROM daily) AS median, (SELECT toFloat64(max(n)) FROM daily) AS most
    FROM (SELECT day, sum(n) AS n FROM daily GROUP BY day)`

/** Requests in the first three days of a release, of them on the first day (`soon`), and of both those to its model. */
const EVERYBODYS_FIRST_DAYS = firstDaysQuery('')
const OWN_FIRST_DAYS = firstDaysQuery('AND account_id IN {accounts}')

function firstDaysQuery(whose: string): string {
  return `
    WITH fromUnixTimestamp64Milli({time:Int64}, 'UTC') AS released
    SELECT count() AS requests, countIf(soon) AS requests_soon,
      countIf(request_model = {model:String}) AS model, countIf(soon AND request_model = {model:String}) AS model_soon
    FROM (SELECT model AS request_model, time < released + INTERVAL 1 DAY AS soon
      FROM requests FINAL WHERE time >= released AND time < released + INTERVAL 3 DAY ${whose})`
}

interface FirstDays {
  requests: number
  requests_soon: number
  model: number
  model_soon: number
}

async function firstDays(traffic: Traffic, query: string, { model, time }: Release): Promise<FirstDays> {
  const sum: FirstDays = { requests: 0, requests_soon: 0, model: 0, model_soon: 0 }
  for (const store of storesOf(traffic)) {
    const [row] = await store.query<FirstDays>(query, { model, time }, { numbers: true })
    sum.requests += row?.requests ?? 0
    sum.requests_soon += row?.requests_soon ?? 0
    sum.model += row?.model ?? 0
    sum.model_soon += row?.model_soon ?? 0
  }
  return sum
}
