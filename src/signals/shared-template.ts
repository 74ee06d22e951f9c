import { plural, type SignalInfo } from './signal.ts'

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

/**
 * For every token that enough accounts share (see `refreshSharedTokens`): who used it over at least two different
 * bodies, and how often. Cost: one pass over the token arrays.
 */
export const TEMPLATE_EDGES = `
  SELECT token AS key, account_id, toUInt32(count()) AS weight, toUInt32(uniqExact(body)) AS bodies,
    {sums}
  FROM requests FINAL ARRAY JOIN template AS token
  WHERE token IN (SELECT token FROM shared_tokens WHERE uses >= 6)
  GROUP BY token, account_id HAVING bodies >= 2`
