import { isRow } from '../framings/lenient-json.ts'
import { prunedValue } from '../join/prune.ts'
import { textOfResponse, textsOfMessages, unwrapJson } from '../text/chat.ts'
import { contentNamesOf } from './lookup.ts'
import { CONTENT_FIELDS, type ContentField, DETAILS_EVENT, EVENT_CONTENTS, MESSAGE_EVENTS } from './names.ts'
import type { Attributes, Span } from './span.ts'

export interface Contents {
  readonly system_text?: string
  readonly input_text?: string
  readonly output_text?: string
  readonly tool_names?: readonly string[]
  /** What the request asked for, where it stands in one object. */
  readonly parameters: Attributes
}

type Message = Record<string, unknown>

/** What was said in a call, from the span's attributes, else from its events. */
export function contentsOf({ attributes, events }: Pick<Span, 'attributes' | 'events'>): Contents {
  const details = events.find(({ name }) => name === DETAILS_EVENT)?.attributes
  const all = details ? { ...details, ...attributes } : attributes
  const content = contentIn(all)
  const said = messagesIn(events)
  const input = content('input')
  const system = messagesOf(content('system'), 'system')
  const asked = input === undefined ? said.input : messagesOf(input, 'user')
  const texts = textsOfMessages([...system, ...asked])
  // A prompt that looks like messages and holds none is a prompt all the same.
  const whole = texts.input_text === undefined && typeof input === 'string' ? textsOfMessages([input]) : {}
  const output = textOfOutput(content('output')) ?? textOfOutput(said.output)
  const tools = toolNames(content('tools'))
  const parameters = unwrapJson(content('parameters'))
  return {
    ...whole,
    ...texts,
    ...(output !== undefined && { output_text: output }),
    ...(tools.length > 0 && { tool_names: tools }),
    parameters: isRow(parameters) ? parameters : {},
  }
}

const NAMES = new Set(CONTENT_FIELDS.flatMap(contentNamesOf))

/** The first content there is: an attribute of that name, or attributes numbered through below it. */
function contentIn(attributes: Attributes): (field: ContentField) => unknown {
  const numbered = numberedIn(attributes, NAMES)
  return (field) => {
    for (const name of contentNamesOf(field)) {
      const value = attributes[name] ?? numbered.get(name)
      if (value !== undefined && value !== null && value !== '') return value
    }
    return undefined
  }
}

const NUMBERED = /^(.*?)\.(\d{1,9})\.(.+)$/s

/** Attributes such as `llm.input_messages.0.message.role` as lists of what follows the numbers, in their order. */
function numberedIn(attributes: Attributes, names: ReadonlySet<string>): Map<string, Message[]> {
  const lists = new Map<string, Map<number, Message>>()
  for (const [key, value] of Object.entries(attributes)) {
    const [, name = '', number = '', rest = ''] = NUMBERED.exec(key) ?? []
    if (!names.has(name)) continue
    const list = lists.get(name) ?? new Map<number, Message>()
    lists.set(name, list)
    const index = Number(number)
    const entry = list.get(index) ?? {}
    list.set(index, entry)
    entry[rest] = value
  }
  const inOrder = (list: Map<number, Message>) =>
    [...list].sort(([a], [b]) => a - b).map(([, entry]) => messageOfFlat(entry))
  return new Map([...lists].map(([name, list]) => [name, inOrder(list)]))
}

const PARTS = new Set(['message.contents', 'contents'])

/** One numbered entry, with or without OpenInference's prefixes: a message, a prompt, an embedding, or a tool. */
function messageOfFlat(entry: Message): Message {
  const parts = numberedIn(entry, PARTS).values().next().value
  return {
    ...entry,
    role: entry['message.role'] ?? entry.role,
    content:
      entry['message.content'] ??
      entry.content ??
      entry['prompt.text'] ??
      entry['completion.text'] ??
      entry['embedding.text'] ??
      parts,
    ...(entry['message_content.type'] !== undefined && {
      type: entry['message_content.type'],
      text: entry['message_content.text'],
      content: undefined,
    }),
  }
}

