import { parseTime, type RequestField } from '../../record/index.ts'
import { fieldsOfRequestBody } from '../bodies/request-body.ts'
import { fieldsOfResponseBody } from '../bodies/response-body.ts'
import { isRow } from '../framings/lenient-json.ts'
import { prunedValue } from '../join/prune.ts'
import type { ReaderOptions } from '../types.ts'
import type { Conversion, Conversions, Dialect } from './dialect.ts'
import { finish, mappedFields } from './finish.ts'
import { langfuseTokens } from './langfuse-tokens.ts'
import { firstSaid, objectOf } from './paths.ts'

type Row = Readonly<Record<string, unknown>>

/**
 * Langfuse's exports: the blob storage integration's observations and traces (snake_case), and what its API answers
 * and its pages download (camelCase), a trace with its observations inside too. Generations are requests; spans,
 * events and scores are passed over. The account is Langfuse's user id, which stands in the enriched observations,
 * else in the trace: then both files are needed, and joined by the trace's id.
 * Fields: https://langfuse.com/docs/api-and-data-platform/features/blob-storage-export-fields
 */
export const langfuse: Dialect = {
  id: 'langfuse',
  title: 'Langfuse export',
  needs: 'observations with type, start_time and trace_id, or traces with id, user_id and timestamp',
  fields: [
    'time',
    'account_id',
    'request_id',
    'trace_id',
    'conversation_id',
    'end_user_id',
    'operation',
    'request_model',
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
    'error_type',
    'duration_ms',
    'system_text',
    'input_text',
    'output_text',
  ] satisfies RequestField[],
  parts: ['observation', 'trace'],
  recognise: (rows) => rows.some((row) => isObservation(row) || isTrace(row) || isScore(row)),
  toRequest,
}

function isObservation(row: Row): boolean {
  const trace = firstSaid(row.trace_id, row.traceId)
  const start = firstSaid(row.start_time, row.startTime)
  return (
    trace !== undefined && start !== undefined && typeof row.type === 'string' && /^[A-Z]+$/.test(row.type)
  )
}

/** What a trace has and hardly anything else: a name, a release, a mark whether it is public. */
function isTrace(row: Row): boolean {
  const marks = ['bookmarked', 'public', 'htmlPath', 'observations', 'release', 'environment']
  const known = marks.filter((name) => name in row).length
  const user = 'user_id' in row || 'userId' in row
  return user && row.id !== undefined && row.timestamp !== undefined && known >= 2
}

function isScore(row: Row): boolean {
  return 'value' in row && 'source' in row && ('data_type' in row || 'dataType' in row)
}

/** Kinds of observations that call a model. */
const CALLS = new Set(['GENERATION', 'EMBEDDING'])

function toRequest(row: Record<string, unknown>, options: ReaderOptions): Conversions {
  if (isObservation(row)) return observation(row, row, options)
  if (isTrace(row)) return trace(row, options)
  return isScore(row) ? { passedOver: 'a score' } : { reason: 'no Langfuse observation or trace' }
}

/** @param holder where the user and the session stand: the observation itself, or the trace around it */
function observation(row: Row, holder: Row, options: ReaderOptions): Conversion {
  if (!CALLS.has(String(row.type))) return { passedOver: 'an observation that called no model' }
  const native = { ...fieldsOf(row), ...identityOf(holder) }
  const fields = options.map ? { ...native, ...mappedFields({ ...holder, ...row }, options.map) } : native
  const knowsUser = 'user_id' in holder || 'userId' in holder || options.map?.account_id !== undefined
  if (knowsUser) return finish(fields, options.map)
  return { part: { family: 'langfuse', join: String(native.trace_id), kind: 'observation', fields } }
}

/** A trace with its observations is several requests; without them, what they lack. */
function trace(row: Row, options: ReaderOptions): Conversions {
  const inside = Array.isArray(row.observations) ? row.observations.map(objectOf).filter(isObservation) : []
  if (inside.length > 0) {
    return { several: inside.map((one) => observation(one, row, options)), contents: inside.map(contentOf) }
  }
  return { part: { family: 'langfuse', join: String(row.id), kind: 'trace', fields: identityOf(row) } }
}

/** An observation's own content: a trace is exported again with each that it gains, and the keys may stand in any order. */
function contentOf(observation: Row): string {
  return JSON.stringify(prunedValue(observation), (_name, value: unknown) => {
    if (typeof value === 'bigint') return String(value)
    return isRow(value) ? Object.fromEntries(Object.entries(value).sort(byName)) : value
  })
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1
}

function identityOf(row: Row) {
  return {
    account_id: firstSaid(row.user_id, row.userId),
    conversation_id: firstSaid(row.session_id, row.sessionId),
  }
}

function fieldsOf(row: Row) {
  const parameters = objectOf(firstSaid(row.model_parameters, row.modelParameters))
  const input = row.input
  const asked = fieldsOfRequestBody(Array.isArray(input) ? { messages: input } : input)
  const said = fieldsOfRequestBody(parameters)
  const start = firstSaid(row.start_time, row.startTime)
  const level = String(row.level ?? '')
  return {
    ...said,
    time: start,
    request_id: row.id,
    trace_id: firstSaid(row.trace_id, row.traceId),
    operation: row.type === 'EMBEDDING' ? 'embeddings' : 'chat',
    request_model: firstSaid(row.provided_model_name, row.providedModelName, row.model, asked.request_model),
    stream: firstSaid(
      said.stream,
      firstSaid(row.completion_start_time, row.completionStartTime) !== undefined || undefined,
    ),
    tool_names: firstSaid(asked.tool_names, toolsOf(row)),
    ...langfuseTokens(row),
    error_type: level === 'ERROR' ? 'error' : undefined,
    duration_ms: between(start, firstSaid(row.end_time, row.endTime)),
    system_text: asked.system_text,
    input_text: asked.input_text,
    output_text: fieldsOfResponseBody(row.output).output_text,
  }
}

/** Schemas of the tools offered, by their names. */
function toolsOf(row: Row): string[] | undefined {
  const names = Object.keys(objectOf(firstSaid(row.tool_definitions, row.toolDefinitions)))
  return names.length > 0 ? names : undefined
}

/** Older integrations write the latency in milliseconds, newer ones in seconds; the times are the times. */
function between(from: unknown, to: unknown): number | undefined {
  const start = parseTime(from)
  const end = parseTime(to)
  return start !== undefined && end !== undefined && end >= start ? end - start : undefined
}
