import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountRows, accountsCsv } from './csv.ts'
import { exampleResult } from './testing/fixture.ts'

test('every member of every campaign has a row that says what is known of the verdict', () => {
  const rows = accountRows(exampleResult().result)
  expect(rows).toHaveLength(180 + 34 + 24 + 3 + 5000)
  expect(rows.filter(({ role }) => role === 'linked')).toHaveLength(37)
  expect(rows[0]?.verdict).toBe('confirmed by analysis, not reviewed')
})

test('a parser reads back what was written, and no cell can run as a formula', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝'), fc.string())
      .map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(
      fc.array(fc.record({ account_id: hostile, campaign: hostile, links: fc.array(hostile) })),
      (rows) => {
        const csv = accountsCsv(rows.map((row) => ({ ...row, verdict: 'watch', role: 'core' })))
        const [header, ...read] = parse(csv, { record_delimiter: '\r\n', bom: false })
        expect(header).toEqual(['account_id', 'campaign', 'verdict', 'role', 'links'])
        expect(read).toHaveLength(rows.length)
        for (const [index, cells] of read.entries()) {
          const row = rows[index]
          for (const [at, original] of [
            [0, row?.account_id],
            [1, row?.campaign],
            [4, row?.links.join('; ')],
          ] as const) {
            expect(cells[at]).not.toMatch(/^[=+\-@\t\r\n＝]/)
            expect([original, `'${original}`]).toContain(cells[at])
          }
        }
      },
    ),
  )
})
