import { expect, test } from 'vitest'
import { ACCOUNT_FIELDS, FAMILIES, REQUEST_FIELDS } from '../record/index.ts'
import { KEY_SIGNALS, SIGNALS } from './catalogue.ts'
import { byId } from './testing/by-id.ts'

test('no two signals have one id', () => {
  expect(new Set(SIGNALS.map(({ id }) => id)).size).toBe(SIGNALS.length)
})

test.each(byId(SIGNALS))(
  '%s says what it is, what it needs, and what innocent causes it has',
  (_, signal) => {
    expect(signal.id).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(signal.title).not.toBe('')
    expect(FAMILIES).toContain(signal.family)
    expect(signal.axis).toBe(
      ['content', 'elicitation', 'economics'].includes(signal.family) ? 'intent' : 'coordination',
    )
    expect(signal.tactics.length).toBeGreaterThan(0)
    for (const tactic of signal.tactics) expect(tactic).toMatch(/^T\d\d$/)
    expect(signal.innocentCauses.length).toBeGreaterThan(0)
    expect(signal.references.length).toBeGreaterThan(0)
    for (const text of [...signal.innocentCauses, ...signal.references]) expect(text.trim()).not.toBe('')
    expect(signal.needs.length).toBeGreaterThan(0)
    for (const field of signal.needs) expect({ ...REQUEST_FIELDS, ...ACCOUNT_FIELDS }).toHaveProperty(field)
  },
)

test.each(byId(SIGNALS))('%s has a query over the accounts that names no country', (_, signal) => {
  expect(signal.query).toContain('{accounts}')
  for (const column of ['figure', 'total', 'accounts']) expect(signal.query).toMatch(`AS ${column}`)
  expect(signal.query).not.toContain('country')
})

test.each(byId(SIGNALS))('%s puts its figures into words, one or many', (_, signal) => {
  expect(signal.observe({ accounts: 1_234, figure: 5_678, total: 91_011 })).toContain('1,234 accounts')
  const one = signal.observe({ accounts: 1, figure: 1, total: 1 })
  expect(one).toContain('1 account')
  expect(one).not.toMatch(/\b1 account[a-z]*s\b/)
  expect(signal.observe({ accounts: 0, figure: 0, total: 0 })).not.toMatch(/NaN|Infinity|undefined/)
})

test.each(byId(KEY_SIGNALS))('%s reads its edges without any country', (_, signal) => {
  expect(signal.edges).not.toContain('country')
  expect(signal.keyLabel).not.toBe('')
  expect(['identity', 'network']).toContain(signal.family)
})
