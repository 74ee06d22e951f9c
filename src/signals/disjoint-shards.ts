import { plural, type SharedKeys, type SignalInfo } from './signal.ts'

/** What an account repeats more often is its instruction, not its data. */
const MOST_USES = 3

/** One sweep over a public corpus, split so that principals hardly ever send the same item. */
export const disjointShards: SignalInfo = {
  id: 'disjoint-shards',
  title: 'One corpus swept in shards that overlap far less than those of independent users',
  family: 'partition',
  axis: 'coordination',
  tactics: ['T04'],
  needs: ['input_text'],
  innocentCauses: ['workers of one customer who share a job queue', 'users whose texts simply differ'],
  references: [
    'docs/detection.md: lower Poisson tail of the meetings on a corpus, and a permutation test among its users',
    'Besag and Clifford, Sequential Monte Carlo p-values, Biometrika 1991',
  ],
  query: `
    SELECT countIf(holders >= 2) AS figure, count() AS total, (SELECT count() FROM {accounts}) AS accounts FROM (
      SELECT segment, count() AS holders FROM (
        SELECT segment, account_id FROM requests FINAL ARRAY JOIN segments AS segment
        WHERE account_id IN {accounts} AND time <= {until} GROUP BY segment, account_id HAVING count() <= ${MOST_USES})
      GROUP BY segment)`,
  observe: ({ figure, total, accounts }) =>
    `${plural(accounts, 'account')} sent ${plural(total, 'different passage')}, not counting what an account sent more than ${MOST_USES} times; ` +
    `${figure.toLocaleString('en')} of them came from more than one account.`,
}

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
