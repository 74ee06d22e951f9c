import { plural, type SignalInfo } from './signal.ts'

/** So long after a closure an account counts as its replacement, in hours. */
export const REPLACED_WITHIN = 50

/** New accounts that follow the provider's closures. */
export const regrowth: SignalInfo = {
  id: 'regrowth',
  title: 'New accounts open right after others of the group are closed',
  family: 'adaptation',
  axis: 'coordination',
  tactics: ['T18'],
  needs: ['closed_at'],
  innocentCauses: ['a customer who rotates accounts', 'a wave of sign-ups in the same days'],
  references: ['Anthropic, Detecting and preventing distillation attacks, 2026-02-23 ("hydra cluster")'],
  query: `
    WITH members AS (SELECT account_id, created_at, closed_at FROM accounts FINAL WHERE account_id IN {accounts}),
      (SELECT groupArray(closed_at) FROM members WHERE toUnixTimestamp(closed_at) > 0) AS closures
    SELECT countIf(arrayExists(closed -> created_at > closed AND created_at <= closed + INTERVAL ${REPLACED_WITHIN} HOUR, closures)) AS figure,
      length(closures) AS total, count() AS accounts
    FROM members`,
  observe: ({ figure, total, accounts }) =>
    `${figure.toLocaleString('en')} of the ${plural(accounts, 'account')} were opened within ${REPLACED_WITHIN} hours of one of the group's ${plural(total, 'closure')}.`,
}
