import { firstSaid, isSaid, objectOf } from '../dialects/paths.ts'
import { isRow } from '../framings/lenient-json.ts'
import { textOfResponse, unwrapJson } from '../text/chat.ts'
import { fieldsOfUsage, sum } from './usage.ts'

/**
 * What a model's answer says, under native field names, in the shapes that `fieldsOfRequestBody` knows. A stream
 * may come as the list of its events, or as server-sent events in one text.
 */
export function fieldsOfResponseBody(body: unknown) {
  const value = unwrapStream(body)
  if (Array.isArray(value)) return fieldsOfEvents(value)
  const row = isRow(value) ? value : {}
  const usage = firstSaid(row.usage, row.usageMetadata)
  const counts = usage === undefined ? countsBeside(row) : fieldsOfUsage(usage)
  return answer(textOf(value), firstSaid(row.model, row.modelVersion), errorOf(row), counts)
}

type Counts = ReturnType<typeof fieldsOfUsage> | ReturnType<typeof countsBeside>

/** One literal: objects put together from spreads cost ten times as much. */
function answer(text: string | undefined, model: unknown, error: unknown, counts: Counts) {
  return {
    output_text: text,
    response_model: model,
    error_type: error,
    input_tokens: counts.input_tokens,
    output_tokens: counts.output_tokens,
    reasoning_tokens: counts.reasoning_tokens,
    cached_input_tokens: counts.cached_input_tokens,
  }
}

function unwrapStream(body: unknown): unknown {
  if (typeof body !== 'string' || !/^\s*(?:event|data|id|retry)?:/.test(body)) return unwrapJson(body)
  const events: unknown[] = []
  for (const [, data = ''] of body.matchAll(/^data:[ \t]*(\{.*\})[ \t]*\r?$/gm)) {
    const event = unwrapJson(data)
    if (isRow(event)) events.push(event)
  }
  return events.length > 0 ? events : undefined
}

/** Titan and Llama have their counts beside the text. */
function countsBeside(row: Record<string, unknown>) {
  const results = Array.isArray(row.results) ? row.results : []
  return {
    input_tokens: firstSaid(row.prompt_token_count, row.inputTextTokenCount),
    output_tokens: firstSaid(
      row.generation_token_count,
      row.totalOutputTextTokenCount,
      results.length > 0
        ? results.reduce<unknown>((total, result: unknown) => sum(total, objectOf(result).tokenCount), 0)
        : undefined,
    ),
    reasoning_tokens: undefined,
    cached_input_tokens: undefined,
  }
}

function textOf(value: unknown): string | undefined {
  if (!isRow(value)) return textOfResponse(value)
  const message = objectOf(value.output).message
  if (message !== undefined) return textOfResponse(message)
  const lists = firstSaid(
    value.results,
    value.outputs,
    value.generations,
    value.completions,
    value.candidates,
  )
  if (Array.isArray(lists)) return joined(lists.map(textOfChoice))
  if (typeof value.generation === 'string') return textOfResponse(value.generation)
  if (typeof value.outputText === 'string') return textOfResponse(value.outputText)
  return textOfResponse(value)
}

/** One of several answers: Titan, Mistral, Cohere, AI21, Gemini. */
function textOfChoice(choice: unknown): string | undefined {
  const row = objectOf(choice)
  const content = objectOf(row.content)
  const data = objectOf(row.data)
  return textOfResponse(firstSaid(row.outputText, row.text, data.text, content.parts, row.content))
}

function joined(texts: readonly (string | undefined)[], separator = '\n\n'): string | undefined {
  const said = texts.filter((text) => text !== undefined)
  return said.length > 0 ? said.join(separator) : undefined
}

function errorOf(row: Record<string, unknown>): unknown {
  const error = row.error
  if (typeof error === 'string') return error === '' ? undefined : 'error'
  const { type, code, status } = objectOf(error)
  return firstSaid(type, code, status)
}

/** A stream's events put together: pieces of text in their order, the last word on model and usage. */
function fieldsOfEvents(events: readonly unknown[]) {
  const rows = events.filter(isRow)
  const whole = rows.findLast((row) => row.type === 'response.completed')
  if (whole) return fieldsOfBody(whole.response)
  const usages = rows.flatMap((row) => {
    const found = firstSaid(row.usage, objectOf(row.message).usage, objectOf(row.metadata).usage)
    const metrics = row['amazon-bedrock-invocationMetrics']
    return [found, metrics].filter(isRow)
  })
  // Anthropic tells the input at the start of a stream, the output at its end.
  const usage = together(usages)
  const models = rows.map((row) => firstSaid(row.model, objectOf(row.message).model))
  const text = rows.map(pieceOf).join('')
  return answer(
    text === '' ? undefined : textOfResponse({ text }),
    models.find(isSaid),
    rows.map(errorOf).find(isSaid),
    usages.length > 0 ? fieldsOfUsage(usage) : countsBeside(together(rows)),
  )
}

/** The last word on each name. A stream has too many events to be the arguments of one call. */
function together(rows: readonly Record<string, unknown>[]): Record<string, unknown> {
  const all: Record<string, unknown> = {}
  for (const row of rows) Object.assign(all, row)
  return all
}

/** A finished Responses object inside the last event of its stream. */
function fieldsOfBody(body: unknown) {
  const row = objectOf(body)
  return answer(textOf(row), row.model, errorOf(row), fieldsOfUsage(row.usage))
}

/** The text that one event adds: OpenAI, Anthropic, Converse, Titan, Llama, Cohere. */
function pieceOf(event: Record<string, unknown>): string {
  const choices = Array.isArray(event.choices) ? event.choices : []
  const first = objectOf(choices[0])
  const delta = firstSaid(event.delta, objectOf(event.contentBlockDelta).delta)
  const piece = firstSaid(
    objectOf(first.delta).content,
    first.text,
    event.type === 'response.output_text.delta' ? event.delta : objectOf(delta).text,
    event.outputText,
    event.generation,
    event.completion,
    event.text,
  )
  return typeof piece === 'string' ? piece : ''
}
