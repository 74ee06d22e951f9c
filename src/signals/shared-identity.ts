import type { AccountField } from '../record/index.ts'
import { type KeySignal, keysFound, plural, pluralOf } from './signal.ts'

/** A signal for accounts that hold the same value in one column of the accounts table. */
export function sharedAccountKey(options: {
  id: string
  title: string
  column: string
  field: AccountField
  noun: string
  tactics: readonly string[]
  innocentCauses: readonly string[]
  references: readonly string[]
  natural: boolean
  proposes?: boolean
}): KeySignal {
  const { column, noun } = options
  const pairs = `
      SELECT ${column} AS key, account_id, 1 AS weight FROM accounts FINAL WHERE ${column} != 0`
  return {
    kind: 'key',
    id: options.id,
    title: options.title,
    family: 'identity',
    axis: 'coordination',
    tactics: options.tactics,
    needs: [options.field],
    innocentCauses: options.innocentCauses,
    references: options.references,
    natural: options.natural,
    proposes: options.proposes ?? true,
    keyLabel: noun,
    pairs,
    edges: `${pairs}
      AND ${column} IN (
        SELECT ${column} FROM accounts FINAL WHERE ${column} != 0 GROUP BY ${column} HAVING count() >= 2)`,
    query: `
      WITH {common} AS common
      SELECT sum(holders) AS figure, count() AS total, (SELECT count() FROM {accounts}) AS accounts, length(common) - 1 AS left_out
      FROM (SELECT ${column}, count() AS holders FROM accounts FINAL
            WHERE NOT has(common, ${column}) AND account_id IN {accounts} GROUP BY ${column} HAVING holders >= 2)`,
    observe: (row) =>
      `${row.figure.toLocaleString('en')} of ${plural(row.accounts, 'account')} share a ${noun} with another account of the group: ` +
      `${keysFound(row, `${noun} between them`, `${pluralOf(noun)} between them`)}.`,
  }
}
