/** A message that was written into a prompt, between the marks of a chat template. */
export interface TemplateMessage {
  readonly role: string
  readonly content: string
}

/**
 * The messages inside a prompt that was put together with a chat template: Llama 3 headers, ChatML, Llama 2 and
 * Mistral `[INST]`, or Anthropic's `\n\nHuman:`. Undefined for a prompt without such marks. The marks are the
 * model's own; taken for text they would make all customers of a model look alike.
 *
 * Formats: llama.com/docs/model-cards-and-prompt-formats (Llama 2, Llama 3), OpenAI's ChatML, Anthropic's Text
 * Completions guide.
 */
export function messagesOfPrompt(prompt: string): readonly TemplateMessage[] | undefined {
  if (prompt.includes('<|start_header_id|>')) return splitBy(prompt, LLAMA_3, END_OF_TURN)
  if (prompt.includes('<|im_start|>')) return splitBy(prompt, CHAT_ML, END_OF_TURN)
  if (prompt.includes('[INST]')) return instructions(prompt)
  if (/(?:^|\n\n)Human:/.test(prompt)) return humanAssistant(prompt)
  return undefined
}

const LLAMA_3 = /<\|start_header_id\|>\s*(\w+)\s*<\|end_header_id\|>/g
const CHAT_ML = /<\|im_start\|>\s*(\w+)\s*\n/g
const END_OF_TURN = /<\|(?:eot_id|eom_id|im_end|end_of_text|begin_of_text)\|>/g

/** Text between one mark and the next, the mark's capture being the role. */
function splitBy(prompt: string, mark: RegExp, end: RegExp): TemplateMessage[] {
  const marks = [...prompt.matchAll(mark)]
  return marks.flatMap((found, index) => {
    const from = found.index + found[0].length
    const content = prompt
      .slice(from, marks[index + 1]?.index ?? prompt.length)
      .replace(end, '')
      .trim()
    // A template ends by asking the model to speak.
    return content === '' ? [] : [{ role: found[1] ?? 'user', content }]
  })
}

const SYSTEM = '<<SYS>>'
const SYSTEM_END = '<</SYS>>'

function instructions(prompt: string): TemplateMessage[] {
  const messages: TemplateMessage[] = []
  for (const turn of prompt.split('[INST]').slice(1)) {
    const [asked = '', answered = ''] = turn.split('[/INST]')
    // Not by a regular expression: callers write the prompts, and a mark without its end would cost a search each.
    const from = asked.indexOf(SYSTEM)
    const to = asked.indexOf(SYSTEM_END, from)
    const hasSystem = from !== -1 && to !== -1
    if (hasSystem) messages.push({ role: 'system', content: asked.slice(from + SYSTEM.length, to).trim() })
    const content = hasSystem ? asked.slice(0, from) + asked.slice(to + SYSTEM_END.length) : asked
    messages.push({ role: 'user', content: content.trim() })
    const answer = answered.replace(/<\/?s>/g, '').trim()
    if (answer !== '') messages.push({ role: 'assistant', content: answer })
  }
  return messages
}

function humanAssistant(prompt: string): TemplateMessage[] {
  const messages = splitBy(prompt, /(?:^|\n\n)(Human|Assistant):/g, END_OF_TURN).map(({ role, content }) => ({
    role: role === 'Human' ? 'user' : 'assistant',
    content,
  }))
  const before = prompt.slice(0, prompt.search(/(?:^|\n\n)Human:/)).trim()
  return before === '' ? messages : [{ role: 'system', content: before }, ...messages]
}
