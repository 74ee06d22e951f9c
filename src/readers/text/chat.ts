import { isMissingText } from '../../record/index.ts'
import { isRow } from '../framings/lenient-json.ts'
import { parseExact } from './exact-json.ts'

export interface ChatTexts {
  readonly system_text?: string
  readonly input_text?: string
}

/**
 * The texts of a request's messages, in the shapes of OpenAI (chat and responses) and Anthropic: what system
 * and developer say, and what the caller added since the model last spoke (user and tool messages after the
 * last assistant message). An assistant message at the end is the caller's own beginning of an answer: it makes
 * nothing old. Text parts only; redacted texts are missing texts. A bare string, or a list of them, is input.
 */
export function textsOfMessages(messages: unknown): ChatTexts {
  const list = listOf(messages)
  const system: string[] = []
  let input: string[] = []
  let answered = false
  for (const message of list) {
    const role = isRow(message) ? (message.role ?? 'user') : 'user'
    const text = isRow(message) ? textOfContent(message) : textOf(message)
    // Pushed one by one: a call with an argument for each of a caller's parts would exhaust the stack.
    if (role === 'system' || role === 'developer') for (const part of text) system.push(part)
    else if (role === 'assistant' || role === 'model') answered = true
    else {
      if (answered) input = []
      answered = false
      for (const part of text) input.push(part)
    }
  }
  return {
    ...(system.length > 0 && { system_text: system.join('\n\n') }),
    ...(input.length > 0 && { input_text: input.join('\n\n') }),
  }
}

const MESSAGE_KEYS = ['role', 'content', 'messages', 'input', 'prompt', 'type']
const RESPONSE_KEYS = ['choices', 'output', 'content', 'text', 'completion', 'data', 'error']

/** Messages may come as a list, as one message, as a request body around them, or as JSON text of any of these. */
function listOf(messages: unknown, depth = 0): readonly unknown[] {
  const value = unwrapShaped(messages, MESSAGE_KEYS)
  if (Array.isArray(value)) return value
  if (typeof value === 'string') return [value]
  if (!isRow(value)) return []
  if ('role' in value || 'content' in value) return [value]
  const inner = value.messages ?? value.input ?? value.prompt
  const system = value.system ?? value.instructions
  const rest = inner === undefined || depth > DEEPEST ? [] : listOf(inner, depth + 1)
  return system === undefined ? rest : [{ role: 'system', content: system }, ...rest]
}

/** JSON text as what it says; any other value as it is. */
export function unwrapJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  try {
    return parseExact(value)
  } catch {
    return value
  }
}

/** JSON text that has the wanted shape as what it says. A prompt that happens to be JSON stays a text. */
function unwrapShaped(value: unknown, keys: readonly string[]): unknown {
  const inner = unwrapJson(value)
  if (inner === value) return value
  const shaped = (item: unknown) => isRow(item) && keys.some((key) => key in item)
  if (Array.isArray(inner)) return inner.every(shaped) ? inner : value
  const empty = isRow(inner) && Object.keys(inner).length === 0
  return empty || shaped(inner) ? inner : value
}

/** A message's content, or a tool result's output. */
function textOfContent(message: Record<string, unknown>): string[] {
  return textOf(message.content ?? message.text ?? message.output)
}

/** Tool results nest a few deep; whoever nests deeper tries to exhaust the stack. */
const DEEPEST = 8

/** The text parts of a content: a string, parts with a `text`, or tool results around further contents. */
function textOf(content: unknown, depth = 0): string[] {
  if (typeof content === 'string') return isMissingText(content) ? [] : [content]
  if (depth > DEEPEST) return []
  if (Array.isArray(content)) return content.flatMap((part: unknown) => textOf(part, depth + 1))
  if (!isRow(content)) return []
  return textOf(content.text ?? content.content, depth + 1)
}

/**
 * What the model said, in the shapes of OpenAI (chat, completions, responses), Anthropic, a bare string or
 * `{"text":...}`, or JSON text of these. Several choices are joined. Undefined where there is no text.
 */
export function textOfResponse(response: unknown): string | undefined {
  const value = unwrapShaped(response, RESPONSE_KEYS)
  const texts = isRow(value) ? textsOfBody(value) : textOf(value)
  return texts.length > 0 ? texts.join('\n\n') : undefined
}

function textsOfBody(body: Record<string, unknown>): string[] {
  if (Array.isArray(body.choices)) {
    return body.choices.flatMap((choice: unknown) => {
      if (!isRow(choice)) return []
      const message = choice.message ?? choice.delta
      return isRow(message) ? textOf(message.content) : textOf(choice.text)
    })
  }
  if (Array.isArray(body.output)) {
    // Reasoning items and tool calls stand beside the messages.
    return body.output.flatMap((item: unknown) =>
      isRow(item) && item.type !== 'reasoning' ? textOf(item.content) : [],
    )
  }
  return textOf(body.content ?? body.text ?? body.output ?? body.completion)
}
