import { parseTime, textOfNumber } from '../../record/index.ts'
import { mappedFields } from '../dialects/finish.ts'
import { firstSaid } from '../dialects/paths.ts'
import { isRow } from '../framings/lenient-json.ts'
import type { FieldMap } from '../types.ts'
import { fieldsOf } from './call.ts'
import type { LoggedEvent } from './log.ts'
import { ACCOUNT_NAMES, END_USER_NAMES, firstOf, KEY_NAMES, USER_NAMES } from './lookup.ts'
import { CLIENT_NAMES } from './names.ts'
import type { Span } from './span.ts'

/** What a span says of who made a request. Only a server's span knows its client. */
export interface Who {
  readonly account?: string
  readonly key?: string
  readonly user?: string
  readonly endUser?: string
  readonly address?: string
  readonly userAgent?: string
  readonly tls?: string
  readonly status?: string
  /** What `--map` finds in it, by field. */
  readonly mapped?: Readonly<Record<string, unknown>>
}

/**
 * A span in its trace, reduced to what joining needs. Its own id and a local parent's id were made by the
 * software that was watched; the trace id and a remote parent's id may be the caller's invention.
 */
export interface TraceNode {
  readonly id: string
  readonly parent: string
  /** Whether the parent is in another process. */
  readonly remote: boolean
  readonly server: boolean
  /** The calling side of a call to another process. */
  readonly client: boolean
  readonly service: string
  /** Milliseconds since 1970. */
  readonly start: number
  readonly end: number
  readonly who: Who
  /** The request, under native names, where the span is a call of a model. */
  readonly call?: Readonly<Record<string, unknown>>
  /** With a call: the fields that `--map` names. */
  readonly wanted?: readonly string[]
}

/** @param call whether the span is a call of a model */
export function nodeOf(span: Span, call: boolean, map: FieldMap | undefined): TraceNode {
  const server = span.kind === 'SERVER' || span.kind === 'CONSUMER'
  const start = parseTime(span.start) ?? 0
  return {
    id: span.spanId,
    parent: span.parentSpanId,
    remote: span.remoteParent ?? server,
    server,
    client: span.kind === 'CLIENT' || span.kind === 'PRODUCER',
    service: serviceOf(span),
    start,
    end: parseTime(span.end) ?? start,
    who: whoOf(span, server, map),
    ...(call && { call: said(fieldsOf(span)), wanted: Object.keys(map ?? {}) }),
  }
}

/** https://opentelemetry.io/docs/specs/semconv/resource/#service: the three together are unique to a process. */
function serviceOf({ resource }: Span): string {
  return ['service.namespace', 'service.name', 'service.instance.id']
    .map((name) => textOf(resource[name]) ?? '')
    .join('\n')
}

/** LiteLLM books whatever its administrator does, and the keys made in its console, on this one user. */
const NOBODY = new Set(['default_user_id', 'None', 'null'])

function whoOf(span: Span, server: boolean, map: FieldMap | undefined): Who {
  const { attributes, resource } = span
  const one = (names: readonly string[]) => textOf(firstOf(attributes, names))
  const { address, peer, litellmAddress, user_agent, tls_fingerprint, status } = CLIENT_NAMES
  const accounts = ACCOUNT_NAMES.map((name) => textOf(attributes[name]))
  const found: Who = {
    account: accounts.find((name) => name !== undefined && !NOBODY.has(name)),
    key: one(KEY_NAMES),
    user: one(USER_NAMES),
    endUser: one(END_USER_NAMES),
    address: one(server ? [...address, ...peer, ...litellmAddress] : [...address, ...litellmAddress]),
    userAgent: server ? one(user_agent) : undefined,
    tls: one(tls_fingerprint),
    status: one(status),
    ...(map && { mapped: mappedIn({ ...attributes, resource }, map) }),
  }
  return said(found)
}

/** Many of these wait at the same time: what is not said takes no room. */
function said<T extends object>(fields: T): Partial<T> {
  const found: Partial<T> = {}
  for (const name in fields) if (fields[name] !== undefined) found[name] = fields[name]
  return found
}

function mappedIn(row: Record<string, unknown>, map: FieldMap): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(mappedFields(row, map))) {
    const said = firstSaid(alone(value))
    if (said !== undefined) found[field] = said
  }
  return found
}

/** Headers are recorded as lists: https://opentelemetry.io/docs/specs/semconv/http/http-spans/ */
function alone(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value
}

function textOf(value: unknown): string | undefined {
  const inner = alone(value)
  if (typeof inner === 'string') return inner === '' ? undefined : inner
  return textOfNumber(inner)
}

/** Parts of this family are made in dialects/otlp.ts and nowhere else. */
export function isNode(value: unknown): value is TraceNode {
  return isRow(value) && typeof value.id === 'string' && isRow(value.who)
}

export function isEvent(value: unknown): value is LoggedEvent {
  return isRow(value) && typeof value.spanId === 'string' && isRow(value.event)
}