/** Messages in any of the shapes, in the one that `textsOfMessages` reads. */
function messagesOf(value: unknown, role: string, depth = 0): Message[] {
  const inner = unwrapJson(value)
  const list = Array.isArray(inner) ? inner : inner === undefined ? [] : [inner]
  if (list.some((item: unknown) => isRow(item) && ('role' in item || 'parts' in item))) {
    return list.flatMap((item: unknown) =>
      isRow(item) ? [{ role: item.role ?? role, content: textsOf(item) }] : [],
    )
  }
  // A request body around its messages; otherwise parts or texts of one message.
  if (isRow(inner) && ['messages', 'prompt', 'input'].some((key) => key in inner)) {
    if (depth > DEEPEST) return []
    const system = inner.system ?? inner.instructions
    return [
      ...messagesOf(system, 'system', depth + 1),
      ...messagesOf(inner.messages ?? inner.input ?? inner.prompt, 'user', depth + 1),
    ]
  }
  const known = list.every((item: unknown) => typeof item === 'string' || (isRow(item) && hasText(item)))
  // JSON of another shape is a prompt that happens to be JSON.
  const texts = known ? list.flatMap((item: unknown) => textsOf(item)) : [asText(value)]
  return texts.length > 0 ? [{ role, content: texts }] : []
}

/** JSON of a shape that is not known, as it was said. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(prunedValue(value)) ?? '')
}

function hasText(item: Message): boolean {
  return ['content', 'text', 'type'].some((key) => key in item)
}

function isTextPart(part: unknown): boolean {
  return isRow(part) && part.type === 'text' && typeof part.text === 'string'
}

/** Parts that are the model's own affair, and no text of the caller's. */
const NO_TEXT = new Set(['reasoning', 'thinking', 'tool_call', 'tool-call', 'tool_use'])

/** Parts nest a few deep; whoever nests deeper tries to exhaust the stack. */
const DEEPEST = 8

/** The texts of a message, of its parts, and of tool results, whose value may be any JSON. */
function textsOf(value: unknown, depth = 0): string[] {
  if (depth > DEEPEST) return []
  if (typeof value === 'string') {
    const inner = unwrapJson(value)
    // A caller who writes JSON as a prompt must not be able to leave a part of it out.
    return Array.isArray(inner) && inner.length > 0 && inner.every(isTextPart)
      ? textsOf(inner, depth + 1)
      : [value]
  }
  if (Array.isArray(value)) return value.flatMap((part: unknown) => textsOf(part, depth + 1))
  if (!isRow(value) || (typeof value.type === 'string' && NO_TEXT.has(value.type))) return []
  const said = value.parts ?? value.content ?? value.text
  if (said !== undefined && said !== null) return textsOf(said, depth + 1)
  const result = value.response ?? value.result ?? value.output
  const inside = isRow(result) && 'value' in result ? result.value : result
  if (inside === undefined || inside === null) return []
  return [asText(inside)]
}

function textOfOutput(value: unknown): string | undefined {
  const inner = unwrapJson(value)
  if (inner === undefined) return undefined
  // Whole response bodies; texts and messages otherwise.
  if (isRow(inner) && !('parts' in inner) && !('content' in inner)) {
    return textOfResponse(inner) ?? (typeof value === 'string' ? value : undefined)
  }
  const list = Array.isArray(inner) ? inner : [inner]
  const known = list.every((item: unknown) => typeof item === 'string' || isRow(item))
  const texts = known ? list.flatMap((item: unknown) => textsOf(item)) : [asText(value)]
  return textOfResponse(texts)
}

function messagesIn(events: Span['events']): { input: Message[]; output: unknown[] } {
  const input: Message[] = []
  const output: unknown[] = []
  for (const { name, attributes } of events) {
    const role = MESSAGE_EVENTS[name]
    const content = role && EVENT_CONTENTS.map((key) => attributes[key]).find((value) => value !== undefined)
    if (role === undefined || content === undefined) continue
    const inner = unwrapJson(content)
    if (role === 'output') output.push(isRow(inner) ? (inner.message ?? inner) : inner)
    else if (isRow(inner) && !('messages' in inner)) {
      const message = { ...inner, role: inner.role ?? attributes.role ?? role }
      for (const one of messagesOf(message, role)) input.push(one)
    } else for (const one of messagesOf(content, role)) input.push(one)
  }
  return { input, output }
}

/** Names of the tools offered: objects, JSON text of objects, or numbered entries with `name`. */
function toolNames(tools: unknown): string[] {
  const list = unwrapJson(tools)
  if (!Array.isArray(list)) return []
  return list.flatMap((entry: unknown) => {
    const tool = unwrapJson(entry)
    if (!isRow(tool)) return []
    const schema = unwrapJson(tool['tool.json_schema'])
    const inner = isRow(schema) ? schema : tool
    const declared = isRow(inner.function) ? inner.function.name : undefined
    const name = declared ?? tool['tool.name'] ?? inner.name ?? tool.name
    return typeof name === 'string' ? [name] : []
  })
}
