import { type KeySignal, plural } from './signal.ts'

const HOUR = `toUInt64(1 + intDiv(toUnixTimestamp(created_at), 3600))`

const OPENED = `
    SELECT ${HOUR} AS key, account_id, 1 AS weight FROM accounts FINAL WHERE toUnixTimestamp(created_at) > 0`

/** Accounts opened within the same hour: a batch, when the hour was otherwise quiet. */
export const signUpBatch: KeySignal = {
  kind: 'key',
  id: 'sign-up-batch',
  title: 'Accounts opened within the same hour',
  family: 'identity',
  axis: 'coordination',
  tactics: ['T01', 'T15', 'T17'],
  needs: ['created_at'],
  innocentCauses: ['a class, a course or a hackathon signing up together', 'a launch day or a press mention'],
  references: ['CopyCatch, WWW 2013', 'SynchroTrap, CCS 2014'],
  natural: true,
  proposes: true,
  keyLabel: 'sign-up hour',
  edges: OPENED,
  pairs: OPENED,
  query: `
    SELECT sum(holders) AS figure, count() AS total, (SELECT count() FROM {accounts}) AS accounts
    FROM (SELECT ${HOUR} AS hour, count() AS holders FROM accounts FINAL
          WHERE toUnixTimestamp(created_at) > 0 AND account_id IN {accounts} GROUP BY hour HAVING holders >= 2)`,
  observe: ({ figure, total, accounts }) =>
    `${figure.toLocaleString('en')} of ${plural(accounts, 'account')} were opened in the same hour as another of the group, ` +
    `in ${plural(total, 'batch', 'batches')}.`,
}
