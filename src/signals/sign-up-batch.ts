import { type KeySignal, keysFound, plural } from './signal.ts'

const HOUR = `toUInt64(1 + intDiv(toUnixTimestamp(created_at), 3600))`

/** Accounts are also tested by sittings of so many seconds (`signUpWindows`). */
const SITTING = 6 * 3_600

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
    WITH {common} AS common,
      (SELECT arraySort(groupArray(toUnixTimestamp(created_at))) FROM accounts FINAL
       WHERE toUnixTimestamp(created_at) > 0 AND account_id IN {accounts}) AS opened
    SELECT sum(holders) AS figure, count() AS total, (SELECT count() FROM {accounts}) AS accounts, length(common) - 1 AS left_out,
      arrayCount(i -> (i > 1 AND opened[i] - opened[i - 1] < ${SITTING}) OR (i < length(opened) AND opened[i + 1] - opened[i] < ${SITTING}),
        arrayEnumerate(opened)) AS nearby
    FROM (SELECT ${HOUR} AS hour, count() AS holders FROM accounts FINAL
          WHERE NOT has(common, hour) AND toUnixTimestamp(created_at) > 0 AND account_id IN {accounts} GROUP BY hour HAVING holders >= 2)`,
  observe(row) {
    const opened = (count: number): string =>
      `${count.toLocaleString('en')} of ${plural(row.accounts, 'account')} were opened`
    if (row.figure === 0 && row.nearby)
      return `${opened(row.nearby)} within six hours of another of the group, and no two in the same hour.`
    const hourly = `${opened(row.figure)} in the same hour as another of the group, in ${keysFound(row, 'batch', 'batches')}`
    return row.nearby && row.nearby > row.figure
      ? `${hourly}, and ${row.nearby.toLocaleString('en')} within six hours of another.`
      : `${hourly}.`
  },
}
