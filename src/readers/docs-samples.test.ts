import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { DIALECTS } from './dialects/all.ts'
import { collect, scratch } from './testing/collect.ts'
import { requestsOf } from './testing/joined.ts'

const DOCUMENT = readFileSync(resolve(import.meta.dirname, '../../docs/data-sources.md'), 'utf8')
const SAMPLES = [...DOCUMENT.matchAll(/^```([\w-]+)\n([\s\S]*?)^```$/gm)].flatMap(
  ([, name = '', text = '']) => (DIALECTS.some(({ id }) => id === name) ? [{ name, text }] : []),
)

const files = scratch()
afterAll(() => files.clear())

test('every dialect is named where they are listed, in the order in which they are tried', () => {
  const [, listed = ''] = /^\| dialect \|(.*)\|$/m.exec(DOCUMENT) ?? []
  expect([...listed.matchAll(/`([\w-]+)`/g)].map(([, id]) => id)).toEqual(DIALECTS.map(({ id }) => id))
})

test.each(SAMPLES)(
  'the sample for $name is recognised as that, and all of it is read',
  async ({ name, text }) => {
    const { format, unreadable } = await collect(files.write('sample', text))
    expect(format.dialect).toBe(name)
    expect(unreadable).toEqual([])
  },
)

test('the samples come to one request each, the halves of Bedrock joined, all with an address or a text', async () => {
  const read = await Promise.all(SAMPLES.map(({ name, text }) => collect(files.write(`${name}.log`, text))))
  const kinds = DIALECTS.flatMap(({ parts = [] }) => parts)
  const { records, reasons, passedOver } = requestsOf(read, kinds)
  expect({ reasons, passedOver }).toEqual({ reasons: [], passedOver: [] })
  expect(records).toHaveLength(SAMPLES.length - 1)
  for (const record of records) {
    expect(record).toMatchObject({ request_model: expect.any(String) })
    // Glasswally counts no tokens; its sample names the most that may be answered.
    if (record.max_tokens !== 256) expect(record).toMatchObject({ input_tokens: 12, output_tokens: 4 })
    expect(record.client_address ?? record.input_text).toMatch(/^(?:203\.0\.113\.7|Why is the sky blue\?)$/)
  }
})

test('the documented fields are fields that the dialect declares', () => {
  for (const { name } of SAMPLES) {
    const dialect = DIALECTS.find(({ id }) => id === name)
    const section = DOCUMENT.split(/^### /m).find((text) => text.includes(`\`\`\`${name}\n`)) ?? ''
    const together = SAMPLES.filter((sample) => section.includes(`\`\`\`${sample.name}\n`))
    const declared = DIALECTS.filter(({ id }) => together.some((sample) => sample.name === id))
    const fields = new Set<string>(declared.flatMap((one) => one.fields))
    const documented = [...section.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, field]) => field),
    )
    expect(dialect).toBeDefined()
    expect(documented.length).toBeGreaterThan(3)
    expect(documented.filter((field) => field && !fields.has(field))).toEqual([])
  }
})
