import { plural, type SignalInfo } from './signal.ts'
import { OFFSET } from './use-sums.ts'

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
    WHERE account_id IN {accounts} AND time <= {until} AND length(arrayIntersect(template, {tokens})) >= {together}`,
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

/**
 * Of the accounts from one to another every request with tokens that were noted of its account (`NOTE_USES`), with these;
 * with several pieces, those of one piece of the bodies. Cost: one pass over the accounts' tokens.
 */
export const TOKEN_USES = `
  SELECT account_id, body, tokens, cues, arrayMap(feature -> toUInt8(feature + ${OFFSET}), features) AS features
  FROM (
    SELECT account_id, body, cues, features,
      arrayFilter(token -> bitXor(token, cityHash64(account_id)) IN (
        SELECT bitXor(token, cityHash64(account_id)) FROM looked_at_uses
        WHERE account_id >= {from:String} AND account_id <= {to:String}), template) AS tokens
    FROM requests FINAL
    WHERE account_id >= {from:String} AND account_id <= {to:String} AND body % {pieces:UInt32} = {piece:UInt32}
  )
  WHERE notEmpty(tokens)`
