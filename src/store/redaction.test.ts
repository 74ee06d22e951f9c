import { expect, test } from 'vitest'
import { forgetIn } from './redaction.ts'

const forgotten = (json: unknown, account: string): unknown =>
  JSON.parse(forgetIn(JSON.stringify(json), account, 'forgotten-1'))

test('a name is replaced as a whole, in lists of ids and in sentences, and no name that holds it', () => {
  const result = {
    accounts: ['alice', 'alice@corp.example'],
    observation: 'alice, but not malice or alice-2',
    query: "SELECT 1 WHERE account_id IN ('alice', 'alice@corp.example')",
  }
  expect(forgotten(result, 'alice')).toEqual({
    accounts: ['forgotten-1', 'alice@corp.example'],
    observation: 'forgotten-1, but not malice or alice-2',
    query: "SELECT 1 WHERE account_id IN ('forgotten-1', 'alice@corp.example')",
  })
})

test('a short number is replaced where quotes say that it is a name, and is a figure elsewhere', () => {
  const warning = '4711 of 9000 accounts in the logs have no account data (`4711`, for one)'
  expect(forgotten({ warnings: [warning], accounts: ['4711'] }, '4711')).toEqual({
    warnings: ['4711 of 9000 accounts in the logs have no account data (`forgotten-1`, for one)'],
    accounts: ['forgotten-1'],
  })
})

test('words of ours stay, though an account be called so', () => {
  const result = { verdict: 'watch', families: ['content'], summary: 'content' }
  expect(forgotten(result, 'content')).toEqual({ ...result, summary: 'forgotten-1' })
})
