import { plural, type SharedKeys, type SignalInfo } from './signal.ts'

/** One sweep over a public corpus, split so that no two principals ever send the same item. */
export const disjointShards: SignalInfo = {
  id: 'disjoint-shards',
  title: 'One corpus swept in shards that never overlap',
  family: 'partition',
  axis: 'coordination',
  tactics: ['T04'],
  needs: ['input_text'],
  innocentCauses: ['workers of one customer who share a job queue', 'users whose texts simply differ'],
  references: ['Lincoln-Petersen estimator; Seber, The Estimation of Animal Abundance, 1982'],
  query: `
    SELECT countIf(holders >= 2) AS figure, count() AS total, (SELECT count() FROM {accounts}) AS accounts FROM (
      SELECT segment, uniqExact(account_id) AS holders FROM requests FINAL ARRAY JOIN segments AS segment
      WHERE account_id IN {accounts} AND time <= {until} GROUP BY segment HAVING holders * 4 <= (SELECT count() FROM {accounts}))`,
  observe: ({ figure, total, accounts }) =>
    `${plural(accounts, 'account')} sent ${plural(total, 'different passage')}; ${figure.toLocaleString('en')} of them came from more than one account, ` +
    `although users outside the group keep meeting on the same corpus.`,
}

/** What an account repeats more often is its instruction, not its data. */
const MOST_USES = 3

/** Sentences that at least two accounts sent. */
export const SEGMENTS: SharedKeys = {
  mostUses: MOST_USES,
  pairs: `
  SELECT segment AS key, account_id, toUInt32(count()) AS weight
  FROM requests FINAL ARRAY JOIN segments AS segment GROUP BY segment, account_id`,
  edges: `
  SELECT segment AS key, account_id, toUInt32(count()) AS weight
  FROM requests FINAL ARRAY JOIN segments AS segment
  WHERE segment IN (SELECT segment FROM requests ARRAY JOIN segments AS segment GROUP BY segment HAVING uniq(account_id) >= 2)
  GROUP BY segment, account_id HAVING weight <= ${MOST_USES}`,
}
