import { plural, type SignalInfo } from './signal.ts'

export const pooledDistribution: SignalInfo = {
  id: 'pooled-distribution',
  title: 'Pooled over the group, the texts differ from those of its peers',
  family: 'content',
  axis: 'intent',
  tactics: ['T04', 'T12', 'T14'],
  needs: ['input_text'],
  innocentCauses: ['a specialised product', 'one profession, course or language'],
  references: [
    'Gretton et al., A Kernel Two-Sample Test, JMLR 2012',
    'MMD for LLM traffic, arXiv 2606.05725',
  ],
  query: `
    SELECT uniqExact(body) AS figure, count() AS total, uniqExact(account_id) AS accounts
    FROM requests FINAL WHERE account_id IN {accounts} AND time <= {until} AND has_text = 1`,
  observe: ({ figure, total, accounts }) =>
    `${plural(total, 'request')} with text of ${plural(accounts, 'account')}, ${figure.toLocaleString('en')} of them different. How far they are from those of its peers is in the rank, not in this count.`,
}
