import { lookup } from '../lookup.ts'
/**
 * What GenAI spans call things, dialect by dialect: plain data, and the one place to add a name. Where several
 * names are present the one of the dialect that stands first counts, within a dialect the name that stands first.
 */

/** Request fields whose value stands in an attribute as it is. */
export type PlainField =
  | 'request_id'
  | 'conversation_id'
  | 'route'
  | 'operation'
  | 'request_model'
  | 'response_model'
  | 'temperature'
  | 'top_p'
  | 'choice_count'
  | 'max_tokens'
  | 'top_logprobs'
  | 'reasoning_effort'
  | 'stream'
  | 'input_tokens'
  | 'output_tokens'
  | 'reasoning_tokens'
  | 'cached_input_tokens'
  | 'error_type'

/** Things that need work: messages and tools as objects, JSON text, or attributes numbered through. */
export const CONTENT_FIELDS = ['system', 'input', 'output', 'tools', 'parameters'] as const
export type ContentField = (typeof CONTENT_FIELDS)[number]

export interface Vocabulary {
  readonly title: string
  readonly source: string
  readonly plain: Readonly<Partial<Record<PlainField, readonly string[]>>>
  readonly content: Readonly<Partial<Record<ContentField, readonly string[]>>>
  /** Who is billed, as the server that took the request knows it. */
  readonly account?: readonly string[]
  readonly key?: readonly string[]
  /** Whom the application that made the call named: an account only where no server says otherwise. */
  readonly user?: readonly string[]
  /** Whom the caller named; never an account. */
  readonly endUser?: readonly string[]
}

const OPENTELEMETRY: Vocabulary = {
  title: 'OpenTelemetry GenAI conventions, and their earlier names',
  source: 'https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/',
  plain: {
    // `gen_ai.request.id` and `gen_ai.request.n` are vLLM's.
    request_id: ['gen_ai.response.id', 'gen_ai.request.id'],
    conversation_id: ['gen_ai.conversation.id', 'session.id'],
    route: ['gen_ai.provider.name', 'gen_ai.system'],
    operation: ['gen_ai.operation.name'],
    request_model: ['gen_ai.request.model'],
    response_model: ['gen_ai.response.model'],
    temperature: ['gen_ai.request.temperature'],
    top_p: ['gen_ai.request.top_p'],
    choice_count: ['gen_ai.request.choice.count', 'gen_ai.request.n'],
    max_tokens: ['gen_ai.request.max_tokens', 'gen_ai.request.max_output_tokens'],
    top_logprobs: ['gen_ai.request.top_logprobs'],
    reasoning_effort: ['gen_ai.request.reasoning.effort', 'gen_ai.request.reasoning_effort'],
    stream: ['gen_ai.request.stream', 'gen_ai.request.is_stream'],
    input_tokens: ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens'],
    output_tokens: ['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens'],
    reasoning_tokens: ['gen_ai.usage.reasoning.output_tokens', 'gen_ai.usage.reasoning_tokens'],
    cached_input_tokens: [
      'gen_ai.usage.cache_read.input_tokens',
      'gen_ai.usage.cache_read_input_tokens',
      'gen_ai.usage.cache_read_tokens',
    ],
    error_type: ['error.type'],
  },
  content: {
    system: ['gen_ai.system_instructions'],
    input: ['gen_ai.input.messages', 'gen_ai.prompt'],
    output: ['gen_ai.output.messages', 'gen_ai.completion'],
    tools: ['gen_ai.tool.definitions'],
  },
  account: ['enduser.id'],
  user: ['user.id'],
}

const OPENINFERENCE: Vocabulary = {
  title: 'OpenInference',
  source: 'https://arize-ai.github.io/openinference/spec/semantic_conventions.html',
  plain: {
    route: ['llm.provider', 'llm.system'],
    request_model: ['llm.request.model_name', 'llm.model_name', 'embedding.model_name'],
    response_model: ['llm.response.model_name'],
    input_tokens: ['llm.token_count.prompt'],
    output_tokens: ['llm.token_count.completion'],
    reasoning_tokens: ['llm.token_count.completion_details.reasoning'],
    cached_input_tokens: ['llm.token_count.prompt_details.cache_read'],
  },
  content: {
    input: ['llm.input_messages', 'llm.prompts', 'embedding.embeddings', 'embedding.text', 'input.value'],
    output: ['llm.output_messages', 'llm.choices', 'output.value'],
    tools: ['llm.tools'],
    parameters: ['llm.invocation_parameters', 'embedding.invocation_parameters'],
  },
}

