import type { RequestField } from '../../record/index.ts'
import { fieldsOfRequestBody } from '../bodies/request-body.ts'
import { fieldsOfResponseBody } from '../bodies/response-body.ts'
import { fieldsOfUsage } from '../bodies/usage.ts'
import type { ReaderOptions } from '../types.ts'
import { isStream, modelOf, principalOf, statusOf } from './aws.ts'
import type { Conversion, Dialect } from './dialect.ts'
import { finish, mappedFields } from './finish.ts'
import { firstSaid, objectOf } from './paths.ts'

/**
 * Amazon Bedrock's model invocation log, as it is delivered to S3, and to CloudWatch Logs with the event around
 * it. It says who called (an IAM principal) and what was said, but not from where: that is CloudTrail's part.
 * Fields: https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 */
export const bedrock: Dialect = {
  id: 'bedrock',
  title: 'Amazon Bedrock model invocation log',
  needs: 'modelId and requestId with input or output, or schemaType ModelInvocationLog',
  fields: [
    'time',
    'account_id',
    'request_id',
    'trace_id',
    'conversation_id',
    'end_user_id',
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
  parts: ['invocation'],
  recognise: (rows) => rows.some((row) => isInvocation(invocationOf(row))),
  toRequest,
}

/** CloudWatch keeps the log's line as text: `message` in exports and subscriptions, `@message` in query results. */
function invocationOf(row: Record<string, unknown>): Readonly<Record<string, unknown>> {
  if (row.schemaType !== undefined || row.modelId !== undefined) return row
  return objectOf(firstSaid(row.message, row['@message']))
}

function isInvocation(row: Readonly<Record<string, unknown>>): boolean {
  if (row.schemaType === 'ModelInvocationLog') return true
  const hasBody = row.input !== undefined || row.output !== undefined
  return row.modelId !== undefined && row.requestId !== undefined && row.accountId !== undefined && hasBody
}

function toRequest(raw: Record<string, unknown>, options: ReaderOptions): Conversion {
  const row = invocationOf(raw)
  if (!isInvocation(row)) return { reason: 'no Bedrock model invocation' }
  const native = fieldsOf(row)
  const fields = options.map ? { ...native, ...mappedFields(row, options.map) } : native
  const { request_id: id } = native
  if (typeof id !== 'string' || id === '') return finish(fields, options.map)
  return { part: { family: 'bedrock', join: id, kind: 'invocation', fields } }
}

function fieldsOf(row: Readonly<Record<string, unknown>>) {
  const input = objectOf(row.input)
  const output = objectOf(row.output)
  const asked = fieldsOfRequestBody(input.inputBodyJson)
  const answered = fieldsOfResponseBody(output.outputBodyJson)
  const counted = fieldsOfUsage(input)
  const principal = principalOf(objectOf(row.identity).arn)
  const metadata = objectOf(row.requestMetadata)
  return {
    time: row.timestamp,
    account_id: firstSaid(principal?.account, row.accountId),
    end_user_id: firstSaid(asked.end_user_id, principal?.session),
    request_id: row.requestId,
    trace_id: firstSaid(metadata.traceId, metadata.trace_id),
    conversation_id: firstSaid(asked.conversation_id, metadata.sessionId, metadata.session_id),
    route: 'bedrock',
    operation: asked.operation,
    request_model: modelOf(row.modelId),
    response_model: modelOf(answered.response_model),
    temperature: asked.temperature,
    top_p: asked.top_p,
    choice_count: asked.choice_count,
    max_tokens: asked.max_tokens,
    top_logprobs: asked.top_logprobs,
    reasoning_effort: asked.reasoning_effort,
    tool_names: asked.tool_names,
    stream: firstSaid(isStream(row.operation), asked.stream),
    // The log's own counts stand beside the bodies, which may be too large to be in the log.
    input_tokens: firstSaid(counted.input_tokens, answered.input_tokens),
    output_tokens: firstSaid(output.outputTokenCount, answered.output_tokens),
    reasoning_tokens: answered.reasoning_tokens,
    cached_input_tokens: firstSaid(counted.cached_input_tokens, answered.cached_input_tokens),
    status: statusOf(row.errorCode),
    error_type: firstSaid(row.errorCode, answered.error_type),
    duration_ms: objectOf(objectOf(output.outputBodyJson).metrics).latencyMs,
    system_text: asked.system_text,
    input_text: asked.input_text,
    output_text: answered.output_text,
  }
}
