import { toolNames } from '../dialects/litellm-values.ts'
import { firstSaid, objectOf } from '../dialects/paths.ts'
import { isRow } from '../framings/lenient-json.ts'
import { textsOfMessages, unwrapJson } from '../text/chat.ts'
import { messagesOfPrompt } from './prompt-template.ts'

/**
 * What the body of a request to a model says, under native field names: OpenAI Chat Completions, Completions and
 * Responses, Anthropic Messages and Text Completions, Amazon Bedrock Converse, Titan, Nova, Llama, Mistral and
 * Cohere, Google Gemini. The body may be JSON text. What it does not say is undefined.
 *
 * Shapes: platform.openai.com/docs/api-reference, docs.anthropic.com/en/api,
 * docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html, ai.google.dev/api/generate-content.
 */
export function fieldsOfRequestBody(body: unknown) {
  const row = objectOf(body)
  const inference = objectOf(firstSaid(row.inferenceConfig, row.textGenerationConfig, row.generationConfig))
  const metadata = objectOf(row.metadata)
  const texts = textsOfRequestBody(body)
  // One literal: objects put together from spreads cost ten times as much.
  return {
    system_text: texts.system_text,
    input_text: texts.input_text,
    request_model: firstSaid(row.model, row.modelId, row.model_id),
    operation: operationOfBody(row),
    temperature: firstSaid(row.temperature, inference.temperature),
    top_p: firstSaid(row.top_p, row.p, inference.topP, inference.top_p),
    choice_count: firstSaid(row.n, row.num_generations, inference.candidateCount),
    max_tokens: firstSaid(
      row.max_tokens,
      row.max_completion_tokens,
      row.max_output_tokens,
      row.max_tokens_to_sample,
      row.max_gen_len,
      inference.maxTokens,
      inference.max_new_tokens,
      inference.maxTokenCount,
      inference.maxOutputTokens,
    ),
    top_logprobs: firstSaid(row.top_logprobs, inference.logprobs),
    reasoning_effort: firstSaid(row.reasoning_effort, objectOf(row.reasoning).effort),
    stream: row.stream,
    tool_names: toolsOf(row),
    end_user_id: firstSaid(row.safety_identifier, row.user, metadata.user_id),
    conversation_id: firstSaid(
      typeof row.conversation === 'string' ? row.conversation : objectOf(row.conversation).id,
      metadata.session_id,
      metadata.conversation_id,
    ),
  }
}

const INPUTS = ['messages', 'prompt', 'input', 'inputText', 'contents', 'message']

/** Whether a value looks like the body of a request to a model. */
export function isRequestBody(value: unknown): boolean {
  const row = objectOf(value)
  return row.role === undefined && INPUTS.some((name) => row[name] !== undefined)
}

function textsOfRequestBody(body: unknown): { system_text?: string; input_text?: string } {
  const value = unwrapJson(body)
  // A bare list, a message, a text: also a text that happens to be JSON of something else.
  if (!isRow(value) || !isRequestBody(value)) return textsOfMessages(body)
  const system = firstSaid(value.system, value.instructions, value.preamble, value.systemInstruction)
  return textsOfMessages([
    ...(system === undefined ? [] : [{ role: 'system', content: contentOf(system) }]),
    ...messagesOf(value),
  ])
}

function messagesOf(body: Record<string, unknown>): readonly unknown[] {
  const list = firstSaid(body.messages, body.contents, body.input)
  const messages = unwrapJson(list)
  if (Array.isArray(messages)) return messages.map(messageOf)
  // Cohere's chat has the newest message apart from what was said before.
  if (typeof body.message === 'string') return [body.message]
  const prompt = firstSaid(body.inputText, body.prompt, messages)
  if (typeof prompt === 'string') return messagesOfPrompt(prompt) ?? [prompt]
  if (Array.isArray(prompt)) return prompt
  return isRow(prompt) ? [prompt] : []
}

/** Gemini calls a message's content its parts; Converse wraps what tools gave back. */
function messageOf(message: unknown): unknown {
  if (!isRow(message)) return message
  const content = firstSaid(message.content, message.parts)
  return content === undefined ? message : { ...message, content: contentOf(content) }
}

function contentOf(content: unknown): unknown {
  if (isRow(content) && Array.isArray(content.parts)) return content.parts
  if (!Array.isArray(content)) return content
  return content.map((part: unknown) => {
    if (!isRow(part) || part.toolResult === undefined) return part
    return { text: undefined, content: objectOf(part.toolResult).content }
  })
}

function operationOfBody(body: Record<string, unknown>): string | undefined {
  if (firstSaid(body.messages, body.contents, body.message) !== undefined) return 'chat'
  if (body.encoding_format !== undefined || body.dimensions !== undefined) return 'embeddings'
  if (body.embeddingTypes !== undefined || body.input_type !== undefined) return 'embeddings'
  if (firstSaid(body.prompt, body.inputText) !== undefined) return 'text_completion'
  return body.input !== undefined ? 'chat' : undefined
}

/** Names of the tools offered: OpenAI and Anthropic under `tools`, Converse and Gemini in configurations. */
function toolsOf(body: Record<string, unknown>): string[] | undefined {
  const converse = objectOf(body.toolConfig).tools
  if (Array.isArray(converse)) {
    return toolNames(
      converse.map((tool: unknown) => objectOf(objectOf(tool).toolSpec)),
      undefined,
    )
  }
  if (!Array.isArray(body.tools)) return toolNames(body.tools, body.functions)
  const flat = body.tools.flatMap((tool: unknown) => {
    const declared = objectOf(tool).functionDeclarations
    return Array.isArray(declared) ? declared : [tool]
  })
  return toolNames(flat, body.functions)
}
