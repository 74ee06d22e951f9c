import { isRow } from '../framings/lenient-json.ts'
import { lookup } from '../lookup.ts'
import { firstSaid, objectOf, valueAt } from './paths.ts'

/** LiteLLM's call types by OpenTelemetry's operation names where it has one. The leading `a` marks async calls. */
const OPERATIONS = lookup<string>({
  completion: 'chat',
  anthropic_messages: 'chat',
  responses: 'chat',
  generate_content: 'generate_content',
  text_completion: 'text_completion',
  embedding: 'embeddings',
})

export function operationOf(callType: unknown): unknown {
  if (typeof callType !== 'string') return undefined
  return OPERATIONS[callType] ?? OPERATIONS[callType.replace(/^_?a/, '')] ?? callType
}

/** HTTP status of LiteLLM's exception classes: https://docs.litellm.ai/docs/exception_mapping */
const STATUS_OF_CLASS = lookup<number>({
  BadRequestError: 400,
  UnsupportedParamsError: 400,
  ContextWindowExceededError: 400,
  ContentPolicyViolationError: 400,
  InvalidRequestError: 400,
  AuthenticationError: 401,
  PermissionDeniedError: 403,
  NotFoundError: 404,
  Timeout: 408,
  UnprocessableEntityError: 422,
  RateLimitError: 429,
  APIError: 500,
  APIConnectionError: 500,
  InternalServerError: 500,
  ServiceUnavailableError: 503,
})

/** The HTTP status: 200 for a success, for a failure its code, or that of its class; else undefined. */
export function statusOf(payload: Record<string, unknown>): number | undefined {
  if (payload.status === 'success') return 200
  const error = errorOf(payload)
  const code = Number(firstSaid(error.error_code, Number.NaN))
  if (code >= 100 && code <= 599) return code
  return typeof error.error_class === 'string' ? STATUS_OF_CLASS[error.error_class] : undefined
}

export function errorTypeOf(payload: Record<string, unknown>): unknown {
  if (payload.status !== 'failure') return undefined
  const error = errorOf(payload)
  return firstSaid(error.error_class, error.error_rate_limit_category, 'failure')
}

/** Old payloads have `error_str` alone; spend log rows keep the error in their metadata. */
function errorOf(payload: Record<string, unknown>): Record<string, unknown> {
  const information = objectOf(
    firstSaid(payload.error_information, valueAt(payload, 'metadata.error_information')),
  )
  if (information.error_class !== undefined || typeof payload.error_str !== 'string') return information
  const named = /\b(?:litellm\.)?([A-Z]\w*Error|Timeout)\b/.exec(payload.error_str)?.[1]
  return named === undefined ? information : { ...information, error_class: named }
}

/** Names of the tools offered: OpenAI nests them under `function`, Anthropic and the older `functions` do not. */
export function toolNames(tools: unknown, functions: unknown): string[] | undefined {
  const list = [tools, functions].flatMap((value) => (Array.isArray(value) ? value : []))
  const names = list.flatMap((tool: unknown) => {
    if (!isRow(tool)) return []
    const name = objectOf(tool.function).name ?? tool.name ?? tool.type
    return typeof name === 'string' ? [name] : []
  })
  return names.length > 0 ? names : undefined
}
