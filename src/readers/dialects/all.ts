import type { DialectId } from '../types.ts'
import type { Dialect } from './dialect.ts'
import { litellm } from './litellm.ts'
import { native } from './native.ts'
import { otlp } from './otlp.ts'

/** In the order in which they are tried: the more particular first. */
export const DIALECTS: readonly Dialect[] = [litellm, otlp, native]

const BY_ID: ReadonlyMap<DialectId, Dialect> = new Map(DIALECTS.map((dialect) => [dialect.id, dialect]))

export function dialectNamed(id: DialectId): Dialect {
  return BY_ID.get(id) ?? native
}
