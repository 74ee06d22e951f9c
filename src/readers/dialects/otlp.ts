import type { RequestField } from '../../record/index.ts'
import { ancestryOf } from '../otlp/ancestry.ts'
import { isCall } from '../otlp/call.ts'
import { nodeOf, type TraceNode } from '../otlp/node.ts'
import { holdsSpans, type Span, spansOf } from '../otlp/span.ts'
import { isSettled, requestOf, WRAPPER, wrappersAmong } from '../otlp/trace.ts'
import type { ReaderOptions } from '../types.ts'
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

interface Placed {
  readonly span: Span
  readonly node: TraceNode
}

function toRequest(row: Record<string, unknown>, { map }: ReaderOptions): Conversions {
  if (!holdsSpans(row)) return { reason: 'no resourceSpans' }
  const traces = new Map<string, Placed[]>()
  let position = 0
  for (const span of spansOf(row)) {
    // Without a trace every span stands alone.
    const trace = span.traceId || `none ${position++}`
    const placed = { span, node: nodeOf(span, isCall(span), map) }
    const spans = traces.get(trace)
    if (spans) spans.push(placed)
    else traces.set(trace, [placed])
  }
  const several: Conversion[] = []
  const contents: string[] = []
  for (const spans of traces.values()) {
    const ancestry = ancestryOf(spans.map(({ node }) => node))
    const calls = spans.flatMap(({ node }) => (node.call ? [node] : []))
    const wrappers = wrappersAmong(calls, ancestry)
    for (const { span, node } of spans) {
      several.push(convert(span, node))
      contents.push(node.call ? contentOf(span) : JSON.stringify(node))
    }
    function convert(span: Span, node: TraceNode): Conversion {
      const joinable = span.traceId !== '' && span.spanId !== ''
      const wrapper = wrappers.has(node)
      if (node.call && !wrapper && (!joinable || isSettled(node, ancestry, map)))
        return requestOf(node, ancestry.above(node), map)
      if (!joinable || isBeside(span)) return { passedOver: wrapper ? WRAPPER : 'no call of a model' }
      const { call, ...link } = node
      const part = { family: 'otlp', join: span.traceId } as const
      if (call && !wrapper) return { part: { ...part, kind: 'call', fields: { node } } }
      return { part: { ...part, kind: 'span', fields: { node: link } } }
    }
  }
  return { several, contents }
}

/** Spans that are not calls themselves, and below which no model is called. */
function isBeside(span: Span): boolean {
  const { attributes } = span
  if (isCall(span)) return false
  return ['db.system', 'db.system.name', 'messaging.system'].some((name) => attributes[name] !== undefined)
}

/** A span's own content: the same span counts once, in whichever batch and encoding it comes. */
function contentOf({ resource: _, ...span }: Span): string {
  return JSON.stringify(span)
}
