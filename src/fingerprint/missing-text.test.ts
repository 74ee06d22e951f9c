import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { isMissingText } from './missing-text.ts'

const digest = (encoding: 'hex' | 'base64' | 'base64url') => createHash('sha256').update('x').digest(encoding)

test.each([
  '',
  '  \n',
  '[REDACTED]',
  'REDACTED',
  'redacted-by-litellm',
  '<redacted>',
  '<redacted by gateway policy>',
  '{{masked}}',
  '***',
  '**********',
  '████████',
  '[REDACTED] [REDACTED]',
  '[content removed for privacy]',
  'content redacted',
  'null',
  digest('hex'),
  digest('base64'),
  digest('base64url'),
  `sha256:${digest('hex')}`,
  createHash('md5').update('x').digest('hex'),
])('%j is missing text', (text) => {
  expect(isMissingText(text)).toBe(true)
})

test.each([
  'hello',
  'Why was my message redacted?',
  '[REDACTED] wrote to me about his card; what should I answer?',
  'My name is [NAME], please help',
  'none of these work',
  'internationalisation',
  '2 + 2 = ?',
  'Redacted documents: how do I read them?',
  '你好',
])('%j is text', (text) => {
  expect(isMissingText(text)).toBe(false)
})
