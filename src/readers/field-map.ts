import { StillwatchError } from '../errors/index.ts'
import { type Field, REQUEST_FIELDS, type RequestField } from '../record/index.ts'
import type { FieldMap } from './types.ts'

/**
 * What a user wrote as `field=path` as a map, for any dialect. A field may go by an alias (`account` is
 * `account_id`); a path is a dot path into the raw row.
 *
 * @example fieldMapOf(['account=metadata.user_api_key_team_id'])
 * @throws StillwatchError SW_USAGE for what is no such pair or no field.
 */
export function fieldMapOf(pairs: readonly string[]): FieldMap {
  const map: Partial<Record<RequestField, string>> = {}
  for (const pair of pairs) {
    const [, name = '', path = ''] = /^\s*([^=]+?)\s*=\s*(\S.*?)\s*$/.exec(pair) ?? []
    const field = fieldNamed(name)
    if (!field) {
      throw new StillwatchError(
        'SW_USAGE',
        path === '' ? `${pair} does not map a field.` : `There is no request field ${name}.`,
        `Write field=path, the field being one of ${Object.keys(REQUEST_FIELDS).join(', ')}.`,
      )
    }
    map[field] = path
  }
  return map
}

function fieldNamed(name: string): RequestField | undefined {
  if (isField(name)) return name
  for (const [field, { aliases }] of Object.entries<Field>(REQUEST_FIELDS)) {
    if (aliases?.includes(name) && isField(field)) return field
  }
  return undefined
}

function isField(name: string): name is RequestField {
  return Object.hasOwn(REQUEST_FIELDS, name)
}
