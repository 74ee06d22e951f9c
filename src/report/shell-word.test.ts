import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { shellWord } from './shell-word.ts'

test('a shell reads a foreign text as one word, whatever stands in it', () => {
  for (const text of ['acct_1', 'x;id', "it's", '$(id) `id`', 'a b', '*', '', '"', '\\', '!!', '~', '#x']) {
    const read = execFileSync('sh', ['-c', `printf '%s' ${shellWord(text)}`], { encoding: 'utf8' })
    expect(read).toBe(text)
  }
  expect(shellWord('acct-7/a.b')).toBe('acct-7/a.b')
  expect(shellWord('x\u202ey')).not.toContain('\u202e')
})
