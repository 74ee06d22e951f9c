import type { RequestField } from '../../record/index.ts'
import { ancestryOf } from '../otlp/ancestry.ts'
import { isCall } from '../otlp/call.ts'
import { eventsIn, holdsLogs } from '../otlp/log.ts'
import { nodeOf, type TraceNode } from '../otlp/node.ts'
import { holdsSpans, type Span, spansOf } from '../otlp/span.ts'
import { hasText, isSettled, requestOf, WRAPPER, wrappersAmong } from '../otlp/trace.ts'
import type { FieldMap, ReaderOptions } from '../types.ts'
import type { Conversion, Conversions, Dialect } from './dialect.ts'

/**
 * OTLP traces: a row is a batch of spans (ExportTraceServiceRequest), in which some are calls of a model. What the
 * attributes are called is in otlp/names.ts; how a call finds the server span that knows who made it, and why a
 * caller's trace id cannot lead it astray, in otlp/ancestry.ts.
 */
export const otlp: Dialect = {
  id: 'otlp',
  title: 'OTLP traces with GenAI spans',
  needs: 'resourceSpans with scopeSpans, as the OpenTelemetry Collector writes them',
  fields: [
    'time',
    'account_id',
    'request_id',
    'trace_id',
    'conversation_id',
    'api_key_id',
    'end_user_id',
    'client_address',
    'user_agent',
    'tls_fingerprint',
    'route',
    'operation',
    'request_model',
    'response_model',
    'temperature',
    'top_p',
    'choice_count',
    'max_tokens',
    'top_logprobs',
    'reasoning_effort',
    'stream',
    'tool_names',
    'input_tokens',
    'output_tokens',
    'reasoning_tokens',
    'cached_input_tokens',
    'status',
    'error_type',
    'duration_ms',
    'system_text',
    'input_text',
    'output_text',
  ] satisfies RequestField[],
  parts: ['call', 'span'],
  recognise: (rows) => rows.some(holdsSpans),
  toRequest,
}

/** OTLP logs, alone or with traces in one file: calls without texts then wait for their events. */
export const otlpLogs: Dialect = {
  ...otlp,
  id: 'otlp-logs',
  title: 'OTLP logs with GenAI events',
  needs: 'resourceLogs with scopeLogs; who called is in the traces: give both',
  parts: ['call', 'span', 'event'],
  recognise: (rows) => rows.some(holdsLogs),
}

interface Placed {
  readonly span: Span
  readonly node: TraceNode
}

function toRequest(row: Record<string, unknown>, { map }: ReaderOptions): Conversions {
  if (!holdsSpans(row)) {
    if (holdsLogs(row)) return fromEvents(row)
    const metrics = row.resourceMetrics ?? row.resource_metrics
    return metrics ? { passedOver: 'metrics' } : { reason: 'no resourceSpans' }
  }
  const several: Conversion[] = []
  const contents: string[] = []
  const found: Found = (conversion, content) => {
    several.push(conversion)
    contents.push(content)
  }
  for (const spans of tracesIn(row, map)) fromTrace(spans, map, found)
  return several.length > 0 ? { several, contents } : { passedOver: 'a batch without spans' }
}

function tracesIn(row: Record<string, unknown>, map: FieldMap | undefined): Iterable<readonly Placed[]> {
  const traces = new Map<string, Placed[]>()
  for (const span of spansOf(row)) {
    // Without a trace every span stands alone.
    const trace = span.traceId || `none ${traces.size}`
    const placed = { span, node: nodeOf(span, isCall(span), map) }
    const spans = traces.get(trace)
    if (spans) spans.push(placed)
    else traces.set(trace, [placed])
  }
  return traces.values()
}

type Found = (conversion: Conversion, content: string) => void

/** The spans of one trace in one batch: requests, calls that wait for more, and what is above calls elsewhere. */
function fromTrace(spans: readonly Placed[], map: FieldMap | undefined, found: Found): void {
  const ancestry = ancestryOf(spans.map(({ node }) => node))
  const wrappers = wrappersAmong(
    spans.flatMap(({ node }) => (node.call ? [node] : [])),
    ancestry,
  )
  const above: TraceNode[] = []
  let trace = ''
  for (const { span, node } of spans) {
    const joinable = span.traceId !== '' && span.spanId !== ''
    const { call, wanted: _, ...link } = node
    if (call && !wrappers.has(node)) {
      const whole = isSettled(node, ancestry) && hasText(node)
      const part = { family: 'otlp', join: span.traceId, kind: 'call', fields: { node } } as const
      found(whole || !joinable ? requestOf(node, ancestry.above(node), map) : { part }, contentOf(span))
    } else if (joinable && (call || !isBeside(span))) {
      above.push(link)
      trace = span.traceId
    } else found({ passedOver: call ? WRAPPER : 'no call of a model' }, '')
  }
  if (above.length > 0) {
    const part = { family: 'otlp', join: trace, kind: 'span', fields: { above } } as const
    found({ part }, JSON.stringify(above))
  }
}

/** Events of calls that were logged apart from their spans. */
function fromEvents(row: Record<string, unknown>): Conversions {
  const several: Conversion[] = []
  const contents: string[] = []
  for (const event of eventsIn(row)) {
    several.push(
      event
        ? { part: { family: 'otlp', join: event.traceId, kind: 'event', fields: { event } } }
        : { passedOver: 'no GenAI event of a span' },
    )
    contents.push(JSON.stringify(event ?? ''))
  }
  return several.length > 0 ? { several, contents } : { passedOver: 'a batch without log records' }
}

/** Spans below which no model is called. */
function isBeside({ attributes }: Span): boolean {
  return ['db.system', 'db.system.name', 'messaging.system'].some((name) => attributes[name] !== undefined)
}

/** A span's own content: the same span counts once, in whichever batch and encoding it comes. */
function contentOf({ resource: _, ...span }: Span): string {
  return JSON.stringify(span)
}
