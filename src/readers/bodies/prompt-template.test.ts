import { expect, test } from 'vitest'
import { messagesOfPrompt } from './prompt-template.ts'

const MESSAGES = [
  { role: 'system', content: 'Rules.' },
  { role: 'user', content: 'One?' },
  { role: 'assistant', content: 'Yes.' },
  { role: 'user', content: 'Two?' },
]
const header = (role: string) => `<|start_header_id|>${role}<|end_header_id|>\n\n`

test.each([
  [
    'Llama 3',
    `<|begin_of_text|>${MESSAGES.map(({ role, content }) => `${header(role)}${content}<|eot_id|>`).join('')}${header('assistant')}`,
  ],
  [
    'ChatML',
    `${MESSAGES.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`).join('')}<|im_start|>assistant\n`,
  ],
  ['Llama 2', '<s>[INST] <<SYS>>\nRules.\n<</SYS>>\n\nOne? [/INST] Yes. </s><s>[INST] Two? [/INST]'],
  ['Anthropic', 'Rules.\n\nHuman: One?\n\nAssistant: Yes.\n\nHuman: Two?\n\nAssistant:'],
])('a prompt in the template of %s', (_, prompt) => {
  expect(messagesOfPrompt(prompt)).toEqual(MESSAGES)
})

test('a prompt without a template is a prompt', () => {
  expect(messagesOfPrompt('Why do Humans: ask?')).toBeUndefined()
})

test('marks without end are read in the time a test has', () => {
  for (const mark of ['<<SYS>>', '[INST]', '<|start_header_id|> ', '<|im_start|> ', '\n\nHuman:']) {
    expect(messagesOfPrompt(`[INST]${mark.repeat(200_000)}`)).toBeDefined()
  }
})
