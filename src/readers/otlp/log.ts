import { parseTime } from '../../record/index.ts'
import { isRow } from '../framings/lenient-json.ts'
import { DETAILS_EVENT, MESSAGE_EVENTS } from './names.ts'
import { attributesOf, idOf, listIn, plainValue, type SpanEvent } from './span.ts'

/** An event of a call that came as a log record: what was said, kept apart from the trace. */
export interface LoggedEvent {
  readonly traceId: string
  readonly spanId: string
  /** Milliseconds since 1970; events of one call are read in this order. */
  readonly time: number
  /** The record's body stands among the attributes as `body`. */
  readonly event: SpanEvent
}

type Row = Readonly<Record<string, unknown>>

const RESOURCE_LISTS = ['resourceLogs', 'resource_logs'] as const
const SCOPE_LISTS = ['scopeLogs', 'scope_logs', 'instrumentationLibraryLogs'] as const
const RECORD_LISTS = ['logRecords', 'log_records', 'logs'] as const

/** Whether a row is an ExportLogsServiceRequest or one of its ResourceLogs. */
export function holdsLogs(row: Row): boolean {
  return listIn(row, RESOURCE_LISTS) !== undefined || listIn(row, SCOPE_LISTS) !== undefined
}

/**
 * The GenAI events among the records of an ExportLogsServiceRequest: the name is the record's own, or an attribute
 * as older exporters and LiteLLM write it. https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-events/
 * Undefined stands for a record that is no such event, or belongs to no span.
 */
export function* eventsIn(row: Row): Generator<LoggedEvent | undefined> {
  for (const resource of listIn(row, RESOURCE_LISTS) ?? [row]) {
    if (!isRow(resource)) continue
    for (const scope of listIn(resource, SCOPE_LISTS) ?? []) {
      if (!isRow(scope)) continue
      for (const record of listIn(scope, RECORD_LISTS) ?? []) {
        if (isRow(record)) yield eventOf(record)
      }
    }
  }
}

function eventOf(record: Row): LoggedEvent | undefined {
  const attributes = attributesOf(record.attributes)
  const name = [record.eventName, record.event_name, attributes['event.name'], attributes.event_name].find(
    (candidate) => typeof candidate === 'string' && candidate !== '',
  )
  const traceId = idOf(record.traceId ?? record.trace_id)
  const spanId = idOf(record.spanId ?? record.span_id)
  if (typeof name !== 'string' || traceId === '' || spanId === '') return undefined
  if (MESSAGE_EVENTS[name] === undefined && name !== DETAILS_EVENT) return undefined
  const body = plainValue(record.body)
  const time =
    parseTime(record.timeUnixNano ?? record.time_unix_nano) ??
    parseTime(record.observedTimeUnixNano ?? record.observed_time_unix_nano) ??
    0
  return {
    traceId,
    spanId,
    time,
    event: { name, attributes: body === undefined ? attributes : { ...attributes, body } },
  }
}
