import type { RequestField } from '../record/index.ts'
import { type KeySignal, keysFound, plural, pluralOf } from './signal.ts'

/** A signal for accounts whose requests show the same value in one column of the requests table. */
export function sharedRequestKey(options: {
  id: string
  title: string
  column: string
  fields: readonly RequestField[]
  noun: string
  tactics: readonly string[]
  innocentCauses: readonly string[]
  references: readonly string[]
  natural: boolean
  proposes: boolean
}): KeySignal {
  const { column, noun } = options
  return {
    kind: 'key',
    id: options.id,
    title: options.title,
    family: 'network',
    axis: 'coordination',
    tactics: options.tactics,
    needs: options.fields,
    innocentCauses: options.innocentCauses,
    references: options.references,
    natural: options.natural,
    proposes: options.proposes,
    keyLabel: noun,
    pairs: `
      SELECT ${column} AS key, account_id, toUInt32(count()) AS weight FROM requests FINAL
      WHERE ${column} != 0 GROUP BY key, account_id`,
    edges: `
      SELECT ${column} AS key, account_id, toUInt32(count()) AS weight FROM requests FINAL
      WHERE ${column} != 0 AND ${column} IN (
        SELECT ${column} FROM requests WHERE ${column} != 0 GROUP BY ${column} HAVING uniq(account_id) >= 2)
      GROUP BY key, account_id`,
    query: `
      WITH {common} AS common
      SELECT uniqExact(account) AS figure, uniqExact(key) AS total, (SELECT count() FROM {accounts}) AS accounts, length(common) - 1 AS left_out
      FROM (SELECT ${column} AS key, groupUniqArray(account_id) AS holders FROM requests FINAL
            WHERE NOT has(common, ${column}) AND account_id IN {accounts} AND time <= {until} GROUP BY key HAVING length(holders) >= 2)
      ARRAY JOIN holders AS account`,
    observe: (row) =>
      `${row.figure.toLocaleString('en')} of ${plural(row.accounts, 'account')} sent requests from ${pluralOf(noun)} that other accounts of the group ` +
      `used too: ${keysFound(row, noun)}.`,
  }
}
