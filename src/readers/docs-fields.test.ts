import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ACCOUNT_FIELDS, type Field, REQUEST_FIELDS } from '../record/index.ts'

const DOCUMENT = readFileSync(resolve(import.meta.dirname, '../../docs/data-sources.md'), 'utf8')
const WORDS: Partial<Record<Field['type'], string>> = { flag: 'true or false', list: 'list of text' }

test('the documented fields are the fields there are, with their types, origins and aliases', () => {
  const documented = [
    ...DOCUMENT.matchAll(/^\| \**`(\w+)`.* \| ([\w ]+) \| (observed|caller) \|(.*)\|$/gm),
  ].map(([, name, type, origin, aliases = '']) => [
    name,
    type,
    origin,
    [...aliases.matchAll(/`([^`]+)`/g)].map(([, alias]) => alias),
  ])
  const actual = [REQUEST_FIELDS, ACCOUNT_FIELDS].flatMap((table) =>
    Object.entries<Field>(table).map(([name, { type, origin, aliases = [] }]) => [
      name,
      WORDS[type] ?? type,
      origin,
      [...aliases],
    ]),
  )
  expect(documented).toEqual(actual)
})
