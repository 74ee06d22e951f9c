import type { AccountsTable } from './context-files.ts'
import type { Unused } from './read-table.ts'

/** What of a context file could not be used, in sentences that name the first line of each kind. */
export function unusedIn(title: string, { unreadable, dropped, repeatedColumns }: Unused): string[] {
  const found = dropped.map(
    ({ field, rows, line }) =>
      `${title}: ${field} was unusable in ${counted(rows, 'row')}, first at line ${line}. The rest of what they say is used.`,
  )
  if (repeatedColumns)
    found.push(`${title} has several columns of one name: the first that says something is used.`)
  const [first] = unreadable
  if (!first) return found
  const rows = counted(
    unreadable.reduce((sum, { rows = 1 }) => sum + rows, 0),
    'row',
  )
  return [
    `${title} has ${rows} that could not be used, the first at line ${first.line} (${first.reason}).`,
    ...found,
  ]
}

/** The same of an accounts file, and which rows others take the place of. */
export function unusedAccounts(table: Unused & Pick<AccountsTable, 'repeated'>): string[] {
  const found = unusedIn('The accounts file', table)
  const { repeated } = table
  if (!repeated) return found
  return [
    ...found,
    `The accounts file has several rows of ${counted(repeated.accounts, 'account')}, the first at line ${repeated.line}. ` +
      'The last row of each counts, and what the others say is lost: give one row for each account.',
  ]
}

function counted(number: number, one: string): string {
  return `${number.toLocaleString('en')} ${one}${number === 1 ? '' : 's'}`
}
