import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { isMissingText } from './missing-text.ts'

const digest = (encoding: 'hex' | 'base64' | 'base64url') => createHash('sha256').update('x').digest(encoding)

test.each([
  '',
  '  \n',
  'redacted-by-litellm',
  "redacted by litellm. 'litellm.turn_off_message_logging=True'",
  '[REDACTED]',
  'REDACTED',
  'redacted',
  'hidden',
  '<redacted>',
  '<redacted by gateway policy>',
  '<PROMPT_REDACTED>',
  '{{redacted}}',
  '{{masked}}',
  '[content removed]',
  '[content removed for privacy]',
  'content redacted',
  'redacted due to policy',
  'REDACTED_BY_GATEWAY',
  'removed prompt',
  '[Filtered]',
  '[REDACTED] [REDACTED]',
  '***',
  '**********',
  '████████',
  'xxxxxxxxxx',
  'null',
  digest('hex'),
  digest('base64'),
  digest('base64url'),
  `sha256:${digest('hex')}`,
  'd41d8cd98f00b204e9800998ecf8427e',
])('%j is missing text', (text) => {
  expect(isMissingText(text)).toBe(true)
})

test('a text that is not there is missing', () => {
  expect(isMissingText(undefined)).toBe(true)
})

test.each([
  'hello',
  'xxx',
  '**',
  'deadbeef',
  '1234567890',
  'removed the file, now what?',
  'Why was my message redacted?',
  'Redacted documents: explain why courts use them',
  'Hidden by default, how do I show the toolbar?',
  '[REDACTED] wrote to me about his card; what should I answer?',
  'My name is [NAME], please help',
  'none of these work',
  'internationalisation',
  '2 + 2 = ?',
  'Explain d41d8cd98f00b204e9800998ecf8427e',
  '你好',
])('%j is text', (text) => {
  expect(isMissingText(text)).toBe(false)
})
