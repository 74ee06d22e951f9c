import { expect, test } from 'vitest'
import { native } from './native.ts'

const BASE = { time: 1_700_000_000_000, account_id: 'a' }

function convert(row: Record<string, unknown>) {
  const result = native.toRequest({ ...BASE, ...row }, {})
  if (!('record' in result)) throw new Error(JSON.stringify(result))
  return result
}

test('rows may carry messages in place of texts', () => {
  const messages = [
    { role: 'developer', content: 'Rules.' },
    { role: 'user', content: 'Old' },
    { role: 'assistant', content: [{ type: 'text', text: 'Said' }] },
    { role: 'user', content: 'New' },
  ]
  expect(convert({ messages }).record).toEqual({ ...BASE, system_text: 'Rules.', input_text: 'New' })
  expect(convert({ prompt: messages }).record).toEqual({ ...BASE, system_text: 'Rules.', input_text: 'New' })
  expect(convert({ messages: JSON.stringify(messages) }).record.input_text).toBe('New')
  const own = convert({ messages, system: 'Given', input_text: 'Given too' }).record
  expect(own).toMatchObject({ system_text: 'Given', input_text: 'Given too' })
})

test('a prompt that happens to be JSON stays a text', () => {
  expect(convert({ messages: '{"city":"Ulm"}' }).record.input_text).toBe('{"city":"Ulm"}')
  expect(convert({ messages: '[1,2,3]' }).record.input_text).toBe('[1,2,3]')
  expect(convert({ input_text: '[{"role":"user","content":"x"}]' }).record.input_text).toContain('role')
})

test('response objects become texts', () => {
  const choices = [{ message: { content: 'Yes' } }]
  expect(convert({ response: { choices } }).record.output_text).toBe('Yes')
  expect(convert({ choices }).record.output_text).toBe('Yes')
  expect(convert({ output: [{ type: 'text', text: 'Anthropic' }] }).record.output_text).toBe('Anthropic')
  expect(convert({ response: { choices: [] } })).toMatchObject({ record: BASE, dropped: [] })
})

test('client addresses lose ports and forged front parts; placeholders are absent, hashes stay', () => {
  const address = (field: string) => convert({ client_address: field }).record.client_address
  expect(address('192.0.2.1')).toBe('192.0.2.1')
  expect(address('192.0.2.1:5050')).toBe('192.0.2.1')
  expect(address('[2001:db8::1]:443')).toBe('2001:db8::1')
  expect(address('6.6.6.6, 198.51.100.7, 10.0.0.3')).toBe('198.51.100.7')
  expect(address('10.0.0.1, 10.0.0.2')).toBe('10.0.0.1')
  expect(address('unknown')).toBeUndefined()
  expect(address('hmac-7f3a')).toBe('hmac-7f3a')
})

test('what does not fit is dropped and named', () => {
  expect(convert({ temperature: 'hot', input_tokens: -1 }).dropped).toEqual(['temperature', 'input_tokens'])
})