const VERCEL: Vocabulary = {
  title: 'Vercel AI SDK',
  source: 'https://ai-sdk.dev/docs/ai-sdk-core/telemetry',
  plain: {
    request_id: ['ai.response.id'],
    conversation_id: ['ai.telemetry.metadata.sessionId', 'ai.telemetry.metadata.chatId'],
    route: ['ai.model.provider'],
    operation: ['ai.operationId'],
    request_model: ['ai.model.id'],
    response_model: ['ai.response.model'],
    temperature: ['ai.settings.temperature'],
    top_p: ['ai.settings.topP'],
    max_tokens: ['ai.settings.maxOutputTokens', 'ai.settings.maxTokens'],
    input_tokens: ['ai.usage.inputTokens', 'ai.usage.promptTokens', 'ai.usage.tokens'],
    output_tokens: ['ai.usage.outputTokens', 'ai.usage.completionTokens'],
    reasoning_tokens: ['ai.usage.reasoningTokens', 'ai.usage.outputTokenDetails.reasoningTokens'],
    cached_input_tokens: ['ai.usage.cachedInputTokens', 'ai.usage.inputTokenDetails.cacheReadTokens'],
  },
  content: {
    input: ['ai.prompt.messages', 'ai.prompt', 'ai.values', 'ai.value'],
    output: ['ai.response.text', 'ai.response.object', 'ai.result.text', 'ai.result.object'],
    tools: ['ai.prompt.tools'],
  },
  user: ['ai.telemetry.metadata.userId', 'ai.telemetry.metadata.user_id'],
}

const TRACELOOP: Vocabulary = {
  title: 'OpenLLMetry (Traceloop)',
  source: 'https://www.traceloop.com/docs/openllmetry/contributing/semantic-conventions',
  plain: {
    conversation_id: [
      'traceloop.association.properties.session_id',
      'traceloop.association.properties.conversation_id',
      'traceloop.association.properties.chat_id',
      'traceloop.association.properties.thread_id',
    ],
    operation: ['llm.request.type'],
    request_model: ['llm.request.model'],
    response_model: ['llm.response.model'],
    temperature: ['llm.temperature'],
    top_p: ['llm.top_p'],
    max_tokens: ['llm.request.max_tokens'],
    stream: ['llm.is_streaming'],
    input_tokens: ['llm.usage.prompt_tokens'],
    output_tokens: ['llm.usage.completion_tokens'],
  },
  // Messages are `gen_ai.prompt.0.content` and so on, under the names of the first vocabulary.
  content: { input: [], output: ['llm.completions'], tools: ['llm.request.functions'] },
  user: ['traceloop.association.properties.user_id', 'traceloop.association.properties.userId'],
  endUser: ['llm.user'],
}

const LITELLM: Vocabulary = {
  title: 'LiteLLM (its OpenTelemetry callback)',
  source: 'https://docs.litellm.ai/docs/observability/opentelemetry_integration',
  plain: {},
  content: {},
  account: ['metadata.user_api_key_user_id', 'litellm.metadata.user_api_key_user_id'],
  key: ['metadata.user_api_key_hash', 'litellm.metadata.user_api_key_hash'],
  endUser: ['metadata.user_api_key_end_user_id', 'litellm.metadata.user_api_key_end_user_id'],
}

export const VOCABULARIES: readonly Vocabulary[] = [OPENTELEMETRY, OPENINFERENCE, VERCEL, TRACELOOP, LITELLM]

/**
 * Span events that carry what was said, and who says it: https://opentelemetry.io/docs/specs/semconv/gen-ai/
 * (messages up to version 1.36, contents before that). `gen_ai.choice` and the completion are the model's.
 */
export const MESSAGE_EVENTS = lookup<'system' | 'user' | 'assistant' | 'tool' | 'output'>({
  'gen_ai.system.message': 'system',
  'gen_ai.user.message': 'user',
  'gen_ai.assistant.message': 'assistant',
  'gen_ai.tool.message': 'tool',
  'gen_ai.choice': 'output',
  'gen_ai.content.prompt': 'user',
  'gen_ai.content.completion': 'output',
})

/** Where such an event keeps its message. */
export const EVENT_CONTENTS = [
  'gen_ai.event.content',
  'gen_ai.prompt',
  'gen_ai.completion',
  'message',
  'content',
  'body',
] as const

/** An event whose attributes are those of the span (version 1.37 on). */
export const DETAILS_EVENT = 'gen_ai.client.inference.operation.details'

/** What the server saw of its client. On spans that are no server's, the peer is somebody else. */
export const CLIENT_NAMES = {
  /** `client.address` is the client behind proxies; the rest is the peer of the connection, by older names. */
  address: ['client.address', 'http.client_ip'],
  peer: ['network.peer.address', 'net.sock.peer.addr', 'net.peer.ip'],
  user_agent: ['user_agent.original', 'http.user_agent'],
  tls_fingerprint: ['tls.client.ja4'],
  status: ['http.response.status_code', 'http.status_code'],
  litellmAddress: ['metadata.requester_ip_address', 'litellm.metadata.requester_ip_address'],
} as const
