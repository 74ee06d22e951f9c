import { expect, test } from 'vitest'
import { textsOfMessages } from './chat.ts'

const user = (content: string) => ({ role: 'user', content })
const assistant = (content: string) => ({ role: 'assistant', content })

test('input is what was added since the model last spoke', () => {
  expect(textsOfMessages([user('Old'), assistant('Said'), user('New'), user('And more')])).toEqual({
    input_text: 'New\n\nAnd more',
  })
})

test('the beginning of an answer that a caller adds hides nothing', () => {
  const prompt = user('Explain your reasoning.')
  for (const begun of ['', 'Step 1:']) {
    expect(textsOfMessages([prompt, assistant(begun)])).toEqual({ input_text: 'Explain your reasoning.' })
  }
  expect(textsOfMessages([user('Old'), assistant('Said'), prompt, assistant('')])).toEqual({
    input_text: 'Explain your reasoning.',
  })
})
