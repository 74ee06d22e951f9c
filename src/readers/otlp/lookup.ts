import type { ContentField, PlainField } from './names.ts'
import { VOCABULARIES } from './names.ts'
import type { Attributes } from './span.ts'

const plain = new Map<PlainField, readonly string[]>()
const content = new Map<ContentField, readonly string[]>()

/** The attribute names of a field over all vocabularies, in their order. */
export function namesOf(field: PlainField): readonly string[] {
  let names = plain.get(field)
  if (!names) {
    names = VOCABULARIES.flatMap((vocabulary) => vocabulary.plain[field] ?? [])
    plain.set(field, names)
  }
  return names
}

export function contentNamesOf(field: ContentField): readonly string[] {
  let names = content.get(field)
  if (!names) {
    names = VOCABULARIES.flatMap((vocabulary) => vocabulary.content[field] ?? [])
    content.set(field, names)
  }
  return names
}

/** The first attribute that says something. */
export function firstOf(attributes: Attributes, names: readonly string[]): unknown {
  for (const name of names) {
    const value = attributes[name]
    if (value !== undefined && value !== null && value !== '') return value
  }
  return undefined
}

export const ACCOUNT_NAMES = VOCABULARIES.flatMap(({ account = [] }) => account)
export const KEY_NAMES = VOCABULARIES.flatMap(({ key = [] }) => key)
export const USER_NAMES = VOCABULARIES.flatMap(({ user = [] }) => user)
export const END_USER_NAMES = VOCABULARIES.flatMap(({ endUser = [] }) => endUser)
