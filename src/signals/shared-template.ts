import { CUES } from '../models/index.ts'
import { plural, type SignalInfo } from './signal.ts'
import { FEATURES } from './world.ts'

/** Requests of a group that carry an instruction which hardly anybody outside the group uses. */
export const exclusiveTemplate: SignalInfo = {
  id: 'exclusive-template',
  title: 'One fixed instruction with slots that never repeat, used by this group alone',
  family: 'content',
  axis: 'intent',
  tactics: ['T04'],
  needs: ['input_text'],
  innocentCauses: [
    'a product with one prompt template',
    'users of one open-source application',
    'an evaluation suite',
  ],
  references: [
    'Schleimer, Wilkerson and Aiken, Winnowing, SIGMOD 2003',
    'OpenAI 2026-09-30: 16,000 requests from more than 4,000 users in two days',
  ],
  query: `
    SELECT uniqExact(body) AS figure, count() AS total, uniqExact(account_id) AS accounts FROM requests FINAL
    WHERE account_id IN {accounts} AND hasAny(template, {tokens})`,
  observe: ({ figure, total, accounts }) =>
    `${plural(total, 'request')} of ${plural(accounts, 'account')} carry the group's instruction around ${plural(figure, 'different body', 'different bodies')}.`,
}

/** Features whose sums share a 64-bit word, 32 bits each: enough for 16 million requests of one edge. */
const LANES = 2
const LANE_BITS = 32
/** Makes a feature (an 8-bit integer) no less than 0. */
const OFFSET = 128

const WORDS = Array.from({ length: FEATURES / LANES }, (_, word) => ({
  packed: Array.from(
    { length: LANES },
    (_, lane) =>
      `bitShiftLeft(toUInt64(features[${word * LANES + lane + 1}] + ${OFFSET}), ${lane * LANE_BITS})`,
  ).join(' + '),
  name: `word${word}`,
}))

/** The sum of one feature, out of the word it is in. */
function unpacked(feature: number): string {
  const word = `${WORDS[Math.floor(feature / LANES)].name}_sum`
  const lane = `bitAnd(bitShiftRight(${word}, ${(feature % LANES) * LANE_BITS}), ${2 ** LANE_BITS - 1})`
  return `toInt32(toInt64(${lane}) - ${OFFSET} * toInt64(weight))`
}

/** Columns of the sums of each feature, and of each cue over different bodies. */
export const FEATURE_SUMS = Array.from({ length: FEATURES }, (_, f) => `feature${f}`)
export const CUE_SUMS = CUES.map((_, cue) => `cue${cue}`)

/**
 * The account's rows stand together in the table: it is grouped account by account, in little memory. Every day is read
 * by itself and at once with the others, and a row becomes one for each of its tokens; so blocks are small.
 */
const IN_ORDER = 'SETTINGS optimize_aggregation_in_order = 1, max_block_size = 2048'

/**
 * For every token that enough accounts share (see `refreshSharedTokens`): who used it over at least two different
 * bodies, and how often. Cost: one pass over the tokens.
 */
export const TEMPLATE_USERS = users(
  'arrayFilter(token -> token IN (SELECT token FROM shared_tokens WHERE uses >= 6), template)',
)

/**
 * The same for every token, for traffic in several stores, where nobody knows which are shared. Three principals with at
 * least two bodies each are more than any list of shared tokens asks for.
 */
export const TEMPLATE_REPEATS = users('template')

function users(tokens: string): string {
  return `
  SELECT token AS key, account_id, toUInt32(count()) AS weight, toUInt32(uniqExact(body)) AS bodies
  FROM requests FINAL
  ARRAY JOIN ${tokens} AS token
  GROUP BY account_id, token HAVING bodies >= 2
  ORDER BY key, account_id
  ${IN_ORDER}`
}

/**
 * What was asked and written with the tokens that are looked at (see `lookAtTokens`), for every account that used one.
 * Requests of an account with the same tokens, which is what an instruction leaves, are summed before they become one row
 * for each token. Cost: one pass over the tokens, and 38 sums a request; features one by one would be 70.
 */
export const TEMPLATE_SUMS = `
  SELECT key, account_id, ${CUE_SUMS.join(', ')}, ${FEATURE_SUMS.map((name, f) => `${unpacked(f)} AS ${name}`).join(', ')}
  FROM (
    SELECT token AS key, account_id, sum(requests) AS weight,
      ${CUE_SUMS.map((name) => `toUInt32(sum(${name}_part)) AS ${name}`).join(', ')},
      ${WORDS.map(({ name }) => `sum(${name}_part) AS ${name}_sum`).join(', ')}
    FROM (
      SELECT account_id, own, count() AS requests,
        ${CUE_SUMS.map((name, cue) => `sum(cues[${cue + 1}]) AS ${name}_part`).join(', ')},
        ${WORDS.map(({ name }) => `sum(${name}) AS ${name}_part`).join(', ')}
      FROM (
        SELECT account_id, cues, ${WORDS.map(({ name, packed }) => `${packed} AS ${name}`).join(', ')},
          arrayFilter(token -> token IN (SELECT token FROM looked_at_tokens), template) AS own
        FROM requests FINAL
      )
      WHERE notEmpty(own)
      GROUP BY account_id, own
    )
    ARRAY JOIN own AS token
    GROUP BY account_id, token
  )
  ORDER BY key, account_id
  ${IN_ORDER}`
