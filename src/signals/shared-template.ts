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

/** Fewer holders than this make no instruction of a group's. */
export const MIN_HOLDERS = 3

/** What makes up less of a principal's texts than this is a phrase, not an instruction it works with. */
export const LEAST_SHARE = 0.05

/**
 * Notes which tokens each account used twice or more, in a good part of its texts, if so many accounts did. An account's
 * tokens are put in one array, sorted and counted in runs, which costs a fifth of grouping by account and token. Of
 * businesses every token counts: their accounts may be one principal, whose texts count together. Cost: one pass over
 * the tokens.
 */
export const NOTE_USES = `
  INSERT INTO looked_at_uses
  SELECT account_id, token FROM (
    SELECT token, groupArray(account_id) AS users FROM (
      SELECT account_id, arrayFilter(
          (token, uses) -> uses >= 2 AND uses >= least, arrayCompact(sorted), arrayPopFront(arrayDifference(arrayPushFront(ends, 0)))
        ) AS tokens
      FROM (
        SELECT account_id, sorted, if(account_id IN (SELECT account_id FROM accounts WHERE verification = 'business'), 0, texts * ${LEAST_SHARE}) AS least,
          arrayFilter((place, token, next) -> token != next, arrayEnumerate(sorted), sorted, arrayPopFront(arrayPushBack(sorted, 0))) AS ends
        FROM (
          SELECT account_id, arraySort(groupArrayArray(template)) AS sorted, sum(has_text) AS texts
          FROM requests FINAL GROUP BY account_id
        )
      )
      SETTINGS optimize_aggregation_in_order = 1, max_block_size = 2048
    )
    ARRAY JOIN tokens AS token
    GROUP BY token HAVING length(users) >= {holders:UInt32}
  )
  ARRAY JOIN users AS account_id`

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
 * For the accounts from one to another and the tokens noted of them (`NOTE_USES`): in how many requests and around how
 * many different bodies each was used, if two or more, and what was asked and written with it. Requests of an account
 * with the same noted tokens, which is what an instruction leaves, are summed before they become one row for each token;
 * a digest stands for account and tokens, as grouping by an array takes a third longer.
 * Cost: one pass over the accounts' tokens, and 38 sums a request; features one by one would be 70.
 */
export const TEMPLATE_USERS = `
  SELECT key, account_id, toUInt32(weight) AS weight, bodies, ${CUE_SUMS.join(', ')},
    ${FEATURE_SUMS.map((name, f) => `${unpacked(f)} AS ${name}`).join(', ')}
  FROM (
    SELECT token AS key, whose AS account_id, sum(requests) AS weight, toUInt32(uniqExactArray(sent)) AS bodies,
      ${CUE_SUMS.map((name) => `toUInt32(sum(${name}_part)) AS ${name}`).join(', ')},
      ${WORDS.map(({ name }) => `sum(${name}_part) AS ${name}_sum`).join(', ')}
    FROM (
      SELECT any(account_id) AS whose, any(own) AS used, count() AS requests, groupUniqArray(body) AS sent,
        ${CUE_SUMS.map((name, cue) => `sum(cues[${cue + 1}]) AS ${name}_part`).join(', ')},
        ${WORDS.map(({ name }) => `sum(${name}) AS ${name}_part`).join(', ')}
      FROM (
        SELECT account_id, body, cues, ${WORDS.map(({ name, packed }) => `${packed} AS ${name}`).join(', ')},
          arrayFilter(token -> bitXor(token, cityHash64(account_id)) IN (
            SELECT bitXor(token, cityHash64(account_id)) FROM looked_at_uses
            WHERE account_id >= {from:String} AND account_id <= {to:String}), template) AS own
        FROM requests FINAL
        WHERE account_id >= {from:String} AND account_id <= {to:String}
      )
      WHERE notEmpty(own)
      GROUP BY sipHash128(account_id, own)
    )
    ARRAY JOIN used AS token
    GROUP BY whose, token HAVING bodies >= 2
  )`
